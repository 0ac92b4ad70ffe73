import { describeBatches } from "./statements/describe-batches.js";

describeBatches([1, 2]);
