import type { Local, Variable } from "../ir/expression.js";
import { preludeNames } from "./prelude.js";

/** JSONata's and AWS's own function names: a variable of such a name would hide the function. */
const functionNames =
  `sum count max min average string substring substringBefore substringAfter lowercase uppercase length
trim pad match contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs
sqrt power random boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse each error
assert type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl eval
toMillis fromMillis clone now millis partition range hash uuid parse states hasOwnProperty constructor toString valueOf
isPrototypeOf propertyIsEnumerable toLocaleString and or in function true false null`.split(/\s+/);

const reserved: ReadonlySet<string> = new Set([...functionNames, ...preludeNames]);

/** The longest variable name that Step Functions takes, in characters (AWS page "Passing data with variables"). */
export const maxVariableNameLength = 80;

/** Gives every variable of one machine a name of its own, as close to the source as the rules allow. */
export class VariableNames {
  readonly #names = new Map<Variable, string>();
  readonly #taken = new Set<string>();

  nameOf(variable: Variable): string {
    let name = this.#names.get(variable);
    if (name === undefined) {
      name = freeName(variable.name, (candidate) => this.isTaken(candidate));
      this.#names.set(variable, name);
      this.#taken.add(name);
    }
    return name;
  }

  isTaken(name: string): boolean {
    return reserved.has(name) || this.#taken.has(name);
  }
}

/** Names of locals within one expression: none hides a variable, a function or another local. */
export class LocalNames {
  readonly #names = new Map<Local, string>();
  readonly #taken = new Set<string>();
  readonly #variables: VariableNames;

  constructor(variables: VariableNames) {
    this.#variables = variables;
  }

  nameOf(local: Local): string {
    let name = this.#names.get(local);
    if (name === undefined) {
      name = this.fresh(local.name);
      this.#names.set(local, name);
    }
    return name;
  }

  /** A name for a value that only the emitter knows of. */
  fresh(wish: string): string {
    const name = freeName(wish, (candidate) => this.#variables.isTaken(candidate) || this.#taken.has(candidate));
    this.#taken.add(name);
    return name;
  }
}

function freeName(wish: string, isTaken: (name: string) => boolean): string {
  const base = legalName(wish);
  if (!isTaken(base)) return base;
  for (let count = 2; ; count++) {
    const suffix = `_${count}`;
    const candidate = base.slice(0, maxVariableNameLength - suffix.length) + suffix;
    if (!isTaken(candidate)) return candidate;
  }
}

/** ASL names start with a letter and go on with letters, digits and `_`; JavaScript allows `$` and a leading `_` too. */
function legalName(name: string): string {
  const letters = name.replaceAll(/[^\p{ID_Continue}]/gu, "").replace(/^[^\p{ID_Start}]+/u, "");
  if (letters === "") return "v";
  return letters.startsWith("js") && /^js[A-Z]/.test(letters)
    ? `v_${letters}`
    : letters.slice(0, maxVariableNameLength);
}
