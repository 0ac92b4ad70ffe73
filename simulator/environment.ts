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
 * takes. Throws for an endpoint that is no URL, an account without twelve digits, and a scale that is no such number.
 *
 * @see AWS Step Functions developer guide, "Setting configuration options for Step Functions Local"
 */
export function optionsFromEnvironment(environment: Readonly<Record<string, string | undefined>>): SimulatorOptions {
  const endpoints: Record<string, string> = {};
  for (const [variable, service] of Object.entries(endpointVariables)) {
    const endpoint = environment[variable];
    if (endpoint === undefined || endpoint === "") continue;
    if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint))
      throw new Error(`${variable} is a URL such as http://127.0.0.1:5000, and not '${endpoint}'.`);
    endpoints[service] = endpoint;
  }
  const { AWS_ACCOUNT_ID: account, AWS_DEFAULT_REGION: region, SFN_MOCK_CONFIG: mockConfig } = environment;
  if (account !== undefined && account !== "" && !/^\d{12}$/.test(account))
    throw new Error(`AWS_ACCOUNT_ID is a number of twelve digits, such as 123456789012, and not '${account}'.`);
  return {
    ...(Object.keys(endpoints).length === 0 ? {} : { endpoints }),
    ...(account === undefined || account === "" ? {} : { account }),
    ...(region === undefined || region === "" ? {} : { region }),
    ...(mockConfig === undefined || mockConfig === "" ? {} : { mockConfig }),
    ...clockOfWaitTimeScale(environment.WAIT_TIME_SCALE),
  };
}

/** The clock under which a second of waiting takes this part of a second; no time at all for 0. Throws for other text. */
export function clockOfWaitTimeScale(text = ""): Pick<SimulatorOptions, "clock"> {
  if (text.trim() === "") return {};
  const factor = Number(text);
  if (!Number.isFinite(factor) || factor < 0)
    throw new Error(`The wait time scale is a number from 0 on, such as 0.1, and not '${text}'.`);
  if (factor === 1) return {};
  return { clock: factor === 0 ? "virtual" : { scale: 1 / factor } };
}
