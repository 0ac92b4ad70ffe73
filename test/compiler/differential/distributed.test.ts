import { describePrograms } from "./describe-programs.js";
import { distributed } from "./distributed.js";

describePrograms(distributed);
