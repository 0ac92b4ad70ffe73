import ts from "typescript";
import type { Variable } from "../../../ir/expression.js";
import { arrayType } from "../../../ir/value-types.js";
import type { Analyser } from "../../analyser.js";
import { skipWrappers } from "../../functions.js";
import { noteDeclared } from "../../outer-variables.js";
import { holdsFunctions } from "../holds-functions.js";
import { entryFor } from "./change.js";
import type { GrowingList } from "./growing-list.js";

/** Declares an array of functions that the workflow adds to or takes from; false for any other declaration. */
export function declareGrowingList(analyser: Analyser, { name, initializer }: ts.VariableDeclaration): boolean {
  const literal = initializer === undefined ? undefined : skipWrappers(initializer);
  if (literal === undefined || !ts.isArrayLiteralExpression(literal) || !ts.isIdentifier(name)) return false;
  const symbol = analyser.checker.getSymbolAtLocation(name);
  if (symbol === undefined || !isOfFunctions(analyser, name, symbol)) return false;
  // One that is empty may be filled by a helper that it is handed to.
  if (literal.elements.length > 0 && !analyser.isReassigned(symbol)) return false;
  const variable: Variable = { kind: "variable", name: name.text, types: arrayType };
  noteDeclared(analyser, variable);
  const list: GrowingList = {
    name: name.text,
    variable,
    depth: analyser.frame.depth,
    environment: analyser.environment,
    sites: [],
    loopsAround: new Set(analyser.loops),
    loopsOfReads: new Set(),
    goneThrough: 0,
  };
  const elements = literal.elements.map((element) => ({ spread: false, value: entryFor(analyser, list, element) }));
  const span = analyser.span(name);
  const value = { kind: "array", elements, types: arrayType, span } as const;
  analyser.environment.bind(symbol, { kind: "functions", value: { kind: "growing", list } });
  analyser.statements.push({ kind: "assign", variable, value, declares: true, span });
  return true;
}

/** True when the elements are functions or hold some; of `const undo = []`, when such are added. */
function isOfFunctions(analyser: Analyser, name: ts.Identifier, symbol: ts.Symbol): boolean {
  const { checker } = analyser;
  const type = checker.getTypeAtLocation(name);
  if (!checker.isArrayType(type)) return false;
  if (holdsFunctions(type, checker)) return true;
  const [element] = checker.getTypeArguments(type as ts.TypeReference);
  const isOpen = element !== undefined && (element.flags & ts.TypeFlags.Any) !== 0;
  return isOpen && addsFunctions(analyser, name, symbol);
}

/** The methods whose arguments become elements; those of others are callbacks. */
const additions = new Set(["push", "unshift", "splice"]);

function addsFunctions({ checker }: Analyser, name: ts.Identifier, symbol: ts.Symbol): boolean {
  const adds = (node: ts.Node): boolean => {
    const isAddition =
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      additions.has(node.expression.name.text) &&
      checker.getSymbolAtLocation(node.expression.expression) === symbol &&
      node.arguments.some((argument) => holdsFunctions(checker.getTypeAtLocation(argument), checker));
    return isAddition || ts.forEachChild(node, (child) => adds(child) || undefined) === true;
  };
  const block = ts.findAncestor(name, (node) => ts.isBlock(node) || ts.isSourceFile(node));
  return block !== undefined && adds(block);
}
