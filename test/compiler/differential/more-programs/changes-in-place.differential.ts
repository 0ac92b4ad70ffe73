import { describePrograms } from "../describe-programs.js";
import { changesInPlace } from "../rows.js";

describePrograms(changesInPlace);
