/** What local runs use for AWS (docs/architecture.md): the machines in `build/` name this region and account. */
export const localRegion = "us-east-1";
export const localAccount = "123456789012";
export const localCredentials = { accessKeyId: "local", secretAccessKey: "local" } as const;

/** The default port of `setpiece local` and `setpiece start`, as of Step Functions Local. */
export const defaultPort = 8083;
export const defaultEndpoint = `http://127.0.0.1:${defaultPort}`;

/**
 * Points the AWS SDK of this process at a local endpoint, for task handlers that create their own clients.
 *
 * It must happen before they are imported, because most create a client at once. Profiles, sessions and endpoints of
 * single services are taken away, lest a handler reach a real account from a local run.
 */
export function pointAwsSdkAt(endpoint: string, env: NodeJS.ProcessEnv = process.env): void {
  for (const name of Object.keys(env)) {
    if (name.startsWith("AWS_ENDPOINT_URL_")) delete env[name];
  }
  for (const name of [
    "AWS_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_DEFAULT_PROFILE",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  ]) {
    delete env[name];
  }
  Object.assign(env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: localRegion,
    AWS_DEFAULT_REGION: localRegion,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  });
}

/** The AWS SDK warns on standard error about coming versions of Node; that is no message for users of this command. */
export function quietAwsSdk(env: NodeJS.ProcessEnv = process.env): void {
  env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
}
