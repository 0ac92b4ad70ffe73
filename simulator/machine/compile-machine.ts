import type { Dialect, StateSource } from "../data/dialect.js";
import { jsonataDialect } from "../data/jsonata-dialect.js";
import { jsonPathDialect } from "../data/jsonpath-dialect.js";
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json.js";
import { compileDistributedMap } from "./compile-distributed-map.js";
import { DefinitionError } from "./definition-error.js";
import type { Catcher, Machine, NextState, Program, Retrier, StateNode } from "./state-node.js";
import { parseTaskResource } from "./task-resource.js";

/**
 * Makes a definition ready to run. Throws DefinitionError for what cannot run at all; complete validation with
 * positions and the service's codes is the business of `asl/`.
 */
export function compileMachine(definition: JsonValue | string): Machine {
  const root = typeof definition === "string" ? parseJson(definition) : definition;
  if (!isJsonObject(root))
    throw new DefinitionError("INVALID_JSON_DESCRIPTION", "The definition is not a JSON object", "/");
  const timeout = root.TimeoutSeconds;
  return {
    program: compileProgram(root, "", languageOf(root, "JSONPath", "/")),
    timeoutSeconds: typeof timeout === "number" ? timeout : undefined,
  };
}

/** Compiles one state alone, whose transitions lead out of what is known. Throws DefinitionError. */
export function compileSingleState(name: string, definition: JsonObject, language: Language): StateNode {
  return compileState(name, { definition, pointer: "" }, language);
}

type Language = "JSONata" | "JSONPath";

function languageOf(definition: JsonObject, inherited: Language, pointer: string): Language {
  const language = definition.QueryLanguage;
  if (language === undefined) return inherited;
  if (language === "JSONata" || language === "JSONPath") return language;
  throw new DefinitionError(
    "SCHEMA_VALIDATION_FAILED",
    "QueryLanguage must be JSONPath or JSONata",
    `${pointer}/QueryLanguage`,
  );
}

const dialects: Readonly<Record<Language, Dialect>> = { JSONata: jsonataDialect, JSONPath: jsonPathDialect };

function compileProgram(definition: JsonObject, pointer: string, language: Language): Program {
  const states = new Map<string, StateNode>();
  const sources = isJsonObject(definition.States) ? definition.States : {};
  for (const [name, state] of Object.entries(sources)) {
    const place = `${pointer}/States/${name}`;
    if (!isJsonObject(state)) throw new DefinitionError("SCHEMA_VALIDATION_FAILED", "A state must be an object", place);
    states.set(name, compileState(name, { definition: state, pointer: place }, language));
  }
  const startAt = textOf(definition.StartAt);
  if (!states.has(startAt)) throw missingTarget(startAt, `${pointer}/StartAt`);
  const program = { startAt, states };
  checkTargets(program, pointer);
  return program;
}

function checkTargets({ states }: Program, pointer: string): void {
  const check = (target: NextState, place: string) => {
    if (target !== undefined && !states.has(target)) throw missingTarget(target, `${pointer}/States/${place}`);
  };
  for (const node of states.values()) {
    if ("next" in node) check(node.next, `${node.name}/Next`);
    if ("catch" in node) node.catch.forEach(({ next }, index) => check(next, `${node.name}/Catch[${index}]/Next`));
    if (node.type !== "Choice") continue;
    node.rules.forEach(({ next }, index) => check(next, `${node.name}/Choices[${index}]/Next`));
    check(node.otherwise, `${node.name}/Default`);
  }
}

function missingTarget(target: string, place: string): DefinitionError {
  return new DefinitionError(
    "SCHEMA_VALIDATION_FAILED",
    `MISSING_TRANSITION_TARGET: Missing 'Next' target: ${target}`,
    place,
  );
}

function compileState(name: string, source: StateSource, inherited: Language): StateNode {
  const { definition, pointer } = source;
  const language = languageOf(definition, inherited, pointer);
  const dialect = dialects[language];
  const base = { name, flow: dialect.flow(source) };
  const next = definition.End === true ? undefined : textOf(definition.Next);
  if (next === "" && !["Choice", "Succeed", "Fail"].includes(textOf(definition.Type)))
    throw new DefinitionError("SCHEMA_VALIDATION_FAILED", "The state has neither 'Next' nor 'End'", pointer);

  switch (definition.Type) {
    case "Pass":
      return { ...base, type: "Pass", next };
    case "Task": {
      const resource = parseTaskResource(textOf(definition.Resource));
      if (resource === undefined)
        throw new DefinitionError(
          "SCHEMA_VALIDATION_FAILED",
          `The resource provided ${textOf(definition.Resource)} is not recognized`,
          `${pointer}/Resource`,
        );
      return {
        ...base,
        ...recovery(source, dialect),
        type: "Task",
        next,
        resource,
        timeoutSeconds: dialect.integer(source, "TimeoutSeconds"),
        heartbeatSeconds: dialect.integer(source, "HeartbeatSeconds"),
        roleArn: dialect.roleArn(source),
      };
    }
    case "Choice":
      return {
        ...base,
        type: "Choice",
        rules: arrayOf(definition.Choices).map((_, index) => dialect.choiceRule(source, index)),
        otherwise: typeof definition.Default === "string" ? definition.Default : undefined,
      };
    case "Wait":
      return { ...base, type: "Wait", next, until: dialect.waitTarget(source) };
    case "Succeed":
      return { ...base, type: "Succeed" };
    case "Fail":
      return { ...base, type: "Fail", error: dialect.text(source, "Error"), cause: dialect.text(source, "Cause") };
    case "Parallel":
      return {
        ...base,
        ...recovery(source, dialect),
        type: "Parallel",
        next,
        branches: arrayOf(definition.Branches).map((branch, index) =>
          compileProgram(objectOf(branch), `${pointer}/Branches[${index}]`, inherited),
        ),
      };
    case "Map": {
      const field = definition.ItemProcessor === undefined ? "Iterator" : "ItemProcessor";
      return {
        ...base,
        ...recovery(source, dialect),
        type: "Map",
        next,
        processor: compileProgram(objectOf(definition[field]), `${pointer}/${field}`, inherited),
        items: dialect.mapItems(source),
        itemSelector: dialect.itemSelector(source),
        maxConcurrency: dialect.integer(source, "MaxConcurrency") ?? (() => 0),
        distributed: compileDistributedMap(source, objectOf(definition[field]), dialect, language),
      };
    }
    default:
      throw new DefinitionError(
        "SCHEMA_VALIDATION_FAILED",
        `Invalid state type '${textOf(definition.Type)}'`,
        `${pointer}/Type`,
      );
  }
}

function recovery(source: StateSource, dialect: Dialect): { retry: readonly Retrier[]; catch: readonly Catcher[] } {
  const { definition } = source;
  return {
    retry: arrayOf(definition.Retry).map((retrier) => compileRetrier(objectOf(retrier))),
    catch: arrayOf(definition.Catch).map((catcher, index) => ({
      errorEquals: arrayOf(objectOf(catcher).ErrorEquals).map(textOf),
      next: textOf(objectOf(catcher).Next),
      finish: dialect.catcher(source, index),
    })),
  };
}

/** Defaults: 1 second, 3 attempts, rate 2. */
function compileRetrier(retrier: JsonObject): Retrier {
  return {
    errorEquals: arrayOf(retrier.ErrorEquals).map(textOf),
    intervalSeconds: numberOf(retrier.IntervalSeconds) ?? 1,
    maxAttempts: numberOf(retrier.MaxAttempts) ?? 3,
    backoffRate: numberOf(retrier.BackoffRate) ?? 2,
    maxDelaySeconds: numberOf(retrier.MaxDelaySeconds),
    fullJitter: retrier.JitterStrategy === "FULL",
  };
}

const arrayOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : [];
const objectOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});
const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");
const numberOf = (value: JsonValue | undefined): number | undefined => (typeof value === "number" ? value : undefined);
