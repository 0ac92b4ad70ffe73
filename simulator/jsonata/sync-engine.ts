import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";

import { setMember } from "../json.js";
import { pushDistinct } from "./distinct-values.js";

/** What the engine calls while it evaluates; the caller bounds the evaluation by throwing from these. */
export interface EvaluationGuard {
  /** Entering a node of the expression: nodes that are still open make up the depth. */
  enter(): void;
  leave(): void;
  /** Every intermediate result. */
  inspect(value: unknown): void;
  /** Before the range operator builds its sequence. */
  range(length: number): void;
  /** Before so many bindings (`@`, `#`, `%`) are made at once, for which no node is entered. */
  bind(count: number): void;
  /** What `$now()` and `$millis()` give. */
  nowMs(): number;
}

/** A parsed expression of the engine. */
export interface EngineExpression {
  evaluate(input: undefined, bindings: Readonly<Record<string, unknown>>): unknown;
  registerFunction(name: string, implementation: (...parameters: never[]) => unknown, signature?: string): void;
  assign(name: string, value: unknown): void;
  ast(): unknown;
}

/** Parses an expression; throws what is wrong with it. */
export type Engine = (expression: string) => EngineExpression;

interface Replacement {
  readonly what: RegExp;
  readonly by: string;
  /** How often the pattern must occur in the package's text. */
  readonly times: number | "some";
}

/**
 * The package evaluates asynchronously, although nothing in an expression of a state machine waits. Without the
 * `async`/`await` it evaluates in one go: the interpreter stays a plain function of its events, nested nodes can be
 * counted exactly (members of an array constructor are not evaluated concurrently), and it is several times faster.
 */
const replacements: readonly Replacement[] = [
  { what: /\basync (function|\()/g, by: "$1", times: "some" },
  { what: /\bawait Promise\.all\(/g, by: "(", times: 2 },
  { what: /\bawait /g, by: "", times: "some" },
  { what: /timestamp = new Date\(\);/g, by: "timestamp = new Date(guard.nowMs());", times: 2 },
  {
    what: / {4}function evaluate\(expr, input, environment\) \{/g,
    by: `    function evaluate(expr, input, environment) {
        guard.enter();
        var guarded = evaluateNode(expr, input, environment);
        guard.leave();
        guard.inspect(guarded);
        return guarded;
    }

    function evaluateNode(expr, input, environment) {`,
    times: 1,
  },
  // Nobody registers these callbacks, and they were looked up before and after every node.
  { what: /environment\.lookup\(Symbol\.for\('jsonata\.__evaluate_(entry|exit)'\)\)/g, by: "undefined", times: 2 },
  { what: /enclosingEnvironment\.lookup\(Symbol\.for\('jsonata\.__createFrame_push'\)\)/g, by: "undefined", times: 1 },
  // A picture of $formatNumber without any active character is D3086 with the service, and a TypeError here.
  { what: /(return subpicture\.substring\(0, ii\);\s*\}\s*\})/g, by: "$1 return '';", times: 1 },
  { what: /(return subpicture\.substring\(ii \+ 1\);\s*\}\s*\})/g, by: "$1 return '';", times: 1 },
  // What every object of JavaScript has is no field.
  { what: /\bresult = input\[key\];/g, by: "result = Object.hasOwn(input, key) ? input[key] : undefined;", times: 1 },
  // Assigning a member of the name `__proto__` would set the prototype.
  { what: /\b(result)\[(key)\] = (value);/g, by: "setMember($1, $2, $3);", times: 1 },
  { what: /\b(result)\[(prop)\] = (obj\[prop\]);/g, by: "setMember($1, $2, $3);", times: 1 },
  { what: /\b(obj)\[(key)\] = (arg\[key\]);/g, by: "setMember($1, $2, $3);", times: 1 },
  { what: /\b(match)\[(prop)\] = (update\[prop\]);/g, by: "setMember($1, $2, $3);", times: 1 },
  { what: /\b(merge)\[(key)\] = (true);/g, by: "setMember($1, $2, $3);", times: 1 },
  // A member may have the name of what every object of JavaScript has.
  { what: /var groups = \{\};/g, by: "var groups = Object.create(null);", times: 1 },
  { what: /groups\.hasOwnProperty\(key\)/g, by: "key in groups", times: 1 },
  { what: /match\.isPrototypeOf\(result\)/g, by: "Object.prototype.isPrototypeOf.call(match, result)", times: 1 },
  { what: /(var size = rhs - lhs \+ 1;)/g, by: "$1 guard.range(size);", times: 1 },
  {
    what: /(for \(var bb = 0; bb < res\.length; bb\+\+\) \{\s*tuple = \{\};)/g,
    by: "guard.bind(res.length); $1",
    times: 1,
  },
  // Merging by recursion, which asynchronous functions can do without end, takes a stack frame an item here.
  {
    what: /(var merge_iter = function \(result, left, right\) \{)[^]*?\n {12}\};/g,
    by: `$1
                var ll = 0, rr = 0;
                while (ll < left.length && rr < right.length)
                    result.push(comp(left[ll], right[rr]) ? right[rr++] : left[ll++]);
                while (ll < left.length) result.push(left[ll++]);
                while (rr < right.length) result.push(right[rr++]);
            };`,
    times: 1,
  },
  // $distinct compares all with all.
  {
    what: /for\(var ii = 0; ii < arr\.length; ii\+\+\) \{\s*var value = arr\[ii\];\s*\/\/ is this value already[^]*?results\.push\(value\);\s*\}\s*\}/g,
    by: "pushDistinct(arr, results, deepEquals);",
    times: 1,
  },
];

/** Loads jsonata's own source, made synchronous and guarded. Throws when the installed package is not the one it knows. */
export function loadEngine(guard: EvaluationGuard): Engine {
  const require = createRequire(import.meta.url);
  const path = require.resolve("jsonata");
  const source = replacements.reduce(
    (text, { what, by, times }) => {
      const found = text.match(what)?.length ?? 0;
      if (found === 0 || (times !== "some" && found !== times))
        throw new Error(
          `jsonata at ${path} is not version 2.0.6: ${String(what)} occurs ${found} times in it. Reinstall it.`,
        );
      return text.replace(what, by);
    },
    readFileSync(path, "utf8"),
  );

  const module: { exports: unknown } = { exports: {} };
  const run = compileFunction(source, ["module", "exports", "require", "guard", "setMember", "pushDistinct"], {
    filename: path,
  }) as (...parameters: unknown[]) => void;
  run(module, module.exports, require, guard, setMember, pushDistinct);
  return module.exports as Engine; // the package's export is a function of the expression's text
}
