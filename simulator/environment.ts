import type { SimulatorOptions } from "./simulator-options.js";

/** Variables of Step Functions Local that name a service's endpoint, and the service. */
const endpointVariables: Readonly<Record<string, string>> = {
  LAMBDA_ENDPOINT: "lambda",
  DYNAMODB_ENDPOINT: "dynamodb",
  EVENTS_ENDPOINT: "eventbridge",
  SNS_ENDPOINT: "sns",
  SQS_ENDPOINT: "sqs",
  S3_ENDPOINT: "s3",
  BATCH_ENDPOINT: "batch",
  ECS_ENDPOINT: "ecs",
  GLUE_ENDPOINT: "glue",
  SAGE_MAKER_ENDPOINT: "sagemaker",
};

/**
 * What the environment says about a simulator: the variables of Step Functions Local that have a meaning here.
 *
 * `LAMBDA_ENDPOINT`, `DYNAMODB_ENDPOINT`, `EVENTS_ENDPOINT`, `SNS_ENDPOINT`, `SQS_ENDPOINT`, `S3_ENDPOINT`,
 * `BATCH_ENDPOINT`, `ECS_ENDPOINT`, `GLUE_ENDPOINT`, `SAGE_MAKER_ENDPOINT`;
 * `AWS_ACCOUNT_ID`, `AWS_DEFAULT_REGION`; `SFN_MOCK_CONFIG`; `WAIT_TIME_SCALE`, the part of a second that a second
 * takes.
 *
 * @see AWS Step Functions developer guide, "Setting configuration options for Step Functions Local"
 */
export function optionsFromEnvironment(environment: Readonly<Record<string, string | undefined>>): SimulatorOptions {
  const endpoints: Record<string, string> = {};
  for (const [variable, service] of Object.entries(endpointVariables)) {
    const endpoint = environment[variable];
    if (endpoint !== undefined && endpoint !== "") endpoints[service] = endpoint;
  }
  const { AWS_ACCOUNT_ID: account, AWS_DEFAULT_REGION: region, SFN_MOCK_CONFIG: mockConfig } = environment;
  const timeScale = Number(environment.WAIT_TIME_SCALE);
  return {
    ...(Object.keys(endpoints).length === 0 ? {} : { endpoints }),
    ...(account === undefined || account === "" ? {} : { account }),
    ...(region === undefined || region === "" ? {} : { region }),
    ...(mockConfig === undefined || mockConfig === "" ? {} : { mockConfig }),
    ...(timeScale > 0 && timeScale !== 1 ? { clock: { scale: 1 / timeScale } } : {}),
  };
}
