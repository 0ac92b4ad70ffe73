import type { Expression } from "../ir/expression.js";
import { arrayType, mayBe, undefinedType } from "../ir/value-types.js";
import { type EmitContext, emitExpression } from "./expression-emitter.js";

/** A JSON value with `{% … %}` where it is computed. */
export type Template = string | number | boolean | readonly Template[] | { readonly [key: string]: Template };

/** The value of `Output`, `Arguments` and the like: an object of fields, or one expression. */
export function emitTemplate(expression: Expression, context: EmitContext): Template {
  return fieldsOf(expression, context) ?? braced(emitExpression(expression, context));
}

/**
 * The value of a field that takes any JSON: as JSON where it is known, as an expression where it is computed.
 *
 * Beyond what Step Functions asks, it keeps to what asl-validator can read: no empty text, no text of several lines, no
 * array in an array.
 */
export function emitField(expression: Expression, context: EmitContext): Template {
  switch (expression.kind) {
    case "literal":
      if (typeof expression.value === "number" || typeof expression.value === "boolean") return expression.value;
      if (typeof expression.value === "string" && isPlainText(expression.value)) return expression.value;
      break;
    case "resource-name":
      return context.resourceName(expression.resource, expression.name);
    case "concatenation": {
      const known = expression.parts.map((part) => emitField(part, context));
      const texts = known.filter((part) => typeof part === "string" && !part.startsWith("{%"));
      const whole = texts.length === known.length ? texts.join("") : "";
      if (expression.parts.some(({ kind }) => kind === "resource-name") && isPlainText(whole)) return whole;
      break;
    }
    case "object":
      return emitTemplate(expression, context);
    case "array":
      if (expression.elements.every(isItemOfItsOwn)) {
        return expression.elements.map((element) => emitField(element.value, context));
      }
      break;
    default:
  }
  return braced(emitExpression(expression, context));
}

/**
 * The fields of an object literal.
 *
 * A part that may be undefined must not stand by itself, for a field whose expression has no value fails; then the whole
 * is one expression, which leaves the part out as JavaScript's JSON does.
 */
function fieldsOf(expression: Expression, context: EmitContext): Template | undefined {
  if (expression.kind !== "object" || !expression.members.every(isFieldOfItsOwn)) return undefined;
  const keys = new Set(expression.members.map((member) => (member.kind === "property" ? member.key : "")));
  if (keys.size !== expression.members.length) return undefined;
  const fields = expression.members.map((member): [string, Template] => [
    member.kind === "property" && typeof member.key === "string" ? member.key : "",
    emitField(member.value, context),
  ]);
  return Object.fromEntries(fields);
}

type Member = Extract<Expression, { kind: "object" }>["members"][number];
type Item = Extract<Expression, { kind: "array" }>["elements"][number];

/** asl-validator takes these for parts of the machine wherever they stand, also in data. */
const structuralKeys = new Set([
  "Next",
  "Default",
  "StartAt",
  "States",
  "Branches",
  "Iterator",
  "ItemProcessor",
  "Choices",
]);

function isFieldOfItsOwn(member: Member): boolean {
  return (
    member.kind === "property" &&
    typeof member.key === "string" &&
    member.key !== "" &&
    !structuralKeys.has(member.key) &&
    !mayBe(member.value.types, undefinedType)
  );
}

function isItemOfItsOwn({ spread, value }: Item): boolean {
  return !spread && !mayBe(value.types, undefinedType) && !(value.kind === "array" && mayBe(value.types, arrayType));
}

/** Text that could be taken for an expression, or that is empty or of several lines, is written as an expression. */
function isPlainText(text: string): boolean {
  return text !== "" && !/[\r\n\u2028\u2029]/.test(text) && !text.includes("{%") && !text.includes("%}");
}

export function braced(text: string): string {
  return `{% ${text} %}`;
}
