import ts from "typescript";
import type { BuiltinSite, ReadElement } from "../builtins/builtin.js";
import { libraryCallback, libraryTest } from "../builtins/function-values.js";
import { regExpLiteralOf } from "../builtins/regular-expression-literal.js";
import { isKept, isRegExp } from "../builtins/use.js";
import type { BuiltinCall, Expression, Lambda, Local } from "../ir/expression.js";
import { substituteLocal } from "../ir/walk.js";
import {
  anyType,
  isOnly,
  nullType,
  numberType,
  objectType,
  undefinedType,
  type ValueTypes,
} from "../ir/value-types.js";
import type { Analyser } from "./analyser.js";
import { checkCollectionCallback } from "./check-collections.js";
import { checkCallback } from "./check-dates.js";
import { builtinName } from "./builtin-name.js";
import { excerpt } from "../diagnostics/excerpt.js";
import { isAskedAbout } from "./expressions/not-a-number.js";
import { elementFor, undefinedElements } from "./expressions/undefined-elements.js";
import type { FunctionChoice, Part } from "./function-values/function-value.js";
import { givesKnownFunction } from "./function-values/known.js";
import { stable } from "./function-values/parts.js";
import { type IntlObject, intlObjectOf } from "../builtins/intl-object.js";
import { formattingOf } from "../builtins/number-format.js";
import { comparisonOf } from "../builtins/string-collation.js";
import { readFunctionValue } from "./function-values/read.js";
import { type KnownFunction, resolveFunction } from "./functions.js";
import { analyseCallback } from "./inline-call.js";
import { isStable } from "./is-stable.js";
import { callsThatGive } from "./mutation/calls-that-give.js";
import { numberOrNull, type Sign } from "../builtins/infinite.js";
import { infinityIn } from "./infinity-in.js";

/** What the type `{}` may be. */
const anythingThere = anyType & ~(undefinedType | nullType);

/** The expression before the dot. */
function receiverNode(node: ts.Expression): ts.Expression {
  const member = ts.isCallExpression(node) ? node.expression : node;
  return ts.isPropertyAccessExpression(member) ? member.expression : node;
}

/** A receiver that cannot be missing where its method is called. */
function presentValue(receiver: Expression): Expression {
  const types = receiver.types & ~(nullType | undefinedType);
  return types === receiver.types ? receiver : { ...receiver, types };
}

/** Methods that pass more to their callback than the value and its index. */
const passesMore =
  /^(String\.replace(All)?|Array\.(map|flatMap|filter|some|every|find|findLast|findIndex|findLastIndex|forEach|reduce|reduceRight))$/;

/** Those that pass the list itself next. */
const passesListNext = /^Array\.(?!reduceRight)/;

/** What a built-in asks of one use of it. */
export class Site implements BuiltinSite {
  readonly name: string;
  readonly node: ts.Expression;
  readonly nodes: readonly ts.Expression[];
  receiver: Expression | undefined;
  readonly #analyser: Analyser;
  readonly #values = new Map<number, Expression>();

  constructor(
    analyser: Analyser,
    node: ts.Expression,
    name: string,
    receiver: Expression | undefined,
    nodes: readonly ts.Expression[],
  ) {
    this.#analyser = analyser;
    this.node = node;
    this.name = name;
    this.nodes = nodes;
    this.receiver = this.#evaluate(receiver === undefined ? undefined : presentValue(receiver));
  }

  /** Evaluates the arguments, which may change a variable that the receiver reads. Gives the receiver as the function sees it. */
  #evaluate(receiver: Expression | undefined): Expression | undefined {
    const plain = this.nodes.map((_node, index) => index).filter((index) => this.#isValue(index));
    const first = receiver === undefined ? [] : [() => receiver];
    const others = plain.map((index) => () => this.#analyser.expression(this.#inner(index)));
    const given = plain.map((index) => (this.isSpread(index) ? undefined : this.#inner(index)));
    const references = receiver === undefined ? given : [receiverNode(this.node), ...given];
    const values = this.#analyser.inOrder([...first, ...others], references);
    const before = receiver === undefined ? undefined : values.shift();
    plain.forEach((index, at) => this.#values.set(index, values[at] as Expression));
    return before;
  }

  #isValue(index: number): boolean {
    const node = this.nodes[index];
    return node !== undefined && !this.isCallback(index) && !isRegExp(node, this.checker);
  }

  #inner(index: number): ts.Expression {
    const node = this.nodes[index] as ts.Expression;
    return ts.isSpreadElement(node) ? node.expression : node;
  }

  get checker(): ts.TypeChecker {
    return this.#analyser.checker;
  }

  get span() {
    return this.#analyser.span(this.node);
  }

  get types(): ValueTypes {
    const types = this.#analyser.types(this.node);
    // Nothing instead of a receiver is looked after elsewhere; what the method itself gives is not.
    const isThere = this.#analyser.receivers.has(receiverNode(this.node));
    return ts.isOptionalChain(this.node) && !isThere ? types & ~undefinedType || types : types;
  }

  get isKept(): boolean {
    return isKept(this.node) || this.#analyser.handedOver.has(this.node);
  }

  get settings(): readonly Expression[] | undefined {
    const made = ts.isCallExpression(this.node) ? this.#intlObject(this.node.expression) : undefined;
    return made && this.#analyser.expressions(made.arguments ?? []);
  }

  /** The object of `Intl` whose method is named here. */
  #intlObject(method: ts.Expression): IntlObject | undefined {
    return ts.isPropertyAccessExpression(method) ? intlObjectOf(this.checker, method.expression) : undefined;
  }

  argument(index: number): Expression {
    return this.#values.get(index) ?? this.#analyser.undefined(this.span);
  }

  /** All arguments that are values, left to right. */
  allOperands(): readonly Expression[] {
    const values = this.nodes.map((_node, index) => this.argument(index));
    return this.receiver === undefined ? values : [this.receiver, ...values];
  }

  get requiredArguments(): number {
    // A method that stands for another one is given other arguments than those that are written there.
    const { node } = this;
    const isOwn = (ts.isCallExpression(node) || ts.isNewExpression(node)) && node.arguments === this.nodes;
    const signature = isOwn ? this.checker.getResolvedSignature(node) : undefined;
    const all = signature?.declaration?.parameters ?? [];
    const parameters = all.filter(({ name }) => name.getText() !== "this");
    const optional = parameters.findIndex((one) => {
      return ts.isParameter(one) && (one.questionToken ?? one.initializer ?? one.dotDotDotToken) !== undefined;
    });
    return optional < 0 ? parameters.length : optional;
  }

  isSpread(index: number): boolean {
    const node = this.nodes[index];
    return node !== undefined && ts.isSpreadElement(node);
  }

  isCallback(index: number): boolean {
    const node = this.nodes[index];
    if (node === undefined || ts.isSpreadElement(node)) return false;
    return this.#analyser.checker.getTypeAtLocation(node).getCallSignatures().length > 0;
  }

  callback(index: number, parameters: number, counter?: number, element?: ReadElement): Lambda {
    const node = this.nodes[index] as ts.Expression;
    const library = this.#libraryCallback(node, element);
    if (library !== undefined) return library;
    checkCallback(this.#analyser, node);
    checkCollectionCallback(this.#analyser, node);
    const part = this.#calledBack(node);
    if (part?.kind === "choice")
      return this.#chosenCallback(part, (callee) => this.#lambda(node, callee, parameters, counter, element));
    const callee = part?.kind === "closure" ? part.callee : undefined;
    const signature = this.#analyser.checker.getTypeAtLocation(node).getCallSignatures()[0];
    if (callee === undefined || signature === undefined) {
      const body = this.#analyser.refuse(node, "SP1233", { what: `the callback \`${excerpt(node.getText())}\`` });
      return { kind: "lambda", parameters: [], body, types: 64, span: this.span } as const;
    }
    return this.#lambda(node, callee, parameters, counter, element);
  }

  /** One function or another: a lambda that asks each time. */
  #chosenCallback(
    { condition, whenTrue, whenFalse }: FunctionChoice,
    lambdaOf: (callee: KnownFunction) => Lambda,
  ): Lambda {
    const arm = (part: Part): Lambda => {
      if (part.kind === "closure") return lambdaOf(part.callee);
      if (part.kind === "choice") return this.#chosenCallback(part, lambdaOf);
      const text = excerpt(this.node.getText());
      const body = this.#analyser.refuse(this.node, "SP1233", { what: `the callback of \`${text}\`` });
      return { kind: "lambda", parameters: [], body, types: objectType, span: this.span };
    };
    const [yes, no] = [arm(whenTrue), arm(whenFalse)];
    const [longer, shorter] = yes.parameters.length < no.parameters.length ? [no, yes] : [yes, no];
    const body = shorter.parameters.reduce((rest, parameter, index) => {
      const local = longer.parameters[index] as Local;
      return substituteLocal(rest, parameter, { kind: "local-read", local, types: local.types, span: shorter.span });
    }, shorter.body);
    const bodies = longer === yes ? [yes.body, body] : [body, no.body];
    const [first, second] = bodies as [Expression, Expression];
    const types = first.types | second.types;
    const chosen: Expression = {
      ...{ kind: "conditional", condition, whenTrue: first, whenFalse: second },
      types,
      span: this.span,
    };
    return { ...longer, body: chosen };
  }

  #lambda(
    node: ts.Expression,
    callee: KnownFunction,
    parameters: number,
    counter: number | undefined,
    element: ReadElement | undefined,
  ): Lambda {
    const types = callee.node.parameters
      .slice(0, parameters)
      .map((parameter) => this.#analyser.typesOf(this.#analyser.checker.getTypeAtLocation(parameter)));
    // Of a value that starts as `{}`, TypeScript knows that there is some; as long as it stays an object, it is one.
    const isFresh = this.#startsEmpty() && types[0] === anythingThere;
    if (isFresh) types[0] = objectType;
    const infinity = this.#startsInfinite();
    if (infinity !== undefined && types[0] === numberType) types[0] = numberOrNull;
    const list = this.#listFor(callee, parameters);
    if (list === "refused") {
      const reason = `a callback with more than ${parameters === 1 ? "one parameter" : `${parameters} parameters`}`;
      const hint = "Take what it needs from the names around it.";
      const body = this.#analyser.refuse(node, "SP1302", { name: this.#asWritten(), reason, hint });
      return { kind: "lambda", parameters: [], body, types: 64, span: this.span } as const;
    }
    const more = list === undefined ? [] : [list];
    const { placeOfItem } = this.#analyser.analysis.visitors;
    const lambda = analyseCallback(this.#analyser, node, callee, types, {
      ...{ counter, element, more, infinity: types[0] === numberOrNull ? infinity : undefined },
      placeAt: element === undefined ? placeOfItem(this.#analyser, this.node, this.name, callee.node) : undefined,
      ...(this.receiver && { list: { of: this.receiver, at: this.name === "Array.reduce" ? 1 : 0 } }),
    });
    if (isFresh && !isOnly(lambda.body.types, objectType)) {
      this.#analyser.problem(node, "SP1205", { object: callee.node.parameters[0]?.name.getText() ?? "" });
    }
    return lambda;
  }

  /** True for `reduce((result, item) => ({ ...result, … }), {})`. */
  #startsEmpty(): boolean {
    const initial = this.nodes[1];
    if (this.name !== "Array.reduce" || initial === undefined) return false;
    return ts.isObjectLiteralExpression(initial) && initial.properties.length === 0;
  }

  /** The infinity in `reduce((least, { price }) => Math.min(least, price), Infinity)`. */
  #startsInfinite(): Sign | undefined {
    const initial = this.nodes[1];
    return initial !== undefined && /^Array\.reduce/.test(this.name) ? infinityIn(initial) : undefined;
  }

  /** What JavaScript passes behind the parameters: the list itself to those that go through one, more to others. */
  #listFor({ node }: KnownFunction, parameters: number): Expression | "refused" | undefined {
    const further = node.parameters.length - parameters;
    if (further <= 0 || !passesMore.test(this.name)) return undefined;
    if (further > 1 || this.receiver === undefined || !passesListNext.test(this.name)) return "refused";
    // In `x?.m()`, `x` is known in this expression alone.
    if (ts.isOptionalChain(this.node) && !isStable(this.receiver)) return "refused";
    this.receiver = stable(this.#analyser, this.receiver, "list");
    return this.receiver;
  }

  #calledBack(node: ts.Expression): Part | undefined {
    const named = resolveFunction(this.#analyser, node);
    if (named !== undefined) return { kind: "closure", callee: named };
    if (!givesKnownFunction(this.#analyser, node)) return undefined;
    return this.#analyser.analysis.visitors.functionValue(this.#analyser, node);
  }

  pattern(node: ts.Expression): ts.RegularExpressionLiteral | undefined {
    const written = this.#analyser.chosenPatterns.get(node) ?? regExpLiteralOf(this.checker, node);
    const part = written === undefined ? readFunctionValue(this.#analyser, node) : undefined;
    return part?.kind === "pattern" ? part.node : written;
  }

  asksForNumber(index: number): boolean {
    const node = this.nodes[index] as ts.Expression;
    const callee = resolveFunction(this.#analyser, node);
    if (callee === undefined) return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
    const [parameter] = callee.node.parameters;
    return parameter !== undefined && isAskedAbout(this.#analyser, parameter);
  }

  /** A function of the library by its name, called with an element. */
  #libraryCallback(node: ts.Expression, element: ReadElement | undefined): Lambda | undefined {
    const nameNode = ts.isPropertyAccessExpression(node) ? node.name : node;
    if (!ts.isIdentifier(nameNode)) return undefined;
    const symbol = this.#analyser.symbolOf(nameNode);
    const name = symbol === undefined ? undefined : builtinName(symbol);
    if (name === undefined) return undefined;
    if (element !== undefined) return libraryTest(name, element, this.span);
    const made = this.#intlObject(node);
    if (made !== undefined) {
      const settings = this.#analyser.expressions(made.arguments ?? []);
      if (name === "Collator.compare") return comparisonOf(this, settings);
      if (name === "NumberFormat.format") return formattingOf(this, settings);
    }
    return libraryCallback(name, this.elementTypes(this.receiver === undefined ? 0 : "receiver"), this.span);
  }

  elementTypes(of: "receiver" | number): ValueTypes {
    const node = of === "receiver" ? receiverNode(this.node) : this.#inner(of);
    return this.#analyser.elementTypesOf(this.#analyser.checker.getTypeAtLocation(node));
  }

  entryTypes(argument: number): readonly [keys: ValueTypes, values: ValueTypes] {
    const { checker } = this.#analyser;
    const type = checker.getTypeAtLocation(this.#inner(argument));
    const argumentsOf = (of: ts.Type | undefined): readonly ts.Type[] =>
      of === undefined ? [] : checker.getTypeArguments(of as ts.TypeReference);
    const isMap = /^(Readonly)?Map$/.test((type.symbol as ts.Symbol | undefined)?.name ?? "");
    const entry = isMap ? type : argumentsOf(type)[0];
    const [key, value = key] = entry?.isUnion() === true ? [] : argumentsOf(entry);
    const typesOf = (one: ts.Type | undefined): ValueTypes =>
      one === undefined ? anyType : this.#analyser.typesOf(one);
    return [typesOf(key), typesOf(value)];
  }

  typeArgument(index: number): ValueTypes {
    const { checker } = this.#analyser;
    const argument = checker.getTypeArguments(checker.getTypeAtLocation(this.node) as ts.TypeReference)[index];
    return argument === undefined ? anyType : this.#analyser.typesOf(argument);
  }

  undefinedElement(value: Expression): Expression | undefined {
    const fate = undefinedElements(this.#analyser, this.node);
    return fate === undefined ? undefined : elementFor(value, fate);
  }

  call(operands: readonly Expression[]): BuiltinCall {
    return { kind: "builtin", name: this.name, operands, types: this.types, span: this.span };
  }

  refuse: BuiltinSite["refuse"] = (code, details, argument) => {
    const { nodes } = this;
    const place = argument === undefined ? this.node : argument < 0 ? receiverNode(this.node) : nodes[argument];
    const changed = code === "SP1305" ? callsThatGive(this.#analyser, receiverNode(this.node)) : [];
    return this.#analyser.refuse(place ?? this.node, code, { ...details, name: this.#asWritten() }, changed);
  };

  /** The built-in as the author writes it: `items.push` rather than `Array.push`. */
  #asWritten(): string {
    const { node } = this;
    if (ts.isCallExpression(node)) return node.expression.getText();
    return ts.isNewExpression(node) ? `new ${node.expression.getText()}` : node.getText();
  }
}
