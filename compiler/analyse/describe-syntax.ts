import ts from "typescript";

const kind = ts.SyntaxKind;

/** What authors call the syntax that a workflow cannot have. */
const names = new Map<ts.SyntaxKind, string>([
  [kind.ClassExpression, "a class expression"],
  [kind.BigIntLiteral, "a bigint"],
  [kind.RegularExpressionLiteral, "a regular expression on its own"],
  [kind.TaggedTemplateExpression, "a tagged template"],
  [kind.DeleteExpression, "`delete`"],
  [kind.VoidExpression, "`void`"],
  [kind.YieldExpression, "`yield`"],
  [kind.ThisKeyword, "`this`"],
  [kind.SuperKeyword, "`super`"],
  [kind.ImportKeyword, "`import(…)`"],
  [kind.MetaProperty, "`new.target` or `import.meta`"],
  [kind.SpreadElement, "a spread here"],
  [kind.ArrowFunction, "a function as a value"],
  [kind.FunctionExpression, "a function as a value"],
  [kind.PrivateIdentifier, "a private name"],
  [kind.ExpressionWithTypeArguments, "a function with type arguments as a value"],
  [kind.WithStatement, "`with`"],
  [kind.DebuggerStatement, "`debugger`"],
  [kind.EnumDeclaration, "an enum inside a function"],
  [kind.ModuleDeclaration, "a namespace"],
  [kind.ImportDeclaration, "an import inside a function"],
]);

/** A kind of syntax in words. */
export function describeSyntax(node: ts.Node): string {
  const known = names.get(node.kind);
  if (known !== undefined) return known;
  const words = (kind[node.kind] ?? "syntax").replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return /^[aeiou]/.test(words) ? `an ${words}` : `a ${words}`;
}
