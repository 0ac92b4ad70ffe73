import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";

const apiEndpoint = /^[0-9a-z]+\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;
const methodsWithBody: readonly unknown[] = ["PATCH", "POST", "PUT"];
const methods: readonly unknown[] = ["GET", "DELETE", "HEAD", "OPTIONS", ...methodsWithBody];
const authTypes: readonly unknown[] = ["NO_AUTH", "IAM_ROLE", "RESOURCE_POLICY"];

const refusedPrefixes = ["x-forwarded", "x-amz"];
const refusedHeaders: ReadonlySet<string> = new Set([
  ...["authorization", "connection", "content-md5", "expect", "host", "max-forwards", "proxy-authenticate", "server"],
  ...["te", "transfer-encoding", "trailer", "upgrade", "via", "www-authenticate"],
]);

/** What the value of a parameter has to be, beyond text. */
const formats: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  AllowNullValues: (value) => typeof value === "boolean",
  ApiEndpoint: (value) => typeof value === "string" && apiEndpoint.test(value),
  AuthType: (value) => authTypes.includes(value),
  Headers: listsOfTexts,
  Method: (value) => methods.includes(value),
  QueryParameters: listsOfTexts,
};

/**
 * What is wrong with the parameters of `apigateway:invoke`, besides names and missing ones, which keeps the task from being
 * scheduled. Of the service's words those of a format are recorded, the others are ours.
 *
 * @see AWS Step Functions developer guide, "Create API Gateway REST APIs with Step Functions", "Request format"
 */
export function apiGatewayProblems(parameters: JsonObject): readonly string[] {
  const formless = Object.entries(formats)
    .filter(([name, isWell]) => !isWell(parameters[name] ?? wellFormed[name] ?? null))
    .map(([name]) => `The value of the field '${name}' has an invalid format`);
  return [...formless, ...headerProblems(parameters.Headers), ...bodyProblems(parameters)];
}

/** For parameters that are not given, where that is well. */
const wellFormed: JsonObject = { AllowNullValues: false, AuthType: "NO_AUTH", Headers: {}, QueryParameters: {} };

function listsOfTexts(value: JsonValue): boolean {
  if (!isJsonObject(value)) return false;
  return Object.values(value).every(
    (texts) => Array.isArray(texts) && texts.every((text: JsonValue) => typeof text === "string"),
  );
}

function headerProblems(headers: JsonValue | undefined): readonly string[] {
  const refused = Object.keys(isJsonObject(headers) ? headers : {}).filter((name) => {
    const small = name.toLowerCase();
    return refusedHeaders.has(small) || refusedPrefixes.some((prefix) => small.startsWith(prefix));
  });
  return refused.length === 0 ? [] : [`The field 'Headers' contains unsupported values: ${refused.join(", ")}`];
}

/** An empty object is no body: the developer guide's own example of GET has one. */
function bodyProblems({ Method: method, RequestBody: body }: JsonObject): readonly string[] {
  const isNothing = body === undefined || body === null || (isJsonObject(body) && Object.keys(body).length === 0);
  return isNothing || methodsWithBody.includes(method)
    ? []
    : ["The field 'RequestBody' is only supported for the methods PATCH, POST and PUT"];
}
