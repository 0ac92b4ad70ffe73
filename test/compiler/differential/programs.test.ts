import { assignments } from "./assignments.js";
import { describePrograms } from "./describe-programs.js";
import { errorText } from "./error-text.js";
import { errors } from "./errors.js";
import { found } from "./found.js";
import { functionLists } from "./function-lists.js";
import { functionValues } from "./function-values.js";
import { programs } from "./programs.js";
import { promises } from "./promises.js";

describePrograms([
  ...programs,
  ...promises,
  ...errors,
  ...found,
  ...functionValues,
  ...functionLists,
  ...assignments,
  ...errorText,
]);
