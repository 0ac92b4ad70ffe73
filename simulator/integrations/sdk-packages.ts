import { createRequire } from "node:module";

/** What a client package exports. */
export type SdkModule = Readonly<Record<string, unknown>>;
export type Constructor<Instance> = new (argument: unknown) => Instance;

/** Service names of the AWS SDK integration whose client package has another name. */
const packageNames: Readonly<Record<string, string>> = {
  apigateway: "api-gateway",
  apigatewaymanagementapi: "apigatewaymanagementapi",
  bedrockruntime: "bedrock-runtime",
  cloudwatchlogs: "cloudwatch-logs",
  cognitoidentityprovider: "cognito-identity-provider",
  configservice: "config-service",
  costexplorer: "cost-explorer",
  dynamodbstreams: "dynamodb-streams",
  elasticloadbalancingv2: "elastic-load-balancing-v2",
  emrcontainers: "emr-containers",
  emrserverless: "emr-serverless",
  events: "eventbridge",
  rdsdata: "rds-data",
  redshiftdata: "redshift-data",
  resourcegroupstaggingapi: "resource-groups-tagging-api",
  secretsmanager: "secrets-manager",
  servicediscovery: "servicediscovery",
  states: "sfn",
  timestreamquery: "timestream-query",
  timestreamwrite: "timestream-write",
};

/** The client package of a service. */
export const packageOf = (service: string): string => `@aws-sdk/client-${packageNames[service] ?? service}`;

/** The client package of a service, where it is installed. */
export async function loadModule(service: string): Promise<SdkModule | undefined> {
  try {
    return (await import(packageOf(service))) as SdkModule;
  } catch {
    return undefined;
  }
}

const require = createRequire(import.meta.url);

/** As `loadModule`, at once. */
export function requireModule(service: string): SdkModule | undefined {
  try {
    return require(packageOf(service)) as SdkModule;
  } catch {
    return undefined;
  }
}

/** The commands of each client package, by action in lower case. */
const commandNames = new WeakMap<SdkModule, ReadonlyMap<string, string>>();

/** The name under which a client exports the command of an action. */
export function commandName(module: SdkModule, action: string): string | undefined {
  let names = commandNames.get(module);
  if (names === undefined) {
    const commands = Object.keys(module).filter((key) => /^[A-Z].*Command$/.test(key));
    names = new Map(commands.map((key) => [key.slice(0, -"Command".length).toLowerCase(), key]));
    commandNames.set(module, names);
  }
  return names.get(action.toLowerCase());
}
