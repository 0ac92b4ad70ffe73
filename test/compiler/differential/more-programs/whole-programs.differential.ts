import { describePrograms } from "../describe-programs.js";
import { wholePrograms } from "../rows.js";

describePrograms(wholePrograms);
