import { serializationError, validationError } from "./aws-error.js";

/**
 * The shape of a request, or of a part of one, as the service's model declares it.
 *
 * `read` turns JSON into a typed value and throws `SerializationException` where the JSON has another type;
 * `check` adds a sentence to `problems` for every constraint (length, range, pattern, enum) that the value breaks.
 * Members that a structure does not list are refused by name: clients send none but those of the service's model, so what
 * is not listed is not simulated.
 */
export interface Shape<T> {
  read(json: unknown): T;
  check(value: T, path: string, problems: string[]): void;
}

/** The type that a shape reads. */
export type ShapeValue<S> = S extends Shape<infer T> ? T : never;

type Members = Readonly<Record<string, Shape<unknown>>>;

/** The type of a structure: required members are there, the others may be missing. */
export type StructureValue<M extends Members, R extends keyof M> = {
  readonly [K in R]: ShapeValue<M[K]>;
} & { readonly [K in Exclude<keyof M, R>]?: ShapeValue<M[K]> | undefined };

interface LengthLimits {
  readonly min?: number;
  readonly max?: number;
}

/** A string, optionally bounded in length, matched against a pattern, or one of an enumeration. */
export function text<const E extends string = string>(
  limits: LengthLimits & { readonly pattern?: string; readonly values?: readonly E[] } = {},
): Shape<E> {
  const whole = limits.pattern === undefined ? undefined : new RegExp(`^(?:${limits.pattern})$`, "u");
  return {
    read: (json) => {
      if (typeof json === "string") return json as E;
      throw wrongType(json, "String");
    },
    check: (value, path, problems) => {
      const fail = failure(value, path, problems);
      if (whole !== undefined && !whole.test(value))
        fail(`Member must satisfy regular expression pattern: ${limits.pattern}`);
      if (limits.values !== undefined && !limits.values.includes(value))
        fail(`Member must satisfy enum value set: [${limits.values.join(", ")}]`);
      checkLength(value.length, limits, fail);
    },
  };
}

/** A whole number. */
export function integer(limits: { readonly min?: number; readonly max?: number } = {}): Shape<number> {
  return {
    read: (json) => {
      if (typeof json === "number") return Math.trunc(json);
      throw wrongType(json, "Integer");
    },
    check: (value, path, problems) => {
      const fail = failure(value, path, problems);
      if (limits.min !== undefined && value < limits.min)
        fail(`Member must have value greater than or equal to ${limits.min}`);
      if (limits.max !== undefined && value > limits.max)
        fail(`Member must have value less than or equal to ${limits.max}`);
    },
  };
}

/** A number with a fraction, also the wire form of a timestamp: seconds since 1970. */
export const decimal: Shape<number> = {
  read: (json) => {
    if (typeof json === "number") return json;
    throw wrongType(json, "Double");
  },
  check: () => {},
};

export const bool: Shape<boolean> = {
  read: (json) => {
    if (typeof json === "boolean") return json;
    throw wrongType(json, "Boolean");
  },
  check: () => {},
};

/** Bytes, base64 in JSON. The value keeps the canonical base64 text. */
export const blob: Shape<string> = {
  read: (json) => {
    if (typeof json !== "string") throw serializationError("only base-64-encoded strings are convertible to bytes");
    if (json.length % 4 !== 0)
      throw serializationError(`Base64 encoded length is expected a multiple of 4 bytes but found: ${json.length}`);
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(json)) throw serializationError("Invalid Base64 character detected");
    return Buffer.from(json, "base64").toString("base64");
  },
  check: () => {},
};

/** A member that the service has and the simulator does not: its presence is refused by name. */
export function notSimulated(name: string, reason = ""): Shape<never> {
  return {
    read: () => {
      throw validationError(`${name} is not simulated${reason === "" ? "" : `: ${reason}`}.`);
    },
    check: () => {},
  };
}

const memberNotSimulated = (name: string): Error => validationError(`The member ${name} is not simulated.`);

/** Any JSON, as it is. */
export const anyJson: Shape<unknown> = { read: (json) => json, check: () => {} };

export function list<T>(member: Shape<T>, limits: LengthLimits = {}): Shape<readonly T[]> {
  return {
    read: (json) => {
      if (!Array.isArray(json)) throw wrongContainer(json, "list");
      return json.map((item) => {
        if (item === null) throw serializationError("A list member must not be null");
        return member.read(item);
      });
    },
    check: (value, path, problems) => {
      checkLength(value.length, limits, failure(value, path, problems));
      value.forEach((item, index) => member.check(item, `${path}.${index + 1}.member`, problems));
    },
  };
}

export function map<T>(
  value: Shape<T>,
  limits: LengthLimits & { readonly key?: Shape<string> } = {},
): Shape<Readonly<Record<string, T>>> {
  return {
    read: (json) => {
      if (!isJsonObject(json)) throw wrongContainer(json, "map");
      const entries = Object.entries(json).filter(([, member]) => member !== null);
      return Object.fromEntries(entries.map(([key, member]) => [key, value.read(member)]));
    },
    check: (entries, path, problems) => {
      checkLength(Object.keys(entries).length, limits, failure(entries, path, problems));
      for (const [key, member] of Object.entries(entries)) {
        limits.key?.check(key, `${path}.${key}.key`, problems);
        value.check(member, `${path}.${key}.member`, problems);
      }
    },
  };
}

export function structure<M extends Members, R extends keyof M = never>(
  members: M,
  required: readonly R[] = [],
): Shape<StructureValue<M, R>> {
  return {
    read: (json) => {
      if (!isJsonObject(json)) throw wrongContainer(json, "structure");
      for (const name of Object.keys(json))
        if (!Object.hasOwn(members, name) && json[name] !== null) throw memberNotSimulated(name);
      const result: Record<string, unknown> = {};
      for (const [name, member] of Object.entries(members)) {
        const found = Object.hasOwn(json, name) ? json[name] : undefined;
        if (found !== undefined && found !== null) result[name] = member.read(found);
      }
      return result as StructureValue<M, R>; // every member was read by the shape of its own name
    },
    check: (value, path, problems) => {
      const values = value as Readonly<Record<string, unknown>>;
      for (const [name, member] of Object.entries(members)) {
        const at = path === "" ? lowerFirst(name) : `${path}.${lowerFirst(name)}`;
        const found = values[name];
        if (found !== undefined) member.check(found, at, problems);
        else if (required.includes(name as unknown as R)) failure(null, at, problems)("Member must not be null");
      }
    },
  };
}

/** A shape that contains itself. */
export function lazy<T>(shape: () => Shape<T>): Shape<T> {
  return {
    read: (json) => shape().read(json),
    check: (value, path, problems) => shape().check(value, path, problems),
  };
}

export function isJsonObject(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function failure(value: unknown, path: string, problems: string[]): (constraint: string) => void {
  return (constraint) =>
    problems.push(`Value ${printValue(value)} at '${path}' failed to satisfy constraint: ${constraint}`);
}

function printValue(value: unknown): string {
  if (value === null) return "null";
  return `'${printMember(value)}'`;
}

function printMember(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printMember).join(", ")}]`;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function checkLength(length: number, limits: LengthLimits, fail: (constraint: string) => void): void {
  if (limits.min !== undefined && length < limits.min)
    fail(`Member must have length greater than or equal to ${limits.min}`);
  if (limits.max !== undefined && length > limits.max)
    fail(`Member must have length less than or equal to ${limits.max}`);
}

function wrongType(json: unknown, target: string): Error {
  switch (typeof json) {
    case "string":
      return serializationError(`STRING_VALUE cannot be converted to ${target}`);
    case "number":
      return serializationError(
        `${Number.isInteger(json) ? "NUMBER_VALUE" : "DECIMAL_VALUE"} cannot be converted to ${target}`,
      );
    case "boolean":
      return serializationError(`${json ? "TRUE_VALUE" : "FALSE_VALUE"} cannot be converted to ${target}`);
    default:
      return serializationError(
        Array.isArray(json)
          ? `Unrecognized collection type class java.lang.${target}`
          : "Start of structure or map found where not expected",
      );
  }
}

function wrongContainer(json: unknown, wanted: "list" | "map" | "structure"): Error {
  if (Array.isArray(json)) return serializationError("Start of list found where not expected");
  if (typeof json === "object" && wanted === "list")
    return serializationError("Start of structure or map found where not expected");
  return serializationError(wanted === "structure" ? "Unexpected value type in payload" : "Unexpected field type");
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
