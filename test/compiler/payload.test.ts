import { walkExpressions } from "setpiece/asl";
import { describe, expect, test } from "vitest";
import { found } from "./differential/found.js";
import { compilePrograms } from "./differential/harness.js";
import { programs } from "./differential/programs.js";
import { samples } from "./minimal/samples.js";
import { retailWorkflows } from "./retail-workflows.js";

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Output?: unknown;
  readonly Assign?: Readonly<Record<string, unknown>>;
  readonly Choices?: readonly State[];
  readonly Catch?: readonly State[];
  readonly Branches?: readonly States[];
  readonly ItemProcessor?: States;
}

interface States {
  readonly States: Readonly<Record<string, State>>;
}

const machines: readonly { readonly name: string; readonly definition: States }[] = [
  ...retailWorkflows.map(({ name, definition }) => ({ name, definition: definition })),
  ...compilePrograms([...programs, ...found, ...samples]).map(({ name, machines: compiled }) => ({
    name,
    definition: Object.values(compiled)[0] as unknown as States,
  })),
];

/** Every state of a machine, also those inside others. */
function allStates({ States }: States): readonly (readonly [string, State, States["States"]])[] {
  return Object.entries(States).flatMap(([name, state]) => [
    [name, state, States] as const,
    ...(state.ItemProcessor === undefined ? [] : allStates(state.ItemProcessor)),
    ...(state.Branches ?? []).flatMap(allStates),
  ]);
}

const textOf = (part: unknown): string => JSON.stringify(part);

/** The names that a machine's expressions read. */
function readNames(definition: States): ReadonlySet<string> {
  const texts = [...walkExpressions(definition)].map((item) => ("text" in item ? item.text : ""));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/\$([\p{ID_Start}][\p{ID_Continue}]*)/gu)].map(([, name]) => name ?? "")),
  );
}

const assignsOf = (state: State): readonly string[] =>
  [state, ...(state.Choices ?? []), ...(state.Catch ?? [])].flatMap(({ Assign }) => Object.keys(Assign ?? {}));

describe.each(machines)("$name", ({ definition }) => {
  const states = allStates(definition);

  test("reads every variable that it assigns", () => {
    const read = readNames(definition);
    expect(states.flatMap(([, state]) => assignsOf(state)).filter((name) => !read.has(name))).toEqual([]);
  });

  test("hands nothing on that the next state does not read", () => {
    const idle = states.filter(([, { Next, Output, Type }, around]) => {
      if (Next === undefined || Type === "Choice" || textOf(Output) === "{}") return false;
      return !textOf(around[Next]).includes("$states.input");
    });
    expect(idle.map(([name]) => name)).toEqual([]);
  });

  test("lets branches and iterations give nothing that is not read", () => {
    const unread = states.filter(([, state]) => {
      const inner = [...(state.Branches ?? []), ...(state.ItemProcessor === undefined ? [] : [state.ItemProcessor])];
      const isRead = /\$states\.result/.test(textOf([state.Output, state.Assign]));
      const gives = inner.some(({ States: within }) =>
        Object.values(within).some(({ Next, Output, Type }) => {
          const ends = Next === undefined && Type !== "Fail" && Type !== "Choice";
          return ends && textOf(Output) !== "{}";
        }),
      );
      return inner.length > 0 && !isRead && gives;
    });
    expect(unread.map(([name]) => name)).toEqual([]);
  });
});
