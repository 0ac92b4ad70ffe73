import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `class AppError extends Error { constructor(message: string, readonly code: "A" | "B" = "A") { super(message); this.name = new.target.name; Object.setPrototypeOf(this, AppError.prototype); } }
class Plain extends Error { constructor(message: string) { super(message); this.name = this.constructor.name; } }
class Sub extends Plain {}
class Own extends Error { constructor(message: string) { super(message); this.name = Own.name; } }
class Field extends Error { override readonly name = "FieldError"; }
class Both extends Error { override name = "One"; constructor(m: string) { super(m); this.name = "Two"; } }
class Named extends WorkflowError { constructor(m: string) { super(m); this.name = "Named"; } }
class SubNamed extends Named {}
class Stated extends Error { constructor(public override message: string, readonly n = 1) { super(); } }
class Always extends Error { override message = "always"; }
class Changed extends Error { constructor(text: string) { super("x"); this.message = "it is " + text; } }
class Caused extends Error { constructor(m: string, cause: unknown = "none") { super(m); this.cause = cause; } }
class ByClass extends WorkflowError { constructor(m: string) { super(m); this.name = new.target.name; } }
class SubByClass extends ByClass {}
class OfType extends TypeError {}
class Bad extends Error { constructor(m: string, readonly line: number = 7) { super(m); this.name = "Bad"; } }`;

const classes = [
  ...["AppError", "Plain", "Sub", "Own", "Field", "Both", "Named", "SubNamed", "Stated", "Always", "Changed", "Caused"],
  ...["ByClass", "SubByClass", "OfType", "Bad"],
];

/** Names and messages of errors, in the ways in which classes give them. */
export const authorsErrors: readonly Row[] = [
  ...classes.map((name) => ({
    name: `what an error of the class ${name} is called`,
    before,
    body: `async (n: number) => { try { if (n < 3) throw new ${name}("m" + n); } catch (e) { const { name, message } = e as Error; return { name, message, text: String(e) }; } throw new ${name}("n" + n); }`,
    scenarios: runs([1], [5]),
  })),
  {
    name: "errors of a class that extends Error, told where nothing is awaited",
    before,
    body: `async (n: number) => { const out: unknown[] = []; for (let i = 0; i < n; i++) { try { if (i > 1) throw new Bad("m" + i, i); if (i > 0) JSON.parse("{" + i); out.push(i); } catch (e) { if (e instanceof Bad) out.push(e.line + e.message); else if (e instanceof SyntaxError) out.push("json"); else throw e; } } return out; }`,
    scenarios: runs([1], [3]),
  },
];
