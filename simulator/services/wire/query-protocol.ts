import { randomUUID } from "node:crypto";
import { readForm } from "../../http/encoded-text.js";
import type { HttpHandler, HttpRequest, HttpResponse } from "../../http/http-handler.js";
import { AwsError } from "./aws-error.js";
import { writeXml, type XmlContent } from "./xml.js";

/** The parameters of a request: structures by member name, lists and maps by number. */
export interface QueryParameters {
  readonly text: string | undefined;
  readonly members: ReadonlyMap<string, QueryParameters>;
}

export type QueryAction = (
  parameters: QueryParameters,
  request: HttpRequest,
) => XmlContent | undefined | Promise<XmlContent | undefined>;

const maxDepth = 20;

/** The wire handler of a service that speaks the AWS query protocol: a form in, XML out. */
export function queryProtocolHandler(
  namespace: string,
  findAction: (name: string) => QueryAction | undefined,
  maxBodyBytes: number,
): HttpHandler {
  return async (request) => {
    try {
      if (request.body.length > maxBodyBytes)
        throw new AwsError("RequestEntityTooLarge", "The request is too large", { status: 413 });
      const form = formOf(request);
      const name = form.get("Action") ?? "";
      const action = findAction(name);
      if (action === undefined) throw new AwsError("InvalidAction", `The simulator does not have this action: ${name}`);
      const result = await action(readParameters(form), request);
      return respond(200, `${name}Response`, namespace, {
        ...(result !== undefined && { [`${name}Result`]: result }),
        ResponseMetadata: { RequestId: randomUUID() },
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return queryProtocolError(error, namespace);
    }
  };
}

/** Whether a request is of the query protocol: services that speak JSON too tell them apart by it. */
export function isQueryRequest({ method, query, headers }: HttpRequest): boolean {
  if (headers["x-amz-target"] !== undefined) return false;
  if (method === "GET") return query.has("Action");
  return headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
}

function formOf({ method, query, isQueryBroken, body }: HttpRequest): URLSearchParams {
  const form = method === "GET" ? (isQueryBroken === true ? undefined : query) : readForm(body);
  if (form === undefined) throw new AwsError("MalformedInput", "The parameters of the request are not UTF-8 text");
  return form;
}

/** A refusal as a client of the query protocol reads it. */
export function queryProtocolError(error: AwsError, namespace: string): HttpResponse {
  const Type = error.status >= 500 ? "Receiver" : "Sender";
  const body = { Error: { Type, Code: error.code, Message: error.message }, RequestId: randomUUID() };
  return respond(error.status, "ErrorResponse", namespace, body);
}

export function textOf(parameters: QueryParameters, name: string): string | undefined {
  return parameters.members.get(name)?.text;
}

/** The text of a parameter that must be there. Throws `InvalidParameter`. */
export function requiredText(parameters: QueryParameters, name: string): string {
  const value = textOf(parameters, name);
  if (value === undefined || value === "")
    throw new AwsError("InvalidParameter", `Invalid parameter: ${name} is required`);
  return value;
}

/** The members of a list: `Name.member.1`, `Name.member.2`, … */
export function listOf(parameters: QueryParameters, name: string, memberName = "member"): readonly QueryParameters[] {
  return [...(parameters.members.get(name)?.members.get(memberName)?.members ?? [])]
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, member]) => member);
}

/** The entries of a map: `Name.entry.1.key` and `Name.entry.1.value`. */
export function mapOf(
  parameters: QueryParameters,
  name: string,
  keyName = "key",
  valueName = "value",
): ReadonlyMap<string, QueryParameters> {
  const entries = listOf(parameters, name, "entry").map((entry) => {
    const value = entry.members.get(valueName) ?? { text: "", members: new Map() };
    return [textOf(entry, keyName) ?? "", value] as const;
  });
  return new Map(entries);
}

function readParameters(form: URLSearchParams): QueryParameters {
  type Open = { text: string | undefined; readonly members: Map<string, Open> };
  const root: Open = { text: undefined, members: new Map() };
  for (const [name, value] of form) {
    const path = name.split(".");
    if (path.length > maxDepth) throw new AwsError("MalformedInput", "A parameter name is nested too deeply");
    let node = root;
    for (const part of path) {
      const below = node.members.get(part) ?? { text: undefined, members: new Map<string, Open>() };
      node.members.set(part, below);
      node = below;
    }
    node.text = value;
  }
  return root;
}

function respond(status: number, name: string, namespace: string, content: XmlContent): HttpResponse {
  return {
    status,
    headers: { "content-type": "text/xml", "x-amzn-requestid": randomUUID() },
    body: writeXml(name, content, ` xmlns="${namespace}"`),
  };
}
