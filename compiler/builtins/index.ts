import { arrayCallbacks } from "./array-callbacks.js";
import { arrayFlat } from "./array-flat.js";
import { arrayMake } from "./array-make.js";
import { arrayOrder } from "./array-order.js";
import { arrayParts } from "./array-parts.js";
import { arrayReduce } from "./array-reduce.js";
import { arraySearch } from "./array-search.js";
import { bits } from "./bits.js";
import type { Builtin } from "./builtin.js";
import { dates } from "./date.js";
import { encoding } from "./encoding.js";
import { json } from "./json.js";
import { languageBuiltins } from "./language.js";
import { math } from "./math.js";
import { numberFormat } from "./number-format.js";
import { numbers } from "./number.js";
import { objectEntries } from "./object-entries.js";
import { objects } from "./object.js";
import { refusals } from "./refusals.js";
import { regularExpressions } from "./regular-expression.js";
import { maps } from "./map.js";
import { sets } from "./set.js";
import { stringCharacters } from "./string-characters.js";
import { stringCollation } from "./string-collation.js";
import { stringMatch } from "./string-match.js";
import { stringParts } from "./string-parts.js";
import { stringReplace } from "./string-replace.js";
import { stringSearch } from "./string-search.js";
import { stringShape } from "./string-shape.js";

const all: readonly Builtin[] = [
  ...languageBuiltins,
  ...stringParts,
  ...stringSearch,
  ...stringCharacters,
  ...stringCollation,
  ...stringShape,
  ...stringMatch,
  ...stringReplace,
  ...regularExpressions,
  ...arrayParts,
  ...arrayFlat,
  ...arrayCallbacks,
  ...arraySearch,
  ...arrayReduce,
  ...arrayOrder,
  ...arrayMake,
  ...maps,
  ...sets,
  ...objectEntries,
  ...objects,
  ...math,
  ...bits,
  ...numbers,
  ...numberFormat,
  ...json,
  ...dates,
  ...encoding,
  ...refusals,
];

/** Every built-in, by its name in the IR. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(all.map((builtin) => [builtin.name, builtin]));
