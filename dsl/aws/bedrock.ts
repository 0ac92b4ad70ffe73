import type { CallOptions } from "../call-options.js";
import { performCall } from "../native-run.js";

/** A call of a model. Its input is in `Body`, as JSON that the model documents, or lies in S3. */
export interface ModelRequest {
  readonly ModelId: string;
  readonly Body?: object;
  /** The input lies in S3. */
  readonly Input?: { readonly S3Uri: string };
  /** The answer is written to S3. */
  readonly Output?: { readonly S3Uri: string };
  /** Default `application/json`. */
  readonly ContentType?: string;
  readonly Accept?: string;
  readonly Trace?: "ENABLED" | "DISABLED" | "ENABLED_FULL";
  readonly GuardrailIdentifier?: string;
  readonly GuardrailVersion?: string;
}

/** What a model answers; nobody checks that its body is of the type. */
export interface ModelAnswer<Body> {
  /** As JSON; where the answer is written to S3, it says where. */
  readonly Body: Body;
  readonly ContentType: string;
}

/**
 * Amazon Bedrock, codeless: calls a model with JSON and gives its answer as JSON (`bedrock:invokeModel`). For other actions
 * declare the service, such as `awsService<Bedrock>("bedrock")` or `awsService<BedrockRuntime>("bedrockruntime")`.
 *
 * @see AWS page "Invoke and customize Amazon Bedrock models with Step Functions"
 */
export const bedrock = {
  invokeModel: async <Body = unknown>(input: ModelRequest, options?: CallOptions): Promise<ModelAnswer<Body>> =>
    (await performCall({ task: "bedrock:invokeModel", input, options })) as ModelAnswer<Body>,
};
