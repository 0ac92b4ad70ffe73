import ts from "typescript";
import type { Analyser } from "../analyser.js";

/** The statements of a block or function, in whose scope the analyser is. */
export function visitBody(analyser: Analyser, statements: readonly ts.Statement[]): void {
  hoistFunctions(analyser, statements);
  for (const statement of statements) analyser.statement(statement);
}

/** Function declarations are visible in their whole block. */
export function hoistFunctions(analyser: Analyser, statements: readonly ts.Statement[]): void {
  for (const statement of statements) {
    if (!ts.isFunctionDeclaration(statement) || statement.name === undefined) continue;
    const symbol = analyser.checker.getSymbolAtLocation(statement.name);
    const { environment } = analyser;
    if (symbol !== undefined) environment.bind(symbol, { kind: "function", node: statement, environment });
  }
}
