/** `npm run bench:simulator`: the simulator's speed, beside stepfunctions-local. */
import { benchSimulator } from "./bench.js";

await benchSimulator();
