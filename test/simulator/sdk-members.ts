/** What the AWS SDK's clients know of the requests and the answers of their services. */

type Schema = unknown;

/** A member of a request, with a value that has its type. */
export interface RequestMember {
  /** Names from the request down: `GlobalSecondaryIndexes[].WarmThroughput`. */
  readonly path: string;
  readonly name: string;
  /** A request with nothing but this member. */
  readonly request: Readonly<Record<string, unknown>>;
}

const listKind = 1;
const mapKind = 2;
const structureKind = 3;
const mostLevels = 5;

/** Schemas come wrapped in functions, and in pairs with their traits. */
function unwrap(wrapped: Schema): Schema {
  let schema = wrapped;
  while (typeof schema === "function") schema = (schema as () => Schema)();
  if (!Array.isArray(schema)) return schema;
  const [first] = schema as readonly Schema[];
  return Array.isArray(first) || typeof first === "function" ? unwrap(first) : schema;
}

/** The schema of an action's request in a client's module. */
export const requestSchema = (module: Readonly<Record<string, unknown>>, action: string): Schema =>
  schemasOf(module, action)[4];

/** The schema of an action's answer in a client's module. */
export const answerSchema = (module: Readonly<Record<string, unknown>>, action: string): Schema =>
  schemasOf(module, action)[5];

function schemasOf(module: Readonly<Record<string, unknown>>, action: string): readonly Schema[] {
  const Command = module[`${action}Command`] as (new (input: object) => { schema: readonly Schema[] }) | undefined;
  if (Command === undefined) throw new Error(`The client has no ${action}`);
  return new Command({}).schema;
}

/** Every member of a request, those inside others too. */
export function* requestMembers(
  wrapped: Schema,
  prefix = "",
  around: readonly Schema[] = [],
  wrap: (inner: unknown) => unknown = (inner) => inner,
): Generator<RequestMember> {
  const schema = unwrap(wrapped);
  if (!Array.isArray(schema) || around.length > mostLevels || around.includes(schema)) return;
  const parts = schema as readonly Schema[];
  const within = [...around, schema];
  if (parts[0] === listKind) yield* requestMembers(parts[4], `${prefix}[]`, within, (inner) => wrap([inner]));
  if (parts[0] === mapKind) yield* requestMembers(parts[5], `${prefix}{}`, within, (inner) => wrap({ key: inner }));
  if (parts[0] !== structureKind) return;
  const types = parts[5] as readonly Schema[];
  for (const [index, name] of (parts[4] as readonly string[]).entries()) {
    const path = prefix === "" ? name : `${prefix}.${name}`;
    const put = (inner: unknown) => wrap({ [name]: inner });
    yield { path, name, request: put(anyValue(types[index])) as Record<string, unknown> }; // a structure wraps it
    yield* requestMembers(types[index], path, within, put);
  }
}

/** The paths of members of an answer that its schema does not have. */
export function* foreignMembers(wrapped: Schema, answer: unknown, path = ""): Generator<string> {
  const schema = unwrap(wrapped);
  if (!Array.isArray(schema) || typeof answer !== "object" || answer === null) return;
  const [kind, , , , names, types] = schema as readonly Schema[];
  if (kind === listKind) for (const member of answer as unknown[]) yield* foreignMembers(names, member, `${path}[]`);
  if (kind === mapKind) for (const member of Object.values(answer)) yield* foreignMembers(types, member, `${path}{}`);
  if (kind !== structureKind) return;
  for (const [name, member] of Object.entries(answer)) {
    const index = (names as readonly string[]).indexOf(name);
    const memberPath = path === "" ? name : `${path}.${name}`;
    if (index < 0) yield memberPath;
    else yield* foreignMembers((types as readonly Schema[])[index], member, memberPath);
  }
}

const values: Readonly<Record<number, unknown>> = { 1: 1, 2: true, 4: 0, 21: "eA==" };

function anyValue(wrapped: Schema): unknown {
  const schema = unwrap(wrapped);
  if (typeof schema === "number") return values[schema] ?? "x";
  if (!Array.isArray(schema)) return "x";
  const parts = schema as readonly Schema[];
  if (parts[0] === listKind) return [anyValue(parts[4])];
  if (parts[0] === mapKind) return { key: anyValue(parts[5]) };
  return parts[0] === structureKind ? {} : anyValue(parts[4]);
}
