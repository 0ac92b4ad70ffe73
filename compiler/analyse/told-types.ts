import ts from "typescript";
import type { Analysis } from "./analysis.js";
import type { Environment } from "./environment.js";

/**
 * Types that tell of values which a state machine keeps in another form: Dates, which are texts there, Sets and Maps, which are
 * arrays. What such a value is must be known from the types wherever it is read: one that hides behind `unknown` would be taken for its
 * form, and a value of that form behind a type that tells of them for one.
 */
export class ToldTypes {
  readonly #named = new WeakMap<Analysis, boolean>();
  readonly #known = new WeakMap<ts.Type, boolean>();

  /**
   * @param isTold true for the types of such values
   * @param word in every file that names one
   * @param isAlone true where a value is no longer told by the type of what is like it, as a Set is not by `Iterable`
   */
  constructor(
    readonly isTold: (type: ts.Type) => boolean,
    readonly word: RegExp,
    readonly isAlone: boolean,
  ) {}

  /** True where some file of the project names them at all: without, nothing need be looked into. */
  areNamed(analysis: Analysis): boolean {
    let found = this.#named.get(analysis);
    if (found === undefined) {
      found = [...analysis.files()].some(({ text }) => this.word.test(text));
      this.#named.set(analysis, found);
    }
    return found;
  }

  /** True for a type of which some part tells of one. */
  areMentioned(type: ts.Type, checker: ts.TypeChecker, environment: Environment): boolean {
    const isMentioned = (given: ts.Type, seen: Set<ts.Type>): boolean => {
      const one = standsFor(given, environment);
      if (this.isTold(one)) return true;
      if (seen.has(one) || (one.flags & (ts.TypeFlags.StructuredType | ts.TypeFlags.Instantiable)) === 0) return false;
      seen.add(one);
      return partsOf(one, checker).some((part) => isMentioned(part, seen));
    };
    if (environment.isGeneric) return isMentioned(type, new Set());
    let found = this.#known.get(type);
    if (found === undefined) {
      found = isMentioned(type, new Set());
      this.#known.set(type, found);
    }
    return found;
  }

  /** True where a value of the one type, taken as the other, holds one that only one of them tells of. */
  areHidden(
    from: ts.Type,
    to: ts.Type,
    checker: ts.TypeChecker,
    environment: Environment,
    seen = new Map<ts.Type, Set<ts.Type>>(),
  ): boolean {
    const [given, taken] = [standsFor(from, environment), standsFor(to, environment)];
    if (given === taken || seen.get(given)?.has(taken) === true) return false;
    seen.set(given, (seen.get(given) ?? new Set()).add(taken));
    const tells = (type: ts.Type) => this.areMentioned(type, checker, environment);
    const differ = (one: ts.Type, other: ts.Type) => this.areHidden(one, other, checker, environment, seen);
    if (isOpaque(taken, checker)) return tells(given);
    if (isOpaque(given, checker)) return tells(taken);
    if (!tells(given) && !tells(taken)) return false;
    if (this.isAlone && !tells(taken)) return true;
    if (given.isUnion()) return given.types.some((one) => differ(one, taken));
    if (this.isAlone && this.isTold(given)) {
      const same = (taken.isUnion() ? taken.types : [taken]).filter(
        (one) => this.isTold(one) && nameOf(one) === nameOf(given),
      );
      // What is made without arguments, `new Map()`, holds anything by its type, and nothing yet.
      const differs = (one: ts.Type, other: ts.Type) => (one.flags & ts.TypeFlags.Any) === 0 && differ(one, other);
      return same.length === 0 || same.some((one) => partsDiffer(given, one, checker, differs));
    }
    if (taken.isUnion()) {
      const fitting = this.isAlone ? taken.types.filter((one) => checker.isTypeAssignableTo(given, one)) : [];
      return (fitting.length > 0 ? fitting : taken.types).some((one) => differ(given, one));
    }
    if (this.isTold(given) || this.isTold(taken)) return false;
    return partsDiffer(given, taken, checker, differ);
  }
}

function partsDiffer(
  given: ts.Type,
  taken: ts.Type,
  checker: ts.TypeChecker,
  differ: (one: ts.Type, other: ts.Type) => boolean,
): boolean {
  return partsInCommon(given, taken, checker).some(([one, other]) => differ(one, other));
}

const opaque = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive;

/** True for a type that may stand for anything: `unknown`, `any`, `object`, `{}`. */
function isOpaque(type: ts.Type, checker: ts.TypeChecker): boolean {
  if ((type.flags & opaque) !== 0) return true;
  if ((type.flags & ts.TypeFlags.Object) === 0 || isLiteral(type)) return false;
  return type.getProperties().length === 0 && !hasMore(type, checker);
}

function isLiteral(type: ts.Type): boolean {
  return ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.ObjectLiteral) !== 0;
}

function hasMore(type: ts.Type, checker: ts.TypeChecker): boolean {
  const signatures = [...type.getCallSignatures(), ...type.getConstructSignatures()];
  return signatures.length > 0 || checker.getIndexInfosOfType(type).length > 0;
}

/** What a type parameter stands for in this call. */
function standsFor(type: ts.Type, environment: Environment): ts.Type {
  const argument = environment.typeArgument(type);
  return argument === undefined ? type : standsFor(argument.type, argument.environment);
}

/** The types that a value of a type is made of. Of those of the library and of packages, only what they are given. */
function partsOf(type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] {
  if (type.isUnionOrIntersection()) return type.types;
  if ((type.flags & ts.TypeFlags.Object) === 0) return [];
  const { objectFlags } = type as ts.ObjectType;
  const given = objectFlags & ts.ObjectFlags.Reference ? checker.getTypeArguments(type as ts.TypeReference) : [];
  const declarations = (type.symbol as ts.Symbol | undefined)?.declarations ?? [];
  const isAnonymous = (objectFlags & ts.ObjectFlags.Anonymous) !== 0;
  const isForeign =
    !isAnonymous && declarations.length > 0 && declarations.every((one) => one.getSourceFile().isDeclarationFile);
  const called = isAnonymous ? type.getCallSignatures()[0] : undefined;
  if (called !== undefined) {
    const parameters = called.parameters.map((parameter) => checker.getTypeOfSymbol(parameter));
    return [...parameters, checker.getReturnTypeOfSignature(called)];
  }
  if (isForeign && (objectFlags & ts.ObjectFlags.Mapped) === 0) return given;
  const members = checker.getPropertiesOfType(type).map((member) => checker.getTypeOfSymbol(member));
  return [...given, ...members, ...checker.getIndexInfosOfType(type).map((info) => info.type)];
}

/** The parts of two types that stand for each other. */
function partsInCommon(
  given: ts.Type,
  taken: ts.Type,
  checker: ts.TypeChecker,
): readonly (readonly [ts.Type, ts.Type])[] {
  const isReference = (type: ts.Type): type is ts.TypeReference => {
    return (
      (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0
    );
  };
  const elements = [given, taken].map((type) => checker.getIndexTypeOfType(type, ts.IndexKind.Number));
  const [one, other] = elements;
  if (one !== undefined && other !== undefined) return [[one, other]];
  if (isReference(given) && isReference(taken)) {
    if (nameOf(given) !== nameOf(taken)) return [];
    const [first, second] = [checker.getTypeArguments(given), checker.getTypeArguments(taken)];
    return first.flatMap((argument, index) => {
      const beside = second[index];
      return beside === undefined ? [] : [[argument, beside] as const];
    });
  }
  const [calledAs, called] = [taken.getCallSignatures()[0], given.getCallSignatures()[0]];
  if (calledAs !== undefined && called !== undefined) return partsOfFunctions(called, calledAs, checker);
  const members = checker.getPropertiesOfType(taken).flatMap((member) => {
    const own = checker.getPropertyOfType(given, member.name);
    return own === undefined ? [] : [[checker.getTypeOfSymbol(own), checker.getTypeOfSymbol(member)] as const];
  });
  const others = checker.getIndexTypeOfType(taken, ts.IndexKind.String);
  if (others === undefined) return members;
  const index = checker.getIndexTypeOfType(given, ts.IndexKind.String);
  const own = index === undefined ? partsOf(given, checker) : [index];
  return [...members, ...own.map((part) => [part, others] as const)];
}

function nameOf({ symbol }: ts.Type): string {
  return symbol.name.replace(/^Readonly/, "");
}

function partsOfFunctions(called: ts.Signature, calledAs: ts.Signature, checker: ts.TypeChecker) {
  const parameters = called.parameters.flatMap((parameter, index) => {
    const given = calledAs.parameters[index];
    return given === undefined ? [] : [[checker.getTypeOfSymbol(given), checker.getTypeOfSymbol(parameter)] as const];
  });
  const results = [checker.getReturnTypeOfSignature(called), checker.getReturnTypeOfSignature(calledAs)] as const;
  return [...parameters, results];
}
