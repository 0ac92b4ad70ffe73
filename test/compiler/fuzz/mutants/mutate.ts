import ts from "typescript";
import type { Random } from "../statements/random.js";

/** A piece of text that is replaced by another. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Ways to change a program that keep it well-formed, though not always well-typed; each gives its possible places. */
type Mutation = (file: ts.SourceFile, random: Random) => readonly (() => Edit)[];

/**
 * Changes a program's text in a few places: blocks are wrapped in loops, `try` statements and functions, expressions in
 * arrays, objects, choices and functions; operators, constants and methods become others, statements come twice, not at all
 * or in another order.
 *
 * Where a loop of the program counts for itself, only what cannot make it endless is done.
 */
export function mutate(source: string, random: Random, count: number): string {
  let text = source;
  for (let left = count; left > 0; left--) text = mutateOnce(text, random);
  return text;
}

function mutateOnce(text: string, random: Random): string {
  const file = ts.createSourceFile("mutant.ts", text, ts.ScriptTarget.Latest, true);
  const isCounting = contains(
    file,
    (node) => ts.isWhileStatement(node) || ts.isDoStatement(node) || ts.isForStatement(node),
  );
  const mutations = isCounting ? wrappings : [...wrappings, ...wrappings, ...changes];
  for (let attempt = 0; attempt < 10; attempt++) {
    const places = random.pick(mutations)(file, random);
    if (places.length === 0) continue;
    const { start, end, text: replacement } = random.pick(places)();
    return text.slice(0, start) + replacement + text.slice(end);
  }
  return text;
}

const replaced = (node: ts.Node, text: string): Edit => ({ start: node.getStart(), end: node.getEnd(), text });

/** Every node in a function, outermost first. */
function nodesIn(file: ts.SourceFile): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node, isInside: boolean): void => {
    if (ts.isTypeNode(node) || ts.isClassDeclaration(node)) return;
    const inside = isInside || ts.isFunctionLike(node);
    if (inside && !ts.isFunctionLike(node)) found.push(node);
    ts.forEachChild(node, (child) => visit(child, inside && child !== (node as ts.FunctionLikeDeclaration).type));
  };
  visit(file, false);
  return found;
}

function contains(
  node: ts.Node,
  fits: (node: ts.Node) => boolean,
  stop: (node: ts.Node) => boolean = () => false,
): boolean {
  return (
    fits(node) || ts.forEachChild(node, (child) => (!stop(child) && contains(child, fits, stop)) || undefined) === true
  );
}

/** True when the code may leave by other ways than its end. */
const jumps = (node: ts.Node): boolean => contains(node, ts.isBreakOrContinueStatement, ts.isFunctionLike);

const returns = (node: ts.Node): boolean => contains(node, ts.isReturnStatement, ts.isFunctionLike);

const awaits = (node: ts.Node): boolean =>
  contains(
    node,
    (inner) => ts.isAwaitExpression(inner) || (ts.isForOfStatement(inner) && inner.awaitModifier !== undefined),
    ts.isFunctionLike,
  );

let names = 0;
const fresh = (name: string): string => `${name}${++names}m`;

// --- statements -----------------------------------------------------------------------------------------------------

/** The rest of a block from some statement on. */
interface Rest {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly statements: readonly ts.Statement[];
  readonly block: ts.Block;
}

function rests(file: ts.SourceFile): readonly Rest[] {
  return nodesIn(file)
    .filter(ts.isBlock)
    .flatMap((block) =>
      block.statements.map((first, index): Rest => {
        const statements = block.statements.slice(index);
        const [start, end] = [first.getStart(), (statements.at(-1) as ts.Statement).getEnd()];
        return { start, end, text: file.text.slice(start, end), statements, block };
      }),
    );
}

/** The whole body of an async function as a branch or iteration of a state, or as a function that is called. */
const wrapBody: Mutation = (file, random) =>
  nodesIn(file)
    .filter(ts.isBlock)
    .filter(({ parent, statements }) => isAsyncFunction(parent) && statements.some(returns))
    .map((block) => () => {
      const body = block.getText();
      const [name, other] = [fresh("run"), fresh("given")];
      const ways = [
        `{ const [${other}] = await Promise.all([(async () => ${body})()]); return ${other}; }`,
        `{ const ${other} = await Promise.all([0].map(async () => ${body})); return ${other}.pop()!; }`,
        `{ const ${name} = async () => ${body}; return ${name}(); }`,
        `{ const ${name} = async () => ${body}; return await ${name}(); }`,
        `{ const ${name} = async () => ${body}; const ${other} = ${name}(); return await ${other}; }`,
        `{ const ${name} = async () => ${body}; await ${name}(); return await ${name}(); }`,
      ];
      return replaced(block, random.pick(ways));
    });

function isAsyncFunction(node: ts.Node): boolean {
  const isFunction = ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node);
  return isFunction && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
}

/** `const { x } = { x: … };` and `const [x] = [… as const];` for `const x = …;` */
const declareByPattern: Mutation = (file, random) =>
  nodesIn(file)
    .filter(ts.isVariableDeclaration)
    .flatMap((declaration) => {
      const { name, initializer, type } = declaration;
      if (!ts.isIdentifier(name) || initializer === undefined || type !== undefined) return [];
      if (ts.isFunctionLike(initializer) || !ts.isVariableStatement(declaration.parent.parent)) return [];
      const [declared, value] = [name.text, initializer.getText()];
      const ways = [`{ ${declared} } = { ${declared}: ${value} }`, `{ v: ${declared} } = { v: ${value} }`];
      ways.push(`[${declared}] = [${value}]`, `{ v: [${declared}] } = { v: [${value}] as const }`);
      return [() => replaced(declaration, random.pick(ways))];
    });

/** Wraps what a block does from somewhere on. */
const wrapRest: Mutation = (file, random) =>
  rests(file).map((rest) => () => {
    const { start, end, text, statements } = rest;
    const ways = [`{ ${text} }`, `${fresh("block")}: { ${text} }`];
    ways.push(
      `try { ${text} } catch (caught) { throw caught; }`,
      `try { ${text} } finally { const kept = 1; void kept; }`,
    );
    ways.push(`if (Math.abs(-1) === 1) { ${text} } else { throw new Error("never"); }`);
    if (!statements.some(jumps)) {
      ways.push(`for (const ${fresh("once")} of [0]) { ${text} }`, `do { ${text} } while (false);`);
      ways.push(`switch (Math.abs(-1)) { case 1: { ${text} } }`);
      const isAsync = statements.some(awaits);
      const call = (body: string): string => (isAsync ? `await (async () => { ${body} })()` : `(() => { ${body} })()`);
      if (!statements.some(returns)) ways.push(`${call(text)};`);
      else if (statements.at(-1)?.kind === ts.SyntaxKind.ReturnStatement) ways.push(`return ${call(text)};`);
    }
    return { start, end, text: random.pick(ways) };
  });

const statementsOf = (file: ts.SourceFile): readonly ts.Statement[] =>
  nodesIn(file)
    .filter(ts.isBlock)
    .flatMap(({ statements }) => [...statements]);

const isMovable = (statement: ts.Statement): boolean =>
  !ts.isVariableStatement(statement) && !ts.isFunctionDeclaration(statement) && !ts.isReturnStatement(statement);

const repeatStatement: Mutation = (file) =>
  statementsOf(file)
    .filter((statement) => isMovable(statement) && !jumps(statement))
    .map((statement) => () => replaced(statement, `${statement.getText()} ${statement.getText()}`));

const dropStatement: Mutation = (file) =>
  statementsOf(file)
    .filter(isMovable)
    .map((statement) => () => replaced(statement, ";"));

const swapStatements: Mutation = (file) =>
  rests(file).flatMap(({ statements: [one, other] }) =>
    one === undefined || other === undefined
      ? []
      : [() => ({ start: one.getStart(), end: other.getEnd(), text: `${other.getText()} ${one.getText()}` })],
  );

const letForConst: Mutation = (file) =>
  nodesIn(file)
    .filter(ts.isVariableDeclarationList)
    .filter(({ flags }) => (flags & ts.NodeFlags.Const) !== 0)
    .map((list) => () => ({ start: list.getStart(), end: list.getStart() + 5, text: "let" }));

// --- expressions ----------------------------------------------------------------------------------------------------

/** Expressions whose value is asked for where they stand. */
function valuesIn(file: ts.SourceFile): readonly ts.Expression[] {
  return nodesIn(file).filter((node): node is ts.Expression => {
    const { parent } = node;
    if (!ts.isExpression(node) || ts.isFunctionLike(node) || ts.isOmittedExpression(node)) return false;
    if (ts.isSpreadElement(node) || ts.isSpreadAssignment(parent)) return false;
    if (ts.isIdentifier(node) && !isRead(node)) return false;
    if (isAssignment(node) || isStep(node) || ts.isDeleteExpression(parent)) return false;
    if (isAssignment(parent) && parent.left === node) return false;
    if (isStep(parent) || ts.isAwaitExpression(parent) || ts.isExpressionStatement(parent)) return false;
    if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node) return false;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
    if (ts.isTemplateSpan(parent) || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent)) return false;
    if (ts.isForOfStatement(parent) && parent.initializer === node) return false;
    // Words and texts that only stand for themselves, and what a type depends on.
    if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
    return node.kind !== ts.SyntaxKind.ThisKeyword && node.kind !== ts.SyntaxKind.SuperKeyword;
  });
}

function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function isStep(node: ts.Node): boolean {
  if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return false;
  return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
}

function isRead({ parent, text }: ts.Identifier): boolean {
  if (text === "undefined" || text === "Promise" || text === "Math" || text === "Object") return false;
  if (/^[A-Z]/.test(text)) return false;
  if (ts.isBindingElement(parent) || ts.isParameter(parent) || ts.isVariableDeclaration(parent)) {
    return false;
  }
  if (
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isLabeledStatement(parent) ||
    ts.isBreakOrContinueStatement(parent)
  ) {
    return false;
  }
  return !ts.isFunctionDeclaration(parent) && !ts.isCatchClause(parent);
}

/** Methods that change what they are called on: a wrapped one would change a copy, or be refused. */
const isChanged = (node: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(node.parent) || ts.isElementAccessExpression(node.parent);

const wrapValue: Mutation = (file, random) =>
  valuesIn(file)
    .filter((node) => !isChanged(node) || random.chance(0.3))
    .map((node) => () => {
      const text = node.getText();
      const ways = [`(${text})`, `(Math.abs(-1) === 1 ? ${text} : ${text})`, `[${text}].pop()!`, `({ v: ${text} }).v`];
      ways.push(awaits(node) ? `(await (async () => ${text})())` : `(() => ${text})()`);
      ways.push(
        `(${text} satisfies unknown)`,
        `((w) => w)(${text})`,
        `[${text}].shift()!`,
        `(({ v }) => v)({ v: ${text} })`,
      );
      const isObject = ts.isObjectLiteralExpression(node);
      return replaced(node, isObject ? `(${random.pick(ways)})` : random.pick(ways));
    });

/** `const hoisted = …;` before the statement, and its name where the value was. */
const hoistValue: Mutation = (file) =>
  valuesIn(file).flatMap((node) => {
    const statement = ts.findAncestor(node, (one) => ts.isStatement(one) && ts.isBlock(one.parent));
    const isNear =
      statement !== undefined &&
      (ts.isExpressionStatement(statement) || ts.isVariableStatement(statement) || ts.isReturnStatement(statement)) &&
      ts.findAncestor(node, (one) => one === statement || ts.isFunctionLike(one)) === statement;
    if (!isNear || isChanged(node)) return [];
    return [
      () => {
        const name = fresh("hoisted");
        const text = `const ${name} = ${node.getText()}; ${file.text.slice(statement.getStart(), node.getStart())}${name}${file.text.slice(node.getEnd(), statement.getEnd())}`;
        return replaced(statement, text);
      },
    ];
  });

const groups: readonly (readonly string[])[] = [
  ["+", "-", "*", "%"],
  ["<", "<=", ">", ">="],
  ["===", "!=="],
  ["&&", "||", "??"],
  ["+=", "-=", "*="],
];

const otherOperator: Mutation = (file, random) =>
  nodesIn(file)
    .filter(ts.isBinaryExpression)
    .flatMap(({ operatorToken }) => {
      const group = groups.find((one) => one.includes(operatorToken.getText()));
      return group === undefined ? [] : [() => replaced(operatorToken, random.pick(group))];
    });

const otherConstant: Mutation = (file, random) =>
  nodesIn(file).flatMap((node) => {
    if (ts.isPropertyAssignment(node.parent) && node.parent.name === node) return [];
    if (ts.isNumericLiteral(node))
      return [() => replaced(node, random.pick(["0", "1", "2", "7", "2.5", "(-1)", "1e9"]))];
    if (node.kind === ts.SyntaxKind.TrueKeyword) return [() => replaced(node, "false")];
    if (node.kind === ts.SyntaxKind.FalseKeyword) return [() => replaced(node, "true")];
    if (!ts.isStringLiteral(node) || ts.isCaseClause(node.parent)) return [];
    return [() => replaced(node, random.pick(['""', '"a"', '"ß😀"', '"a,b"', '" x "', '"10"']))];
  });

const methods: readonly (readonly string[])[] = [
  ["some", "every"],
  ["find", "findLast"],
  ["findIndex", "findLastIndex"],
  ["indexOf", "lastIndexOf"],
  ["push", "unshift"],
  ["pop", "shift"],
  ["startsWith", "endsWith", "includes"],
  ["toUpperCase", "toLowerCase", "trim", "trimStart", "trimEnd"],
  ["floor", "ceil", "round", "trunc", "abs"],
  ["min", "max"],
  ["keys", "values"],
  ["padStart", "padEnd"],
  ["sort", "toSorted", "reverse", "toReversed"],
  ["map", "flatMap", "filter"],
  ["all", "allSettled"],
  ["slice", "substring"],
];

const otherMethod: Mutation = (file, random) =>
  nodesIn(file)
    .filter(ts.isPropertyAccessExpression)
    .flatMap(({ name }) => {
      const group = methods.find((one) => one.includes(name.text));
      return group === undefined ? [] : [() => replaced(name, random.pick(group))];
    });

const copyItems: Mutation = (file, random) =>
  nodesIn(file)
    .filter(ts.isForOfStatement)
    .map(({ expression }) => () => {
      const text = expression.getText();
      return replaced(
        expression,
        random.pick([`[...${text}]`, `[...${text}].reverse()`, `[...${text}, ...${text}]`, `[...${text}].slice(1)`]),
      );
    });

const wrappings: readonly Mutation[] = [
  wrapRest,
  wrapRest,
  wrapBody,
  declareByPattern,
  wrapValue,
  wrapValue,
  hoistValue,
  letForConst,
];
const changes: readonly Mutation[] = [
  otherOperator,
  otherConstant,
  otherConstant,
  otherMethod,
  repeatStatement,
  dropStatement,
  swapStatements,
  copyItems,
];
