import type { StateMachine } from "setpiece/compiler";
import { describe, expect, test } from "vitest";
import { compilePrograms, observeMachine } from "../differential/harness.js";

interface Row {
  readonly name: string;
  readonly before?: string;
  readonly body: string;
  /** The names of each catcher of the first state that has any. */
  readonly catchers: readonly (readonly string[])[];
  readonly states: number;
}

const releaseOr = (handler: string, call = "release(id)") =>
  `async (id: string) => { try { await ${call}; } catch (error) { ${handler} } return "released"; }`;

const rows: readonly Row[] = [
  {
    name: "one class, the rest thrown again",
    body: releaseOr(`if (error instanceof Declined) return "declined"; throw error;`),
    catchers: [["Declined"]],
    states: 2,
  },
  {
    name: "names that do the same share a catcher",
    body: releaseOr(
      `if (!(error instanceof Error && (error.name === "A" || error.name === "B"))) throw error; await double(1);`,
    ),
    catchers: [["A", "B"]],
    states: 2,
  },
  {
    name: "a switch",
    body: releaseOr(
      `if (!(error instanceof Error)) throw error; switch (error.name) { case "A": await double(1); break; case "B": case "C": await double(2); break; default: throw error; }`,
    ),
    catchers: [["A"], ["B", "C"]],
    states: 3,
  },
  {
    name: "another path for the rest",
    body: releaseOr(`if (error instanceof Declined) await double(1); else await double(2);`),
    catchers: [["Declined"], ["States.ALL"]],
    states: 3,
  },
  {
    name: "a handler that only throws again",
    body: releaseOr("throw error;"),
    catchers: [],
    states: 1,
  },
  {
    name: "handlers inside each other",
    body: `async (id: string) => { try { try { await release(id); } catch (inner) { if (inner instanceof Declined) return "inner"; throw inner; } } catch (outer) { if (outer instanceof OutOfStock) return "outer"; throw outer; } return "released"; }`,
    catchers: [["Declined"], ["OutOfStock"]],
    states: 3,
  },
  {
    name: "a missed heartbeat is no timeout",
    body: releaseOr(
      `if (error instanceof Error && error.name === "States.Timeout") return "late"; throw error;`,
      `release(id, { heartbeat: "1m" })`,
    ),
    catchers: [["States.HeartbeatTimeout"], ["States.Timeout"]],
    states: 3,
  },
  {
    name: "the name of a service's error",
    before: `class Taken extends WorkflowError { static override readonly errorName = "DynamoDB.ConditionalCheckFailedException"; }`,
    body: releaseOr(`if (!(error instanceof Taken)) throw error;`),
    catchers: [["DynamoDB.ConditionalCheckFailedException"]],
    states: 2,
  },
  {
    name: "names that stand for groups of errors in a catcher are compared in a choice",
    body: releaseOr(`if (error instanceof Error && error.name === "States.TaskFailed") return "failed"; throw error;`),
    catchers: [["States.ALL"]],
    states: 4,
  },
];

const compiled = compilePrograms(rows);

describe.each(compiled.map((program, index) => ({ program, row: rows[index] as Row })))(
  "$row.name",
  ({ program, row }) => {
    const { States } = Object.values(program.machines)[0] as StateMachine;

    test("asks in catchers", () => {
      const catchers = Object.values(States).find((state) => "Catch" in state)?.Catch ?? [];
      expect((catchers as { ErrorEquals: string[] }[]).map(({ ErrorEquals }) => ErrorEquals)).toEqual(row.catchers);
    });

    test("takes no state for it", () => {
      expect(Object.keys(States)).toHaveLength(row.states);
    });
  },
);

test("an error that is not meant keeps its cause", async () => {
  const [program] = compiled;
  if (program === undefined) throw new Error("no program");
  const { end } = await observeMachine(program, {
    input: "a",
    stubs: { release: { error: "Other", message: "why" } },
  });
  expect(end).toEqual({ error: "Other", message: "why" });
});
