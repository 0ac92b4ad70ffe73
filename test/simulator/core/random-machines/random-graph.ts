import type { JsonValue } from "../../../../simulator/index.js";
import type { Chance } from "./chance.js";
import { errors, randomHandlers } from "./handlers.js";
import { errorAt, inTurns, type Model, type ModelledGraph, type ModelledState, together, valueAt } from "./model.js";

/** What the functions of the machines are told: how often they fail before they succeed, and with what. */
export interface TaskPayload {
  readonly name: string;
  readonly failures: number;
  readonly error: string;
  readonly retryCount: number;
}

interface Surroundings {
  readonly chance: Chance;
  /** How many graphs may still be inside this one. */
  readonly depth: number;
  /** The variables of the graphs around. */
  readonly outer: readonly string[];
  readonly newName: () => string;
}

/** A place in a graph: its own name, the states that may follow, and what its end is. */
interface Place extends Surroundings {
  readonly name: string;
  readonly later: readonly string[];
  readonly transition: object;
  readonly variable: string;
}

/** A machine of nested branches and iterations, retries and catches. Waits are so long that no two ends coincide. */
export function randomMachine(chance: Chance): ModelledGraph {
  let names = 0;
  return randomGraph({ chance, depth: 3, outer: [], newName: () => `S${names++}` });
}

function randomGraph(around: Surroundings): ModelledGraph {
  const { chance, newName } = around;
  const [variable, first] = [newName().toLowerCase(), newName()];
  const seconds = chance.whole(1, 100_000);
  const names = Array.from({ length: chance.whole(2, 5) }, newName);
  const states = names.map((name, index): readonly [string, ModelledState] => {
    const later = names.slice(index + 1);
    const transition = later[0] === undefined ? { End: true } : { Next: later[0] };
    return [name, randomState({ ...around, name, later, transition, variable })];
  });
  const fields = states.map(([name, state]) => [name, state.fields] as const);
  return {
    definition: {
      StartAt: first,
      States: { [first]: { Type: "Wait", Seconds: seconds, Next: names[0] }, ...Object.fromEntries(fields) },
    },
    run: (input, variables, atMs) => runStates(new Map(states), input, variables, atMs + seconds * 1000),
  };
}

function runStates(states: ReadonlyMap<string, ModelledState>, ...[input, variables, atMs]: Parameters<Model>) {
  const order = [...states.keys()];
  let outcome: ReturnType<Model> = valueAt(atMs, input);
  for (let name = order[0]; name !== undefined;) {
    const state = states.get(name);
    if (state === undefined || outcome.kind === "error") break;
    outcome = state.run(outcome.value, variables, outcome.atMs);
    name = outcome.kind === "error" ? undefined : (outcome.goTo ?? order[order.indexOf(name) + 1]);
  }
  return outcome;
}

function randomState(place: Place): ModelledState {
  const { chance, depth, later } = place;
  if (later.length === 0) return chance.pick([pass, task, fail, succeed])(place);
  const nested = depth > 0 ? [parallel, map, map] : [];
  return chance.pick([pass, task, task, choice, wait, ...nested])(place);
}

function pass({ name, transition, outer, variable }: Place): ModelledState {
  const seen = [...outer, variable];
  const read = seen.map((each) => `$exists($${each}) ? $${each} : 'none'`).join(", ");
  return {
    fields: { Type: "Pass", Output: { name, input: "{% $states.input %}", seen: `{% [${read}, 0] %}` }, ...transition },
    run: (input, variables, atMs) =>
      valueAt(atMs, { name, input, seen: [...seen.map((each) => variables[each] ?? "none"), 0] }),
  };
}

const succeed = (): ModelledState => ({
  fields: { Type: "Succeed" },
  run: (input, _variables, atMs) => valueAt(atMs, input),
});

function fail({ chance }: Place): ModelledState {
  const error = chance.pick(errors);
  return { fields: { Type: "Fail", Error: error }, run: (_input, _variables, atMs) => errorAt(atMs, error) };
}

function wait({ chance, transition }: Place): ModelledState {
  const seconds = chance.whole(1, 1000);
  return {
    fields: { Type: "Wait", Seconds: seconds, ...transition },
    run: (input, _variables, atMs) => valueAt(atMs + seconds * 1000, input),
  };
}

function choice({ chance, name, later, variable }: Place): ModelledState {
  const target = chance.pick(later);
  const rule = { Condition: "{% $type($states.input) = 'string' %}", Next: target, Assign: { [variable]: name } };
  return {
    fields: { Type: "Choice", Choices: [rule], Default: later[0] },
    run: (input, variables, atMs) => {
      if (typeof input !== "string") return valueAt(atMs, input);
      variables[variable] = name;
      return { ...valueAt(atMs, input), goTo: target };
    },
  };
}

function task({ chance, name, later, transition, variable }: Place): ModelledState {
  const handlers = randomHandlers(chance, later, variable);
  const [failures, error] = [chance.whole(0, 3), chance.pick(errors)];
  const Payload = { name, failures, error, retryCount: "{% $states.context.State.RetryCount %}" };
  return {
    fields: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Arguments: { FunctionName: "f", Payload },
      Output: "{% $states.result.Payload %}",
      Assign: { [variable]: "{% $states.result.Payload %}" },
      ...handlers.fields,
      ...transition,
    },
    run: handlers.around((_input, variables, atMs, retryCount) => {
      if (retryCount < failures) return errorAt(atMs, error);
      const result = `${name} after ${retryCount}`;
      variables[variable] = result;
      return valueAt(atMs, result);
    }),
  };
}

function parallel(place: Place): ModelledState {
  const { chance, depth, outer, later, transition, variable } = place;
  const inner = { ...place, depth: depth - 1, outer: [...outer, variable] };
  const branches = Array.from({ length: chance.whole(1, 3) }, () => randomGraph(inner));
  const handlers = randomHandlers(chance, later, variable);
  return {
    fields: {
      Type: "Parallel",
      Branches: branches.map(({ definition }) => definition),
      ...handlers.fields,
      ...transition,
    },
    run: handlers.around((input, variables, atMs) =>
      together(
        branches.map((branch) => branch.run(input, { ...variables }, atMs)),
        atMs,
      ),
    ),
  };
}

/** A distributed one sees no variables, and tolerates failures. */
function map(place: Place): ModelledState {
  const { chance, depth, outer, later, transition, variable } = place;
  const isDistributed = chance.next() < 0.35;
  const processor = randomGraph({ ...place, depth: depth - 1, outer: isDistributed ? [] : [...outer, variable] });
  const handlers = randomHandlers(chance, later, variable);
  const MaxConcurrency = chance.whole(0, 3);
  const tolerated = isDistributed ? chance.whole(0, 3) : undefined;
  const Items = Array.from({ length: chance.whole(0, 4) }, (_, i) => chance.pick<JsonValue>([i, `s${i}`, { i }]));
  const ProcessorConfig = { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" };
  const places = MaxConcurrency || Number.POSITIVE_INFINITY;
  return {
    fields: {
      Type: "Map",
      Items,
      MaxConcurrency,
      ItemProcessor: { ...processor.definition, ...(isDistributed && { ProcessorConfig }) },
      ...(tolerated !== undefined && { ToleratedFailureCount: tolerated }),
      ...handlers.fields,
      ...transition,
    },
    run: handlers.around((_input, variables, atMs) =>
      inTurns(Items, { places, tolerated }, atMs, (item, startMs) =>
        processor.run(item, isDistributed ? {} : { ...variables }, startMs),
      ),
    ),
  };
}
