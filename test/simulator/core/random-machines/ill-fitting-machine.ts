import type { Chance } from "./chance.js";

type Language = "JSONPath" | "JSONata";

/** A machine that is valid in shape, with paths and expressions that often do not fit their fields; some are refused. */
export function illFittingMachine(chance: Chance): object {
  const pick = <Item>(items: readonly Item[]): Item => chance.pick(items);
  const sometimes = (share: number, fields: () => object) => (chance.next() < share ? fields() : {});
  const several = <T>(most: number, make: () => T): T[] => Array.from({ length: chance.whole(1, most) }, make);
  const path = () => pick(paths);
  const query = () => pick([path(), ...queries]);
  const expression = () => `{% ${pick(expressions)} %}`;
  const template = () => ({ "a.$": query(), "b.$": pick(intrinsics), c: { "d.$": query() } });
  const error = () => pick(errors);
  let states = 0;

  function machine(language: Language, depth: number): object {
    const names = several(3, () => `S${(states += 1)}`);
    const entries = names.map((name, index) => [name, oneState(language, depth, names[index + 1])] as const);
    return { StartAt: names[0], States: Object.fromEntries(entries) };
  }

  function oneState(language: Language, depth: number, next: string | undefined): object {
    const jsonata = language === "JSONata";
    const transition = next === undefined ? { End: true } : { Next: next };
    const flow = jsonata
      ? {
          ...sometimes(0.5, () => ({ Output: { o: expression() } })),
          ...sometimes(0.3, () => ({ Assign: { v: expression() } })),
        }
      : { ...sometimes(0.2, () => ({ InputPath: query() })), ...sometimes(0.2, () => ({ OutputPath: query() })) };
    const result = () =>
      jsonata
        ? {}
        : {
            ...sometimes(0.3, () => ({ ResultPath: pick(resultPaths) })),
            ...sometimes(0.3, () => ({ ResultSelector: template() })),
          };
    const failures = () => ({
      ...sometimes(0.3, () => ({ Retry: [{ ErrorEquals: [error()], MaxAttempts: 2 }] })),
      ...(next === undefined ? {} : sometimes(0.4, () => ({ Catch: [{ ErrorEquals: [error()], Next: next }] }))),
    });
    const bound = (field: string) => (jsonata ? { [field]: expression() } : { [`${field}Path`]: path() });
    switch (pick(depth < 2 ? types : flatTypes)) {
      case "Pass":
        return {
          Type: "Pass",
          ...flow,
          ...(jsonata ? {} : { Parameters: template(), ResultPath: pick(resultPaths) }),
          ...transition,
        };
      case "Wait":
        return { Type: "Wait", ...flow, ...bound(pick(["Seconds", "Timestamp"])), ...transition };
      case "Task": {
        const work = jsonata
          ? { Arguments: { FunctionName: "f", Payload: expression() } }
          : { Parameters: { FunctionName: "f", "Payload.$": query() } };
        const timeout = sometimes(0.3, () => bound("TimeoutSeconds"));
        return {
          Type: "Task",
          Resource: invoke,
          ...flow,
          ...work,
          ...timeout,
          ...result(),
          ...failures(),
          ...transition,
        };
      }
      case "Choice": {
        if (next === undefined) return { Type: "Fail", ...bound("Error"), ...bound("Cause") };
        const condition = jsonata ? { Condition: expression() } : { Variable: path(), ...pick(comparisons) };
        return {
          Type: "Choice",
          Choices: [{ ...condition, Next: next }],
          ...sometimes(0.7, () => ({ Default: next })),
        };
      }
      case "Parallel": {
        const Branches = several(2, () => machine(language, depth + 1));
        return { Type: "Parallel", ...flow, Branches, ...result(), ...failures(), ...transition };
      }
      case "Map": {
        const items = jsonata ? { Items: expression() } : { ItemsPath: path() };
        const selector = sometimes(0.4, () => ({ ItemSelector: jsonata ? { x: expression() } : template() }));
        const concurrency = sometimes(0.3, () => bound("MaxConcurrency"));
        const distributed = chance.next() < 0.4;
        const batches = distributed ? sometimes(0.4, () => ({ ItemBatcher: bound("MaxItemsPerBatch") })) : {};
        const ProcessorConfig = distributed ? { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } : { Mode: "INLINE" };
        const ItemProcessor = { ProcessorConfig, ...machine(language, depth + 1) };
        const fields = { ...flow, ...items, ...selector, ...concurrency, ...batches, ItemProcessor };
        return { Type: "Map", ...fields, ...result(), ...failures(), ...transition };
      }
    }
  }

  const language = pick<Language>(["JSONPath", "JSONata"]);
  return { QueryLanguage: language, ...machine(language, 0) };
}

const flatTypes = ["Pass", "Task", "Wait"] as const;
const types = [...flatTypes, "Choice", "Parallel", "Map", "Map"] as const;
const invoke = "arn:aws:states:::lambda:invoke";
const errors = ["States.ALL", "States.TaskFailed", "States.Runtime", "States.Timeout", "States.QueryEvaluationError"];
const resultPaths = [null, "$", "$.r", "$.list[0]", "$.n.x", "$.list[9].z"];
const paths = [
  ...["$", "$.a", "$.a.b", "$.list", "$.list[0]", "$.list[9]", "$.n", "$.s", "$.nul", "$.missing.x", "$.t"],
  ...["$$.State.Name", "$$.Execution.Input", "$$.Execution.StartTime", "$$.Map.Item.Index"],
];
const queries = ["$.list[*]", "$..b", "$.list[?(@.b > 1)]", "$.list[1:]", "$.o.*"];
const intrinsics = [
  ...["States.Format('{}', $.n)", "States.StringToJson($.s)", "States.ArrayPartition($.list, $.n)"],
  ...["States.ArrayRange(0, $.n, 0)", "States.ArrayGetItem($.list, 9)", "States.Hash($.s, $.s)"],
  ...["States.JsonMerge($.a, $.o, false)", "States.MathAdd($.n, $.s)", "States.StringSplit($.s, '')"],
];
const comparisons = [
  ...[{ IsPresent: true }, { IsNull: false }, { NumericLessThanPath: "$.n" }, { StringMatches: "a*" }],
  ...[{ TimestampEqualsPath: "$.t" }, { BooleanEqualsPath: "$.missing" }],
];
const expressions = [
  ...[
    "$states.input",
    "$states.input.list",
    "$states.input.n",
    "$states.input.s",
    "$states.input.missing",
    "$v",
    "null",
  ],
  ...[
    "$states.context.Map.Item.Value",
    "$states",
    "1/0",
    "-1",
    "1.5",
    "1e300",
    "true",
    "'E'",
    "'2020-01-01T00:00:00Z'",
  ],
  ...["function($x){ $x }", "/a+/", "{'a': $missing}", "$error('boom')", "$eval('1')", "$single([1, 2])"],
  ...["$sum($states.input.s)", "$parse('{')", "$hash('a', 'X')", "$partition([1, 2], 0)", "$range(0, 1, 0)"],
  ...["($f := function($n){ 1 + $f($n + 1) }; $f(1))", "$pad('a', 1000000000)", "$formatNumber(1, 'x')"],
];
