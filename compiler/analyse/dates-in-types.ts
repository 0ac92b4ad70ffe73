import type { Analysis } from "./analysis.js";
import type ts from "typescript";
import type { Environment } from "./environment.js";
import { ToldTypes } from "./told-types.js";
import { isDate } from "./value-types-of.js";

/** Types that tell of Dates. */
const dates = new ToldTypes(isDate, /\bDate\b/, false);

/** True where some file of the project names Dates at all: without, nothing need be looked into. */
export function namesDates(analysis: Analysis): boolean {
  return dates.areNamed(analysis);
}

/** True for a type of which some part is a Date. */
export function mentionsDate(type: ts.Type, checker: ts.TypeChecker, environment: Environment): boolean {
  return dates.areMentioned(type, checker, environment);
}

/** True where a value of the one type, taken as the other, holds a Date that only one of them tells of. */
export function hidesDate(from: ts.Type, to: ts.Type, checker: ts.TypeChecker, environment: Environment): boolean {
  return dates.areHidden(from, to, checker, environment);
}
