import { describeBatches } from "./statements/describe-batches.js";

describeBatches([3, 4]);
