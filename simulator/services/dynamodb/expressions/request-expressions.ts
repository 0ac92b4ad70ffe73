import { AwsError, validationError } from "../../wire/aws-error.js";
import type { RawItem } from "../attribute-value-shape.js";
import type { Condition } from "./condition.js";
import type { DocumentPath } from "./document-path.js";
import { ExpressionScope } from "./expression-scope.js";
import { type KeyPredicate, legacyKeyPredicates, readKeyPredicates } from "./key-condition.js";
import { type ExpectedAttribute, expectedCondition, type LegacyCondition, legacyFilter } from "./legacy-conditions.js";
import { type AttributeUpdate, legacyUpdates } from "./legacy-updates.js";
import { parseCondition } from "./parse-condition.js";
import { parseProjection } from "./parse-projection.js";
import { parseUpdate } from "./parse-update.js";
import { resolveCondition } from "./resolve-condition.js";
import { resolveUpdate } from "./resolve-update.js";
import type { UpdateAction } from "./update.js";

type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };

type ExpressionParameters = Optional<{
  UpdateExpression: string;
  ConditionExpression: string;
  KeyConditionExpression: string;
  FilterExpression: string;
  ProjectionExpression: string;
}>;

type LegacyParameters = Optional<{
  AttributesToGet: readonly string[];
  AttributeUpdates: Readonly<Record<string, AttributeUpdate>>;
  Expected: Readonly<Record<string, ExpectedAttribute>>;
  QueryFilter: Readonly<Record<string, LegacyCondition>>;
  ScanFilter: Readonly<Record<string, LegacyCondition>>;
  ConditionalOperator: "AND" | "OR";
  KeyConditions: Readonly<Record<string, LegacyCondition>>;
}>;

/** The expressions of a request, and the parameters that did their work before there were expressions. */
export type ExpressionRequest = ExpressionParameters &
  LegacyParameters &
  Optional<{ ExpressionAttributeNames: Readonly<Record<string, string>>; ExpressionAttributeValues: RawItem }>;

/** What the expressions of a request mean. */
export interface RequestExpressions {
  readonly condition: Condition | undefined;
  readonly filter: Condition | undefined;
  readonly projection: readonly DocumentPath[] | undefined;
  readonly update: readonly UpdateAction[];
  readonly keyPredicates: readonly KeyPredicate[];
}

/** The parameters that an operation knows, in the order in which the service names them. */
export interface ExpressionUse {
  readonly expressions: readonly (keyof ExpressionParameters)[];
  readonly legacy: readonly (keyof LegacyParameters)[];
}

const maxExpressionBytes = 4096;

const mostParsed = 1_000;

/** Parses a text once: an application sends the same few over and over, and what is parsed is not changed. */
function parsedOnce<T>(parse: (source: string) => T): (source: string) => T {
  const known = new Map<string, T>();
  return (source) => {
    const found = known.get(source);
    if (found !== undefined) return found;
    const parsed = parse(source);
    if (known.size >= mostParsed) known.clear();
    known.set(source, parsed);
    return parsed;
  };
}

const parseConditionOnce = parsedOnce(parseCondition);
const parseUpdateOnce = parsedOnce(parseUpdate);

/** Reads all expressions of a request. Throws `ValidationException`. */
export function readExpressions(request: ExpressionRequest, use: ExpressionUse): RequestExpressions {
  checkMixture(request, use);
  const scope = new ExpressionScope(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
  const read = <T>(parameter: keyof ExpressionParameters, parse: (source: string) => T): T | undefined => {
    const source = request[parameter];
    if (source === undefined) return undefined;
    return inParameter(parameter, () => {
      checkSize(source);
      return parse(source);
    });
  };
  const condition = (source: string) => resolveCondition(parseConditionOnce(source), scope);
  const update = read("UpdateExpression", (source) => resolveUpdate(parseUpdateOnce(source), scope));
  const ownCondition = read("ConditionExpression", condition);
  inParameter("KeyConditionExpression", () => checkSize(request.KeyConditionExpression ?? ""));
  const keyPredicates =
    request.KeyConditionExpression === undefined
      ? undefined
      : readKeyPredicates(request.KeyConditionExpression, scope, (parse) =>
          inParameter("KeyConditionExpression", parse),
        );
  const filter = read("FilterExpression", condition);
  const projection = read("ProjectionExpression", (source) => parseProjection(source, scope));
  scope.checkAllUsed();
  const operator = request.ConditionalOperator;
  return {
    condition: ownCondition ?? expectedCondition(request.Expected ?? {}, operator),
    filter: filter ?? legacyFilter(request.QueryFilter ?? request.ScanFilter ?? {}, operator),
    projection: projection ?? attributesToGet(request.AttributesToGet),
    update: update ?? legacyUpdates(request.AttributeUpdates ?? {}),
    keyPredicates: keyPredicates ?? legacyKeyPredicates(request.KeyConditions ?? {}),
  };
}

function checkSize(source: string): void {
  if (Buffer.byteLength(source) > maxExpressionBytes)
    throw validationError(
      `Expression size has exceeded the maximum allowed size; expression size: ${Buffer.byteLength(source)}`,
    );
}

/** Says in which parameter an expression went wrong. */
function inParameter<T>(parameter: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(`Invalid ${parameter}: ${error.message}`);
  }
}

function checkMixture(request: ExpressionRequest, use: ExpressionUse): void {
  const expressions = use.expressions.filter((parameter) => request[parameter] !== undefined);
  const legacy = use.legacy.filter((parameter) => request[parameter] !== undefined);
  // KeyConditions may stand beside a filter expression.
  const clashing =
    request.KeyConditionExpression === undefined ? legacy.filter((name) => name !== "KeyConditions") : legacy;
  if (expressions.length > 0 && clashing.length > 0)
    throw validationError(
      `Can not use both expression and non-expression parameters in the same request: ` +
        `Non-expression parameters: {${clashing.join(", ")}} Expression parameters: {${expressions.join(", ")}}`,
    );
  if (request.ExpressionAttributeNames !== undefined && expressions.length === 0)
    throw validationError("ExpressionAttributeNames can only be specified when using expressions");
  const withValues = use.expressions.filter((parameter) => parameter !== "ProjectionExpression");
  const hasNone = withValues.every((parameter) => request[parameter] === undefined);
  if (request.ExpressionAttributeValues !== undefined && withValues.length > 0 && hasNone)
    throw validationError(
      `ExpressionAttributeValues can only be specified when using expressions: ` +
        `${withValues.join(" and ")} ${withValues.length > 1 ? "are" : "is"} null`,
    );
}

function attributesToGet(names: readonly string[] | undefined): readonly DocumentPath[] | undefined {
  if (names === undefined) return undefined;
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated !== undefined)
    throw validationError(`One or more parameter values were invalid: Duplicate value in attribute name: ${repeated}`);
  return names.map((name) => [name]);
}
