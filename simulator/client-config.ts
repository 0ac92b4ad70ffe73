/** What a client of the AWS SDK for JavaScript is made with. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly disableHostPrefix: true;
  readonly forcePathStyle: true;
}

/**
 * The configuration with which clients of the AWS SDK reach a simulator, for Step Functions and for every other service behind
 * the address: `new SFNClient(clientConfig(simulator.url))`.
 *
 * - Without `disableHostPrefix` an SDK sends `StartSyncExecution` and `TestState` to `sync-<host>`.
 * - Without `forcePathStyle` S3's client puts the bucket before the host.
 * - The credentials stand for none; nothing looks at them.
 *
 * @param region that of the simulator
 */
export function clientConfig(url: string, region = "us-east-1"): ClientConfig {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return { endpoint: url, region, credentials, disableHostPrefix: true, forcePathStyle: true };
}
