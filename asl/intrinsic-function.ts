import { scanJsonPath, type ParsedPath } from "./json-path.js";

/** A call of an intrinsic function in a JSONPath state: its name without `States.`, and its arguments. */
export interface IntrinsicCall {
  readonly kind: "call";
  readonly name: string;
  readonly arguments: readonly IntrinsicArgument[];
}

export type IntrinsicArgument =
  | IntrinsicCall
  | { readonly kind: "path"; readonly text: string; readonly path: ParsedPath }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" };

export type IntrinsicResult =
  | { readonly ok: true; readonly call: IntrinsicCall }
  | { readonly ok: false; readonly reason: string; readonly position: number };

class IntrinsicError extends Error {
  constructor(
    readonly reason: string,
    readonly position: number,
  ) {
    super(reason);
  }
}

/**
 * Parses a whole string as a call such as `States.Format('{}', $.name)`. Names and arities are not checked here; see
 * `checkIntrinsicCall`.
 *
 * @see https://states-language.net/spec.html#intrinsic-functions
 */
export function parseIntrinsicFunction(text: string): IntrinsicResult {
  const parser = new IntrinsicParser(text);
  try {
    return { ok: true, call: parser.parse() };
  } catch (error) {
    if (error instanceof IntrinsicError) return { ok: false, reason: error.reason, position: error.position };
    throw error;
  }
}

/** Far more than the service allows, which is said of the call as a whole. */
const maxCalls = 100;

class IntrinsicParser {
  private at = 0;
  private calls = 0;

  constructor(private readonly text: string) {}

  parse(): IntrinsicCall {
    const call = this.call();
    if (this.text.slice(this.at).trim() !== "") this.fail(`unexpected '${this.text.charAt(this.at)}'`);
    return call;
  }

  private call(): IntrinsicCall {
    const name = this.take(/^States\.([A-Za-z][A-Za-z0-9]*)/)?.[1];
    if (name === undefined) this.fail("expected the name of an intrinsic function, such as States.Format");
    this.skipSpace();
    if (this.take(/^\(/) === undefined) this.fail("expected '('");
    const args: IntrinsicArgument[] = [];
    this.skipSpace();
    if (this.take(/^\)/) !== undefined) return { kind: "call", name, arguments: args };
    for (;;) {
      this.skipSpace();
      args.push(this.argument());
      this.skipSpace();
      if (this.take(/^\)/) !== undefined) return { kind: "call", name, arguments: args };
      if (this.take(/^,/) === undefined) this.fail("expected ',' or ')'");
    }
  }

  private argument(): IntrinsicArgument {
    const next = this.text.charAt(this.at);
    if (next === "'") return { kind: "string", value: this.string() };
    if (next === "$") return this.path();
    if (this.text.startsWith("States.", this.at)) return this.inner();
    const word = this.take(/^(?:true|false|null)(?![A-Za-z0-9_])/)?.[0];
    if (word !== undefined) return word === "null" ? { kind: "null" } : { kind: "boolean", value: word === "true" };
    const number = this.take(/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![A-Za-z0-9_])/)?.[0];
    if (number !== undefined) return { kind: "number", value: Number(number) };
    return this.fail("an argument is a text in single quotes, a number, true, false, null, a path or another call");
  }

  private inner(): IntrinsicCall {
    this.calls += 1;
    if (this.calls > maxCalls) this.fail("the calls are nested too deeply");
    const call = this.call();
    this.calls -= 1;
    return call;
  }

  /** A backslash stands only before a quote, a brace or a backslash. */
  private string(): string {
    const match = this.take(/^'((?:[^'\\]|\\['{}\\])*)'/);
    if (match === undefined)
      this.fail("a text is not closed, or a backslash stands before another character than ' { } \\");
    return (match[1] ?? "").replace(/\\(['\\])/g, "$1");
  }

  private path(): IntrinsicArgument {
    const scan = scanJsonPath(this.text, this.at, (character) => character === "," || character === ")");
    if (!scan.ok) throw new IntrinsicError(scan.reason, scan.position);
    const text = this.text.slice(this.at, scan.end).trimEnd();
    this.at = scan.end;
    return { kind: "path", text, path: scan.path };
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    const match = pattern.exec(this.text.slice(this.at)) ?? undefined;
    this.at += match?.[0].length ?? 0;
    return match;
  }

  private skipSpace(): void {
    this.take(/^\s*/);
  }

  private fail(reason: string): never {
    throw new IntrinsicError(reason, this.at);
  }
}

/** How many calls stand inside each other, the outermost counted: the service allows 10 nested in one field. */
export function intrinsicNesting(call: IntrinsicCall): number {
  return (
    1 + Math.max(0, ...call.arguments.map((argument) => (argument.kind === "call" ? intrinsicNesting(argument) : 0)))
  );
}

type ArgumentType = "any" | "string" | "number" | "boolean" | "json";

interface Signature {
  readonly required: readonly ArgumentType[];
  readonly optional?: readonly ArgumentType[];
  readonly rest?: ArgumentType;
  readonly givesString?: boolean;
}

/** The 18 intrinsic functions; `json` marks an argument that no literal can stand for (an array or an object). */
const signatures: Readonly<Record<string, Signature>> = {
  Format: { required: ["string"], rest: "any", givesString: true },
  StringToJson: { required: ["string"] },
  JsonToString: { required: ["any"], givesString: true },
  Array: { required: [], rest: "any" },
  ArrayPartition: { required: ["json", "number"] },
  ArrayContains: { required: ["json", "any"] },
  ArrayRange: { required: ["number", "number", "number"] },
  ArrayGetItem: { required: ["json", "number"], givesString: true },
  ArrayLength: { required: ["json"] },
  ArrayUnique: { required: ["json"] },
  Base64Encode: { required: ["string"], givesString: true },
  Base64Decode: { required: ["string"], givesString: true },
  Hash: { required: ["any", "string"], givesString: true },
  JsonMerge: { required: ["json", "json", "boolean"] },
  MathRandom: { required: ["number", "number"], optional: ["number"] },
  MathAdd: { required: ["number", "number"] },
  StringSplit: { required: ["string", "string"] },
  UUID: { required: [], givesString: true },
};

/** What is wrong with a call: an unknown function, the number or type of its arguments, or the nesting. */
export function checkIntrinsicCall(call: IntrinsicCall): readonly string[] {
  const nesting = intrinsicNesting(call);
  const tooDeep = nesting > 10 ? [`${nesting} intrinsic functions are nested, 10 are allowed`] : [];
  return [...checkCall(call), ...tooDeep];
}

/** Whether the function may give a string, as a field that needs one requires. */
export function mayGiveString(call: IntrinsicCall): boolean {
  return signatures[call.name]?.givesString === true;
}

function checkCall(call: IntrinsicCall): readonly string[] {
  const signature = Object.hasOwn(signatures, call.name) ? signatures[call.name] : undefined;
  if (signature === undefined) return [`States.${call.name} is not an intrinsic function`];
  const types = [...signature.required, ...(signature.optional ?? [])];
  const given = call.arguments.length;
  if (given < signature.required.length || (given > types.length && signature.rest === undefined)) {
    return [`States.${call.name} does not take ${given} argument${given === 1 ? "" : "s"}`];
  }
  return call.arguments.flatMap((argument, index) => {
    if (argument.kind === "call") return checkCall(argument);
    return accepts(types[index] ?? signature.rest ?? "any", argument)
      ? []
      : [`argument ${index + 1} of States.${call.name} cannot be a ${argument.kind}`];
  });
}

function accepts(type: ArgumentType, argument: Exclude<IntrinsicArgument, IntrinsicCall>): boolean {
  return argument.kind === "path" || type === "any" || argument.kind === type;
}
