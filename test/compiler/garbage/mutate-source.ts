import ts from "typescript";

/** A reproducible source of numbers (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0, below `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  of<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }
}

/** Pieces of TypeScript that no workflow should need, and that none may trip over. */
const oddities: readonly string[] = [
  ...[
    "10n",
    "/(?<y>a)\\k<y>/giu",
    "Symbol.iterator",
    "this",
    "super.x",
    "new.target",
    "import.meta",
    "null!",
    "void 0",
  ],
  ...[
    "class A<T> { static #x = 1; get [Symbol.iterator]() { return 1 } }",
    "@decorate class D {}",
    "enum E { a, b = a << 2 }",
  ],
  ...["function* g() { yield* g(); }", "async function* h() {}", "(() => f)()", "function f() { return f(); }"],
  ...[
    "<T,>(x: T): x is T => true",
    "[...[...[...x]]]",
    "({ ...{ ...null } })",
    "[,,]",
    "{ [x]: y }",
    "`${`${`${x}`}`}`",
  ],
  ...[
    "namespace N { export const a = 1 }",
    "declare const z: unique symbol;",
    "type R = R[] | { a: R };",
    "abstract class B {}",
  ],
  ...[
    "let { a: { b: [c = d, ...e] = [] } = {} } = f;",
    "label: for (;;) { continue label }",
    "switch (1) { default: case 2: }",
  ],
  ...[
    "try { } finally { return 1 }",
    "with (x) {}",
    "debugger",
    "throw",
    "if (",
    ") => {",
    "}",
    "{",
    "];",
    "/*",
    "`",
    "'",
    "\\u{1F600}",
  ],
  ...[
    "await await await x",
    "Promise.all([])",
    "Promise.all()",
    "map()",
    "sleep()",
    "start()",
    "waitForToken()",
    "workflow()",
  ],
  ...[
    "lambda('', 1)",
    "as const",
    "satisfies never",
    "x?.[0]?.()",
    "delete a.b",
    "a ||= b &&= c ??= d",
    "a++ + ++a",
    "typeof typeof 1",
  ],
  ...[
    "0x1FFFFFFFFFFFFF",
    "1e999",
    "-0",
    "0.1e-400",
    "'\\ud800'",
    '"\\u0000"',
    "arguments",
    "eval('1')",
    "new Function('x')",
  ],
  ...[
    "async",
    "using x = y;",
    "export = 1;",
    "import('x')",
    "require('x')",
    "var undefined = 1;",
    "const [] = [], {} = {};",
  ],
  ...[
    "x<y>(z)",
    "a<b>`c`",
    "keyof typeof x",
    "infer U",
    "asserts x",
    "accessor",
    "override",
    "#private in x",
    "x!",
    "x as any as never",
  ],
];

const deep: readonly ((depth: number) => string)[] = [
  (depth) => `${"(".repeat(depth)}1${")".repeat(depth)}`,
  (depth) => `${"[".repeat(depth)}${"]".repeat(depth)}`,
  (depth) => `${"{a:".repeat(depth)}1${"}".repeat(depth)}`,
  (depth) => `1${" + 1".repeat(depth)}`,
  (depth) => `x${".y".repeat(depth)}`,
  (depth) => `x${"()".repeat(depth)}`,
  (depth) => `${"!".repeat(depth)}x`,
  (depth) => `${"x ? y : ".repeat(depth)}z`,
  (depth) => `${"if (x) ".repeat(depth)}y()`,
  (depth) => `${"() => ".repeat(depth)}1`,
  (depth) => `"${"x".repeat(depth * 100)}"`,
  (depth) => "9".repeat(depth),
];

/** The tokens of a text with the space before each; together they are the text again. */
function tokensOf(text: string): string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2023, false, ts.LanguageVariant.Standard, text);
  const tokens: string[] = [];
  for (let from = 0; scanner.scan() !== ts.SyntaxKind.EndOfFileToken; from = scanner.getTokenEnd()) {
    tokens.push(text.slice(from, scanner.getTokenEnd()));
  }
  return tokens;
}

/** The text with a few random changes: tokens deleted, doubled, swapped and replaced, odd pieces put in. */
export function mutateSource(text: string, seed: number): string {
  const random = new Random(seed);
  const tokens = tokensOf(text);
  const changes = 1 + random.below(5);
  for (let change = 0; change < changes; change++) {
    const at = random.below(tokens.length);
    const other = random.below(tokens.length);
    switch (random.below(9)) {
      case 0:
        tokens.splice(at, 1 + random.below(3));
        break;
      case 1:
        tokens.splice(at, 0, tokens[at] ?? "");
        break;
      case 2:
        [tokens[at], tokens[other]] = [tokens[other] ?? "", tokens[at] ?? ""];
        break;
      case 3:
        tokens[at] = tokens[other] ?? "";
        break;
      case 4:
        tokens.splice(at, 0, ...tokens.slice(other, other + random.below(20)));
        break;
      case 5:
      case 6:
        tokens.splice(at, random.below(2), ` ${random.of(oddities)} `);
        break;
      case 7:
        tokens.splice(at, 1, ` ${random.of(deep)(random.below(seed % 10 === 0 ? 3000 : 60))} `);
        break;
      default:
        tokens[at] =
          ` ${random.of(["any", "unknown", "never", "symbol", "bigint", "object", "{}", "void", "null", "undefined", "true", "0", '""', "async", "await", "const", "let", "=", "=>", "?", ".", "..."])} `;
    }
  }
  return tokens.join("");
}
