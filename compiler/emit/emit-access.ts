import type { Element, Expression, Let, Property } from "../ir/expression.js";
import { mayBe, nullType, undefinedType } from "../ir/value-types.js";
import {
  block,
  call,
  type Code,
  compare,
  conditional,
  indexed,
  numberLiteral,
  power,
  primary,
  stringLiteral,
} from "./code.js";
import type { ExpressionEmitter } from "./expression-emitter.js";
import { isCount } from "./number-range.js";

type Access = Extract<
  Expression,
  {
    kind:
      | "literal"
      | "undefined"
      | "variable-read"
      | "local-read"
      | "states"
      | "resource-name"
      | "property"
      | "element"
      | "let";
  }
>;

/** Constants, names, paths and elements. */
export function emitAccess(emitter: ExpressionEmitter, expression: Access): Code {
  switch (expression.kind) {
    case "literal":
      if (typeof expression.value === "string") return stringLiteral(expression.value);
      if (typeof expression.value === "number") return numberLiteral(expression.value);
      return primary(String(expression.value));
    case "undefined":
      return nothing;
    case "variable-read": {
      const name = primary(`$${emitter.context.variables.nameOf(expression.variable)}`);
      return mayBe(expression.variable.types, undefinedType) ? { text: `${name.text}[0]`, power: power.index } : name;
    }
    case "local-read":
      if (expression.local.types === undefinedType) return nothing;
      return primary(`$${emitter.locals.nameOf(expression.local)}`);
    case "states":
      return { text: `$states.${expression.field}`, power: power.path };
    case "resource-name":
      return stringLiteral(emitter.context.resourceName(expression.resource, expression.name));
    case "property":
      return emitProperty(emitter, expression);
    case "element":
      // What an array holds is null where it is nothing but undefined, as the results of calls for their effect are.
      if (expression.types === undefinedType) return nothing;
      return emitElement(emitter, expression);
    case "let":
      return emitLet(emitter, expression);
  }
}

const nothing = primary("({}).undefined");

const simplePath = /^\$\w+(\.(\w+|`[^`]*`))*$/;

/** A receiver of `.name` or `[index]`: a name or path as it is, anything else in parentheses. */
export function receiver(code: Code): string {
  return simplePath.test(code.text) ? code.text : `(${code.text})`;
}

const plainName = /^[A-Za-z_]\w*$/;
const operatorNames = new Set(["and", "or", "in", "true", "false", "null", "function"]);

function emitProperty(emitter: ExpressionEmitter, expression: Property): Code {
  const object = emitter.value(expression.object);
  const { name } = expression;
  if (name.includes("`")) return call("lookup", object, stringLiteral(name));
  const step = plainName.test(name) && !operatorNames.has(name) ? name : `\`${name}\``;
  return { text: `${receiver(object)}.${step}`, power: power.path };
}

/** JSONata takes null for its own first element, where `null?.[0]` is undefined. */
function emitElement(emitter: ExpressionEmitter, expression: Element): Code {
  const array = emitter.value(expression.array);
  if (!mayBe(expression.array.types, nullType)) return emitElementOf(emitter, array, expression);
  return emitter.bind("a", array, (name) => {
    const element = emitElementOf(emitter, name, expression);
    return conditional(compare(name, "=", primary("null")), primary("({}).undefined"), element);
  });
}

function emitElementOf(emitter: ExpressionEmitter, array: Code, { index }: Element): Code {
  if (index.kind === "literal" && isCount(index)) {
    return { text: `${indexed(array)}[${index.value}]`, power: power.index };
  }
  if (isCount(index)) {
    const at = emitter.value(index);
    if (/^\$\w+$/.test(at.text)) return { text: `${indexed(array)}[${at.text}]`, power: power.index };
  }
  return call("jsIdx", array, emitter.value(index));
}

function emitLet(emitter: ExpressionEmitter, expression: Let): Code {
  const bindings = expression.bindings.map(({ local, value }) => {
    const code = emitter.value(value);
    return { name: emitter.locals.nameOf(local), value: code };
  });
  return block(bindings, emitter.value(expression.body));
}
