import type { Program } from "../../differential/harness.js";
import type { Mismatch } from "./check.js";
import { library } from "./library.js";
import { toSource } from "./program.js";
import { canonicalText, type RandomScenario } from "./scenarios.js";

/** A program that once behaved differently when it was compiled, as a file of its own in `found/`. */
export interface Fixture {
  readonly scenario: RandomScenario;
  /** Functions outside of the workflow. */
  readonly before?: string;
  /** The body of a workflow that is called `child`. */
  readonly child?: string;
  readonly body: string;
}

export function fixtureProgram(name: string, { before, child, body }: Fixture): Program {
  return {
    name,
    library,
    body,
    ...(before === undefined ? {} : { before }),
    ...(child === undefined ? {} : { nested: { child } }),
  };
}

/** The text of the file for what was found. */
export function fixtureText({ program, scenario, native, machine }: Mismatch): string {
  const { before = "", body, nested } = toSource(program);
  const child = nested?.["child"];
  return [
    'import type { Fixture } from "../statements/fixture.js";',
    "",
    `// When it was found, the function ended with ${comment(native.end)},`,
    `// and the machine with ${comment(machine.end)}.`,
    "export const fixture: Fixture = {",
    `  scenario: ${JSON.stringify(scenario)},`,
    `  before: ${template(before)},`,
    ...(child === undefined ? [] : [`  child: ${template(child)},`]),
    `  body: ${template(body)},`,
    "};",
    "",
  ].join("\n");
}

function comment(end: CompiledEnd): string {
  return canonicalText(end).replaceAll(/\s+/g, " ").slice(0, 160);
}

type CompiledEnd = Mismatch["native"]["end"];

function template(text: string): string {
  return `\`${text.trim().replaceAll(/[\\`]|\$(?=\{)/g, "\\$&")}\``;
}
