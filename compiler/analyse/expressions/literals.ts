import ts from "typescript";
import type { Expression, PropertyMember, SpreadMember } from "../../ir/expression.js";
import {
  arrayType,
  dateType,
  describeTypes,
  isOnly,
  mayBe,
  neverType,
  objectType,
  stringType,
  numberType,
  undefinedType,
} from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinName } from "../builtin-name.js";
import { describeSyntax } from "../describe-syntax.js";
import { noteLiteral } from "../member-order/note.js";
import { positionInMember } from "../mutation/held-values.js";
import { checkSpreads } from "../undefined-members.js";
import { isErrorExpression, printedError } from "./error-values.js";
import { elementFor, mayBeMissing, undefinedElements } from "./undefined-elements.js";
import { concatenate } from "./concatenation.js";

export function visitStringLiteral(analyser: Analyser, node: ts.StringLiteralLike): Expression {
  return analyser.literal(node.text, analyser.span(node));
}

export function visitNumericLiteral(analyser: Analyser, node: ts.NumericLiteral): Expression {
  const value = Number(node.text);
  if (!Number.isFinite(value)) return analyser.refuse(node, "SP1208");
  return analyser.literal(value, analyser.span(node));
}

export function visitKeywordLiteral(analyser: Analyser, node: ts.Expression): Expression {
  const span = analyser.span(node);
  if (node.kind === ts.SyntaxKind.NullKeyword) return analyser.literal(null, span);
  return analyser.literal(node.kind === ts.SyntaxKind.TrueKeyword, span);
}

export function visitTemplate(analyser: Analyser, node: ts.TemplateExpression): Expression {
  return templateValue(analyser, node, (part) => part.text);
}

/** `String.raw`, the only tag that says what it makes of a template. */
export function visitTaggedTemplate(analyser: Analyser, node: ts.TaggedTemplateExpression): Expression {
  const { tag, template } = node;
  const symbol = ts.isPropertyAccessExpression(tag) ? analyser.symbolOf(tag.name) : undefined;
  if (symbol === undefined || builtinName(symbol) !== "String.raw") {
    return analyser.refuse(node, "SP1200", { syntax: describeSyntax(node) });
  }
  if (!ts.isNoSubstitutionTemplateLiteral(template)) return templateValue(analyser, template, rawText);
  return analyser.literal(rawText(template), analyser.span(node));
}

/** As it is written between the backticks; a line ends with `\n` in any file. */
function rawText(part: ts.TemplateLiteralLikeNode): string {
  const text = part.getText();
  const end = ts.isTemplateHead(part) || ts.isTemplateMiddle(part) ? 2 : 1;
  return text.slice(1, -end).replace(/\r\n?/g, "\n");
}

function templateValue(
  analyser: Analyser,
  node: ts.TemplateExpression,
  textOf: (part: ts.TemplateLiteralLikeNode) => string,
): Expression {
  const span = analyser.span(node);
  const values = analyser.expressions(node.templateSpans.map((part) => part.expression));
  const head = textOf(node.head);
  const parts: Expression[] = head === "" ? [] : [analyser.literal(head, analyser.span(node.head))];
  const nodes = new Map<Expression, ts.Expression>();
  node.templateSpans.forEach((part, index) => {
    const value = values[index] as Expression;
    nodes.set(value, part.expression);
    const isError = isErrorExpression(analyser, part.expression);
    parts.push(isError ? printedError(analyser, value, value.span) : value);
    const text = textOf(part.literal);
    if (text !== "") parts.push(analyser.literal(text, analyser.span(part.literal)));
  });
  return concatenate(analyser, parts, span, nodes);
}

export function visitArrayLiteral(analyser: Analyser, node: ts.ArrayLiteralExpression): Expression {
  const hole = node.elements.find((element) => ts.isOmittedExpression(element));
  if (hole !== undefined) return analyser.refuse(hole, "SP1212");
  const values = analyser.expressions(
    node.elements.map((element) => (ts.isSpreadElement(element) ? element.expression : element)),
  );
  const elements = node.elements.map((element, index) => {
    const value = values[index] as Expression;
    const spread = ts.isSpreadElement(element);
    if (spread) return { spread, value: spreadOperand(analyser, element.expression, value) };
    if (!mayBeMissing(value)) return { spread, value };
    const fate = undefinedElements(analyser, node);
    if (fate !== undefined) return { spread, value: elementFor(value, fate) };
    analyser.problem(element, "SP1206", { text: element.getText() });
    return { spread, value };
  });
  return { kind: "array", elements, types: arrayType, span: analyser.span(node) };
}

/** The operand of `...` in an array: an array, or the elements of a set that is made on the spot. */
function spreadOperand(analyser: Analyser, node: ts.Expression, value: Expression): Expression {
  if (isOnly(value.types, arrayType)) return value;
  if (isOnly(value.types, stringType)) {
    return {
      kind: "builtin",
      name: "String.codePoints",
      operands: [value],
      types: arrayType,
      span: value.span,
    };
  }
  return analyser.refuse(node, "SP1213", { found: describeTypes(value.types & ~arrayType) });
}

/** Keys that jsonata and JavaScript treat specially: a value under one would be lost or misread. */
const reservedKeys = new Set(["__proto__", "_jsonata_lambda", "_jsonata_function", "hasOwnProperty"]);

/** True for a key that an object of a workflow cannot have. */
export function isReservedKey(key: string): boolean {
  return reservedKeys.has(key);
}

export function visitObjectLiteral(analyser: Analyser, node: ts.ObjectLiteralExpression): Expression {
  checkSpreads(analyser, node);
  const visits: (() => Expression)[] = [];
  const makers: (() => PropertyMember | SpreadMember | undefined)[] = [];
  const values = new Map<number, Expression>();
  const later = (visit: () => Expression): (() => Expression) => {
    const index = visits.push(visit) - 1;
    return () => values.get(index) as Expression;
  };
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      const value = later(() => analyser.expression(property.expression));
      makers.push(() => ({ kind: "spread", value: spreadObject(analyser, property.expression, value()) }));
    } else if (ts.isPropertyAssignment(property)) {
      const computed = ts.isComputedPropertyName(property.name) ? property.name.expression : undefined;
      const key = computed === undefined ? undefined : later(() => analyser.expression(computed));
      const value = later(() => memberValue(analyser, property.initializer));
      makers.push(() => ({ kind: "property", key: memberKey(analyser, property.name, key?.()), value: value() }));
    } else if (ts.isShorthandPropertyAssignment(property)) {
      const value = later(() => memberValue(analyser, property.name));
      makers.push(() => ({ kind: "property", key: memberKey(analyser, property.name, undefined), value: value() }));
    } else {
      analyser.problem(property.name, "SP1214", { text: property.getText() });
      makers.push(() => undefined);
    }
  }
  analyser.inOrder(visits).forEach((value, index) => values.set(index, value));
  const made = makers.map((make) => make());
  noteLiteral(analyser, node, (property) => made[node.properties.indexOf(property)]?.value);
  const members = made.filter((member) => member !== undefined);
  return { kind: "object", members, types: objectType, span: analyser.span(node) };
}

function memberValue(analyser: Analyser, node: ts.Expression): Expression {
  return positionInMember(analyser, node) ?? analyser.expression(node);
}

function spreadObject(analyser: Analyser, node: ts.Expression, value: Expression): Expression {
  if (value.types === neverType) return value;
  const text = mayBe(value.types, stringType) && !isEmptyTextAtMost(analyser, node) ? stringType : 0;
  if (mayBe(value.types, arrayType | dateType | text) || !mayBe(value.types, objectType | undefinedType)) {
    return analyser.refuse(node, "SP1215", { text: node.getText() });
  }
  return value;
}

/** True in `...(note && { note })`, where the only text there can be is the empty one, which has no members. */
function isEmptyTextAtMost({ checker }: Analyser, node: ts.Expression): boolean {
  const type = checker.getTypeAtLocation(node);
  const texts = (type.isUnion() ? type.types : [type]).filter((one) => one.flags & ts.TypeFlags.StringLike);
  return texts.every((one) => one.isStringLiteral() && one.value === "");
}

function memberKey(analyser: Analyser, name: ts.PropertyName, computed: Expression | undefined): string | Expression {
  if (computed === undefined) {
    const text = ts.isComputedPropertyName(name)
      ? ""
      : ts.isNumericLiteral(name)
        ? String(Number(name.text))
        : name.text;
    if (isReservedKey(text)) analyser.problem(name, "SP1216", { name: text });
    return text;
  }
  if (computed.kind === "literal") return String(computed.value);
  if (isOnly(computed.types, stringType)) return computed;
  if (isOnly(computed.types, stringType | numberType)) return concatenate(analyser, [computed], computed.span);
  analyser.problem(name, "SP1217");
  return "";
}
