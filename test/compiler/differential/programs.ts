import { calls } from "./calls.js";
import { evaluationOrder } from "./evaluation-order.js";
import { failures } from "./failures.js";
import { flow } from "./flow.js";
import { generics } from "./generics.js";
import { partsInCalls } from "./parts-in-calls.js";
import { partsPutBack } from "./parts-put-back.js";
import { parts } from "./parts.js";
import { promiseChains } from "./promise-chains.js";
import { randomValues } from "./random-values.js";
import type { Row } from "./row.js";
import { values } from "./values.js";

/** Small programs, each run natively and compiled, with the same stubs. */
export const programs: readonly Row[] = [
  ...values,
  ...flow,
  ...calls,
  ...failures,
  ...generics,
  ...parts,
  ...partsInCalls,
  ...partsPutBack,
  ...promiseChains,
  ...randomValues,
  ...evaluationOrder,
];
