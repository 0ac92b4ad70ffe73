import { createHash } from "node:crypto";
import type { ServicePlace } from "../service-place.js";
import { AwsError } from "../wire/aws-error.js";

export type ParameterType = "String" | "StringList" | "SecureString";
export type ParameterTier = "Standard" | "Advanced";

/** A parameter as it was written at some time. */
export interface ParameterVersion {
  readonly version: number;
  readonly type: ParameterType;
  readonly value: string;
  readonly tier: ParameterTier;
  /** Of a SecureString. */
  readonly keyId: string | undefined;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  readonly modifiedMs: number;
}

export interface Parameter {
  readonly name: string;
  /** The oldest first; the last one counts. */
  readonly versions: readonly ParameterVersion[];
  readonly tags: ReadonlyMap<string, string>;
}

export interface ParametersState extends ServicePlace {
  readonly parameters: Map<string, Parameter>;
}

/** What a request names: a parameter, perhaps in one of its versions. */
export interface SelectedParameter {
  readonly parameter: Parameter;
  readonly version: ParameterVersion;
  /** `:3`, where a version was asked for. */
  readonly selector: string | undefined;
}

/** The service tells no more than the name of this error. */
export const parameterNotFound = (): AwsError => new AwsError("ParameterNotFound", "");

export function latest({ versions }: Parameter): ParameterVersion {
  const version = versions.at(-1);
  if (version === undefined) throw new Error("A parameter has a version.");
  return version;
}

/**
 * Finds `name`, `name:3`, or the same as an ARN; undefined where it is missing.
 *
 * Throws `ParameterVersionNotFound`, and a refusal of labels, which are not simulated.
 */
export function findParameter(state: ParametersState, id: string): SelectedParameter | undefined {
  const [, path = id] = /^arn:[^:]+:ssm:[^:]*:[^:]*:parameter(\/.*)$/.exec(id) ?? [];
  const [name = "", selector] = path.split(":");
  // An ARN has a slash before names that have none themselves.
  const parameter = state.parameters.get(name) ?? (path === id ? undefined : state.parameters.get(name.slice(1)));
  if (selector !== undefined && !/^\d+$/.test(selector))
    throw new AwsError("ValidationException", `The simulator has no labels of parameters: ${id}.`);
  if (parameter === undefined) return undefined;
  if (selector === undefined) return { parameter, version: latest(parameter), selector };
  const version = parameter.versions.find((candidate) => candidate.version === Number(selector));
  if (version === undefined)
    throw new AwsError(
      "ParameterVersionNotFound",
      `Systems Manager could not find version ${selector} of ${parameter.name}. Verify the version and try again.`,
    );
  return { parameter, version, selector: `:${selector}` };
}

export function arnOf({ region, accountId }: ParametersState, { name }: Parameter): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter${name.startsWith("/") ? "" : "/"}${name}`;
}

/** What a request without `WithDecryption` gets of a SecureString: text that says nothing of the value. */
export function shownValue({ type, value, version }: ParameterVersion, decrypted: boolean | undefined): string {
  if (type !== "SecureString" || decrypted === true) return value;
  const digest = createHash("sha512").update(`${salt}${version}${value}`).digest();
  return Buffer.concat([Buffer.from("0102020078", "hex"), digest]).toString("base64");
}

/** Keeps what stands for a value from being looked up. */
const salt = createHash("sha256").update(String(process.hrtime.bigint())).digest("hex");
