import { describeBatches } from "./statements/describe-batches.js";

describeBatches([5, 6]);
