import { describePrograms } from "./describe-programs.js";
import { shapes } from "./rows.js";

describePrograms(shapes);
