import { describePrograms } from "../describe-programs.js";
import { furtherShapes } from "../rows.js";

describePrograms(furtherShapes);
