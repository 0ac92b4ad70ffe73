import { describePrograms } from "./describe-programs.js";
import { found } from "./found.js";
import { programs } from "./programs.js";

describePrograms([...programs, ...found]);
