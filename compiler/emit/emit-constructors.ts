import type { ArrayLiteral, Expression, ObjectLiteral, PropertyMember } from "../ir/expression.js";
import { arrayType, isOnly, mayBe, objectType, undefinedType } from "../ir/value-types.js";
import { arrayConstructor, call, type Code, compare, conditional, lambda, primary, stringLiteral } from "./code.js";
import type { ExpressionEmitter } from "./expression-emitter.js";

/** Object and array literals. */
export function emitConstructor(emitter: ExpressionEmitter, expression: ObjectLiteral | ArrayLiteral): Code {
  return expression.kind === "object" ? emitObject(emitter, expression) : emitArray(emitter, expression);
}

/**
 * A JSONata array constructor flattens items that are arrays, unless the item is itself written as a constructor. So an
 * item of array type is written `[X]`, one that may be an array is boxed, and a spread operand must not look like a
 * constructor.
 */
function emitArray(emitter: ExpressionEmitter, expression: ArrayLiteral): Code {
  const [only, ...others] = expression.elements;
  // A copy of an array is the array: nothing can change it.
  if (only?.spread === true && others.length === 0) return emitter.value(only.value);
  const elements = expression.elements.filter(({ spread, value }) => !spread || !isEmptyArray(value));
  return arrayConstructor(
    elements.map(({ spread, value }) => {
      const code = emitter.value(value);
      return spread ? spreadItem(code) : arrayItem(code, value.types);
    }),
  );
}

function isEmptyArray(value: Expression): boolean {
  return value.kind === "array" && value.elements.length === 0;
}

/** The text of an item that is one element. */
export function arrayItem(code: Code, types: number): string {
  if (!mayBe(types, arrayType)) return code.text;
  if (code.arrayConstructor === true) return code.text;
  return isOnly(types, arrayType) ? `[${code.text}]` : call("jsBox", code).text;
}

/** The text of an item that contributes its elements. */
export function spreadItem(code: Code): string {
  return code.arrayConstructor === true ? `(${code.text})` : code.text;
}

function emitObject(emitter: ExpressionEmitter, expression: ObjectLiteral): Code {
  const { members } = expression;
  if (isPlain(members)) return objectConstructor(emitter, members);
  let code: Code | undefined;
  let pending: Code[] = [];
  const flush = (): Code => {
    const parts = code === undefined ? pending : [code, ...pending];
    pending = [];
    code =
      parts.length === 1 && code !== undefined ? code : call("merge", arrayConstructor(parts.map((part) => part.text)));
    return code;
  };
  members.forEach((member, index) => {
    if (member.kind === "spread") {
      pending.push(emitSpread(emitter, member.value));
    } else if (index > 0 && mayBe(member.value.types, undefinedType)) {
      code = replaceMember(emitter, flush(), member);
    } else {
      pending.push(objectConstructor(emitter, [member]));
    }
  });
  return pending.length > 0 || code === undefined ? flush() : code;
}

/** True when the members have distinct constant keys, or there is a single one: `{…}` says it. */
function isPlain(members: ObjectLiteral["members"]): members is readonly PropertyMember[] {
  const keys = new Set<string>();
  for (const member of members) {
    if (member.kind === "spread") return false;
    if (typeof member.key !== "string") return members.length === 1;
    if (keys.has(member.key)) return false;
    keys.add(member.key);
  }
  return true;
}

function objectConstructor(emitter: ExpressionEmitter, members: readonly PropertyMember[]): Code {
  const entries = members.map(({ key, value }) => `${emitKey(emitter, key)}: ${emitter.value(value).text}`);
  return primary(`{${entries.join(", ")}}`);
}

function emitKey(emitter: ExpressionEmitter, key: PropertyMember["key"]): string {
  return typeof key === "string" ? stringLiteral(key).text : `(${emitter.value(key).text})`;
}

/** A member that may be undefined: JavaScript then removes what an earlier member of that key has put there. */
function replaceMember(emitter: ExpressionEmitter, base: Code, member: PropertyMember): Code {
  return emitter.bind("o", base, (object) =>
    emitter.bind("v", emitter.value(member.value), (value) => {
      const key = typeof member.key === "string" ? stringLiteral(member.key) : emitter.value(member.key);
      const [v, k] = [emitter.locals.fresh("x"), emitter.locals.fresh("k")];
      const keep = call("sift", object, lambda([v, k], compare(primary(`$${k}`), "!=", key)));
      const withMember = arrayConstructor([
        object.text,
        `{${key.text === `$${k}` ? key.text : `(${key.text})`}: ${value.text}}`,
      ]);
      return conditional(
        call("exists", value),
        call("merge", withMember),
        call("merge", arrayConstructor([keep.text])),
      );
    }),
  );
}

/** The operand of `{...x}`: null, undefined and false contribute nothing. */
function emitSpread(emitter: ExpressionEmitter, value: Expression): Code {
  const code = emitter.value(value);
  if (isOnly(value.types, objectType | undefinedType)) return code;
  return emitter.bind("o", code, (name) =>
    conditional(compare(call("type", name), "=", stringLiteral("object")), name, primary("{}")),
  );
}
