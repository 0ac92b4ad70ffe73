export { valueOfStatements } from "../optimise/pure-statements.js";
