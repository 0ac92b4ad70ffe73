import { describePrograms } from "./describe-programs.js";
import { rows } from "./rows.js";

describePrograms(rows);
