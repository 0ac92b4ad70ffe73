import { createRequire } from "node:module";
import { expressionText, wasParsed } from "./jsonata.js";

interface AslValidatorError {
  readonly "Error code": string;
  readonly Message?: string;
}

// The package has no types; this is the part of its interface that is used here.
type AslValidator = (definition: unknown) => {
  readonly isValid: boolean;
  readonly errors: readonly AslValidatorError[];
};

const require = createRequire(import.meta.url);

/** Loaded when it is first used: most of what uses this module does without. */
let loaded: AslValidator | undefined;

function aslValidator(): AslValidator {
  loaded ??= require("asl-validator") as AslValidator;
  return loaded;
}

interface Ajv {
  addKeyword: (definition: unknown) => Ajv;
  addFormat: (name: string, format: unknown) => Ajv;
}

interface AjvModule {
  default: new (options: object) => Ajv;
}

let lent: Ajv | undefined;

/**
 * asl-validator makes a schema validator at each call and has it compile all its schemas, which costs a hundred times what
 * the checks cost. While it is called here, it is given the same one every time.
 */
function withLentAjv<T>(run: () => T): T {
  const module = requireOfValidator()("ajv") as AjvModule;
  const Ajv = module.default;
  module.default = function lend(options: object): object {
    if (lent === undefined) lent = newAjv(Ajv, options);
    else settle(lent);
    return lent;
  } as unknown as AjvModule["default"];
  try {
    return run();
  } finally {
    module.default = Ajv;
  }
}

function newAjv(Ajv: AjvModule["default"], options: object): Ajv {
  // Optimising the code of the schemas takes longer than running it, and the schemas are the package's own.
  const ajv = new Ajv({ ...options, code: { optimize: false }, validateSchema: false });
  const addFormat = ajv.addFormat.bind(ajv);
  const isSameParser = require.resolve("jsonata") === requireOfValidator().resolve("jsonata");
  ajv.addFormat = (name, format) => {
    if (typeof format !== "function") return addFormat(name, format);
    const isKnown = isSameParser && jsonataFormats.has(name) ? isKnownExpression : undefined;
    return addFormat(name, once(format as Check, isKnown));
  };
  return ajv;
}

/** Whether a text, or one in `{% %}`, is an expression that the package jsonata parses. */
const jsonataFormats: ReadonlySet<string> = new Set(["jsonata_string", "maybe_jsonata_string"]);

function isKnownExpression(value: string): boolean {
  const text = expressionText(value);
  return text !== undefined && wasParsed(text);
}

function requireOfValidator(): NodeJS.Require {
  return createRequire(require.resolve("asl-validator"));
}

/** From the second call on it knows the keywords and formats that it is given. */
function settle(ajv: Ajv): void {
  ajv.addKeyword = () => ajv;
  ajv.addFormat = () => ajv;
}

type Check = (value: string) => boolean;

/**
 * Schemas try each kind of state on a state: the same expressions are parsed for each.
 *
 * @param isKnown true for what is known to pass the check
 */
function once(check: Check, isKnown: Check = () => false): Check {
  const verdicts = new Map<string, boolean>();
  return (value) => {
    let verdict = verdicts.get(value);
    if (verdict === undefined) {
      if (verdicts.size > 2000) verdicts.clear();
      verdict = isKnown(value) || check(value);
      verdicts.set(value, verdict);
    }
    return verdict;
  };
}

/** What asl-validator says of a definition. */
export interface AslValidatorVerdict {
  readonly valid: boolean;
  /** Its errors, one text each; empty when the definition is valid. */
  readonly messages: readonly string[];
}

/**
 * Runs asl-validator, an independent validator of the community, over a definition. It knows neither the rules of
 * JSONata expressions nor of integrations, and refuses some definitions that AWS accepts (JSONata forms above all),
 * so `validateDefinition` does not depend on it; what the compiler emits must satisfy both.
 */
export function verifyWithAslValidator(definition: unknown): AslValidatorVerdict {
  // It writes QueryLanguage into the states it is given.
  const copy = structuredClone(definition);
  try {
    const { isValid, errors } = withLentAjv(() => aslValidator()(copy));
    return { valid: isValid, messages: errors.map((error) => `${error["Error code"]}: ${error.Message ?? ""}`) };
  } catch (thrown) {
    return { valid: false, messages: [thrown instanceof Error ? thrown.message : String(thrown)] };
  }
}
