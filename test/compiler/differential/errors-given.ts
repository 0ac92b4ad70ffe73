import type { Row } from "./row.js";
import { inputs } from "./stubs.js";

/** Errors that a workflow gives, or hands to a task: the name, the message, and what the class adds, in this order. */
export const errorsGiven: readonly Row[] = [
  {
    name: "errors that a workflow gives and hands on",
    before: `class Held extends WorkflowError { constructor(message: string, readonly details: { id: string }, private readonly code = 7, override readonly cause: unknown = "none") { super(message); } }
class Known extends WorkflowError { override readonly cause = 5; }`,
    body: `async (id: string) => {
      try { throw new Known(id); } catch (error) { await echo(error as Known); }
      try { throw new Held("held", { id }); } catch (error) { await echo(error); return error; }
    }`,
    scenarios: inputs("a").map((scenario) => ({ ...scenario, stubs: { echo: (x: unknown) => x } })),
  },
];
