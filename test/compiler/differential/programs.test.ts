import { describePrograms } from "./describe-programs.js";
import { found } from "./found.js";
import { programs } from "./programs.js";
import { promises } from "./promises.js";

describePrograms([...programs, ...promises, ...found]);
