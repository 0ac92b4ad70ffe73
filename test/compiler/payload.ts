import { walkExpressions } from "setpiece/asl";

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Output?: unknown;
  readonly Assign?: Readonly<Record<string, unknown>>;
  readonly Choices?: readonly State[];
  readonly Catch?: readonly State[];
  readonly Branches?: readonly Machine[];
  readonly ItemProcessor?: Machine;
  readonly ResultWriter?: unknown;
}

interface Machine {
  readonly States: Readonly<Record<string, State>>;
}

/** What a machine carries that nothing of it reads, by kind: names of variables, and of states. */
export interface UnreadPayload {
  readonly variables: readonly string[];
  readonly outputs: readonly string[];
  readonly results: readonly string[];
}

export const noUnreadPayload: UnreadPayload = { variables: [], outputs: [], results: [] };

/** What a machine assigns, or hands from state to state, from branches and iterations, and nothing of it reads. */
export function unreadPayload(machine: object): UnreadPayload {
  const definition = machine as Machine;
  const states = allStates(definition);
  const read = readNames(definition);
  return {
    variables: states.flatMap(([, state]) => assignsOf(state)).filter((name) => !read.has(name)),
    outputs: states.filter(([, state, around]) => handsOnUnread(state, around)).map(([name]) => name),
    results: states.filter(([, state]) => givesUnread(state)).map(([name]) => name),
  };
}

/** Every state of a machine with those beside it, also of those inside others. */
function allStates({ States }: Machine): readonly (readonly [string, State, Machine["States"]])[] {
  return Object.entries(States).flatMap(([name, state]) => [
    [name, state, States] as const,
    ...innerMachines(state).flatMap(allStates),
  ]);
}

const innerMachines = ({ Branches = [], ItemProcessor }: State): readonly Machine[] =>
  ItemProcessor === undefined ? Branches : [...Branches, ItemProcessor];

const textOf = (part: unknown): string => JSON.stringify(part);

/** The names that a machine's expressions read. */
function readNames(definition: Machine): ReadonlySet<string> {
  const texts = [...walkExpressions(definition)].map((item) => ("text" in item ? item.text : ""));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/\$([\p{ID_Start}][\p{ID_Continue}]*)/gu)].map(([, name]) => name ?? "")),
  );
}

const assignsOf = (state: State): readonly string[] =>
  [state, ...(state.Choices ?? []), ...(state.Catch ?? [])].flatMap(({ Assign }) => Object.keys(Assign ?? {}));

function handsOnUnread({ Next, Output, Type }: State, around: Machine["States"]): boolean {
  if (Next === undefined || Type === "Choice" || textOf(Output) === "{}") return false;
  return !textOf(around[Next]).includes("$states.input");
}

/** Branches or iterations give something, and their state neither reads it nor writes it away. */
function givesUnread(state: State): boolean {
  if (state.ResultWriter !== undefined || /\$states\.result/.test(textOf([state.Output, state.Assign]))) return false;
  return innerMachines(state).some(({ States }) =>
    Object.values(States).some(({ Next, Output, Type }) => {
      const ends = Next === undefined && Type !== "Fail" && Type !== "Choice";
      return ends && !/^({}|"{% (null|\[\]) %}")$/.test(textOf(Output));
    }),
  );
}
