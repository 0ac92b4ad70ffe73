import type ts from "typescript";
import { anyType, everyType, mayBe, undefinedType, type ValueTypes } from "../ir/value-types.js";
import type { Analyser } from "./analyser.js";
import { collectionOfType, typesOfStored } from "./collections.js";
import type { CollectionName } from "./environment.js";

/** The kind of collection that a function says it returns. */
export function returnedCollection(
  { checker }: Analyser,
  node: ts.FunctionLikeDeclaration,
  isAsync: boolean,
): CollectionName | undefined {
  const signature = checker.getSignatureFromDeclaration(node);
  if (signature === undefined) return undefined;
  const type = checker.getReturnTypeOfSignature(signature);
  return collectionOfType(isAsync ? (checker.getAwaitedType(type) ?? type) : type);
}

/** What a variable for the result of a call may hold. */
export function storedResultTypes(
  analyser: Analyser,
  call: ts.CallExpression,
  node: ts.FunctionLikeDeclaration,
  isAsync: boolean,
): ValueTypes {
  const collection = returnedCollection(analyser, node, isAsync);
  if (collection !== undefined) return typesOfStored(collection);
  return withDates(resultTypes(analyser, node, isAsync)) & calledTypes(analyser, call, node, isAsync);
}

function withDates(types: ValueTypes): ValueTypes {
  return types === anyType ? everyType : types;
}

/** What the function returns; of an async function, what its promise resolves to. */
export function resultTypes(analyser: Analyser, node: ts.FunctionLikeDeclaration, isAsync: boolean): ValueTypes {
  return returnTypes(analyser, analyser.checker.getSignatureFromDeclaration(node), isAsync);
}

/** What the function says that it returns, as in `(await call()) as number`; nothing may arrive as null, so that says nothing. */
export function believedTypes(analyser: Analyser, node: ts.FunctionLikeDeclaration, isAsync: boolean): ValueTypes {
  const types = resultTypes(analyser, node, isAsync);
  return mayBe(types, undefinedType) ? everyType : types;
}

/** What a call of a function with type parameters gives; of any other, everything. */
export function calledTypes(
  analyser: Analyser,
  call: ts.CallExpression,
  node: ts.FunctionLikeDeclaration,
  isAsync: boolean,
): ValueTypes {
  if (node.typeParameters === undefined) return everyType;
  return returnTypes(analyser, analyser.checker.getResolvedSignature(call), isAsync);
}

function returnTypes(analyser: Analyser, signature: ts.Signature | undefined, isAsync: boolean): ValueTypes {
  const { checker } = analyser;
  if (signature === undefined) return everyType;
  const type = checker.getReturnTypeOfSignature(signature);
  const resolved = isAsync ? (checker.getAwaitedType(type) ?? type) : type;
  return analyser.typesOf(resolved);
}
