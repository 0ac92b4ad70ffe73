import type { CallOptions } from "../call-options.js";
import { performCall } from "../native-run.js";

/** A request to an API of Amazon API Gateway. */
export interface ApiRequest {
  /** The host, such as `a1b2c3.execute-api.eu-west-1.amazonaws.com`. */
  readonly ApiEndpoint: string;
  readonly Method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH" | "HEAD" | "OPTIONS";
  readonly Stage?: string;
  readonly Path?: string;
  /** Each with the values that it has. */
  readonly Headers?: Readonly<Record<string, readonly string[]>>;
  readonly QueryParameters?: Readonly<Record<string, readonly string[]>>;
  /** JSON, or text that is sent as it is. */
  readonly RequestBody?: unknown;
  /** `IAM_ROLE` signs the request as the role of the machine. Default `NO_AUTH`. */
  readonly AuthType?: "NO_AUTH" | "IAM_ROLE" | "RESOURCE_POLICY";
  /** Members that are null are sent. Default false. */
  readonly AllowNullValues?: boolean;
}

/** What an API answered: a status from 200 to 299. Any other is an error named `ApiGateway.<status>`. */
export interface ApiAnswer<Body> {
  readonly StatusCode: number;
  readonly StatusText: string;
  readonly Headers: Readonly<Record<string, readonly string[]>>;
  /** What the body says where it is JSON, else its text. Nobody checks that it is of the type. */
  readonly ResponseBody: Body;
}

/**
 * APIs of Amazon API Gateway, codeless (`apigateway:invoke`). Inside `waitForToken`, the token goes into a header or
 * the body.
 *
 * @see AWS page "Create API Gateway REST APIs with Step Functions"
 */
export const apigateway = {
  invoke: async <Body = unknown>(input: ApiRequest, options?: CallOptions): Promise<ApiAnswer<Body>> =>
    (await performCall({ task: "apigateway:invoke", input, options })) as ApiAnswer<Body>,
};
