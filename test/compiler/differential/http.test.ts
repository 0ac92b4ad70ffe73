import { describePrograms } from "./describe-programs.js";
import { http } from "./http.js";

describePrograms(http);
