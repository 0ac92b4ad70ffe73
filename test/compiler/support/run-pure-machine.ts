import { webcrypto } from "node:crypto";
import jsonata from "jsonata";
import type { AslStates } from "../../../compiler/emit/emit-machine.js";

type Json = unknown;
type Names = Readonly<Record<string, Json>>;
interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Assign?: Json;
  readonly Output?: Json;
  readonly Choices?: readonly { readonly Condition: string; readonly Next: string; readonly Assign?: Json }[];
  readonly Default?: string;
  readonly Error?: string;
  readonly Cause?: string;
}

const parsed = new Map<string, jsonata.Expression>();

function expression(text: string): jsonata.Expression {
  let found = parsed.get(text);
  if (found === undefined) {
    found = jsonata(text);
    // What Step Functions adds to JSONata.
    found.registerFunction("parse", (json: string) => JSON.parse(json) as Json, "<s:x>");
    found.registerFunction("uuid", () => webcrypto.randomUUID(), "<:s>");
    parsed.set(text, found);
  }
  return found;
}

/** Every JSONata text of a machine, without the `{% %}`. */
export function expressionsOf(machine: AslStates): readonly string[] {
  const texts: string[] = [];
  const collect = (value: Json): void => {
    if (typeof value === "string" && value.startsWith("{%")) texts.push(value.slice(2, -2).trim());
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect);
  };
  collect(machine.States);
  return texts;
}

/** Runs a machine of Pass, Choice, Succeed and Fail states; throws what an expression throws. */
export async function runPureMachine(machine: AslStates, input: Names): Promise<Json> {
  let variables: Names = {};
  let name = machine.StartAt;
  let stateInput: Json = input;
  for (let steps = 0; steps < 1000; steps++) {
    const state = machine.States[name] as unknown as State;
    const states = { input: stateInput, context: { Execution: { Input: input } } };
    const evaluate = (value: Json): Promise<Json> => template(value, { ...variables, states });
    if (state.Type === "Fail") throw new Error(`the machine failed: ${state.Error}`);
    let next = state.Next;
    let { Assign } = state;
    if (state.Type === "Choice") {
      next = state.Default;
      for (const choice of state.Choices ?? []) {
        if ((await evaluate(choice.Condition)) !== true) continue;
        next = choice.Next;
        Assign = choice.Assign;
        break;
      }
    } else if (state.Type !== "Pass" && state.Type !== "Succeed") {
      throw new Error(`a pure machine has no ${state.Type} state`);
    }
    const output = state.Output === undefined ? stateInput : await evaluate(state.Output);
    if (Assign !== undefined) variables = { ...variables, ...((await evaluate(Assign)) as Names) };
    if (state.Type === "Succeed" || state.End === true) return output;
    stateInput = output;
    if (next === undefined) throw new Error(`state ${name} leads nowhere`);
    name = next;
  }
  throw new Error("the machine does not end");
}

/** A payload template: every `{% %}` in it evaluated. Values leave an expression as JSON. */
async function template(value: Json, bindings: Names): Promise<Json> {
  if (typeof value === "string") {
    if (!value.startsWith("{%")) return value;
    const result: Json = await expression(value.slice(2, -2).trim()).evaluate(undefined, { ...bindings });
    checkJson(result);
    return JSON.parse(JSON.stringify(result)) as Json;
  }
  if (Array.isArray(value)) return Promise.all(value.map((item: Json) => template(item, bindings)));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(async ([key, item]) => [key, await template(item, bindings)] as const);
  return Object.fromEntries(await Promise.all(members));
}

/** What no state can give: the service fails the execution. */
export class NotJson extends Error {}

function checkJson(value: Json): void {
  if (value === undefined) throw new NotJson("the expression has no value");
  if (typeof value === "function") throw new NotJson("the value is a function");
  if (typeof value === "number" && !Number.isFinite(value)) throw new NotJson(`the value is ${value}`);
  if (typeof value !== "object" || value === null) return;
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) throw new NotJson("the value is a function");
  Object.values(value).forEach(checkJson);
}
