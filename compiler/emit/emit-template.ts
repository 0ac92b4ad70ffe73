import type { Expression } from "../ir/expression.js";
import { mayBe, undefinedType } from "../ir/value-types.js";
import { type EmitContext, emitExpression } from "./expression-emitter.js";

/** A JSON value with `{% … %}` where it is computed. */
export type Template = string | number | boolean | null | readonly Template[] | { readonly [key: string]: Template };

/**
 * The value of a field that takes any JSON: as JSON where it is known, as an expression where it is computed.
 *
 * A part that may be undefined must not stand by itself, for a field whose expression has no value fails; then the whole
 * is one expression, which leaves the part out as JavaScript's JSON does.
 */
export function emitTemplate(expression: Expression, context: EmitContext): Template {
  switch (expression.kind) {
    case "literal":
      if (expression.value === null) return "{% null %}";
      return typeof expression.value === "string" ? plainText(expression, expression.value, context) : expression.value;
    case "resource-name":
      return context.resourceName(expression.resource, expression.name);
    case "object": {
      if (expression.members.some((member) => !isFieldOfItsOwn(member))) break;
      const entries: [string, Template][] = [];
      for (const member of expression.members) {
        if (member.kind === "property") entries.push([member.key as string, emitTemplate(member.value, context)]);
      }
      if (new Set(entries.map(([key]) => key)).size !== entries.length) break;
      return Object.fromEntries(entries);
    }
    case "array":
      if (expression.elements.some((element) => element.spread || mayBe(element.value.types, undefinedType))) break;
      return expression.elements.map((element) => emitTemplate(element.value, context));
    default:
  }
  return braced(emitExpression(expression, context));
}

type Member = Extract<Expression, { kind: "object" }>["members"][number];

function isFieldOfItsOwn(member: Member): boolean {
  return member.kind === "property" && typeof member.key === "string" && !mayBe(member.value.types, undefinedType);
}

/** Text that could be taken for an expression is written as one. */
function plainText(expression: Expression, text: string, context: EmitContext): Template {
  return text.trimStart().startsWith("{%") ? braced(emitExpression(expression, context)) : text;
}

export function braced(text: string): string {
  return `{% ${text} %}`;
}
