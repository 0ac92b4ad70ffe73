import { describeBatches } from "./statements/describe-batches.js";

describeBatches([7, 8]);
