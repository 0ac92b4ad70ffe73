/** Something that is deployed beside a Lambda function and has a name: a table, an event bus, a queue. */
export interface NamedResource {
  readonly name: string;
  /** What requests call it locally, where that is not its name: the URL of a queue, the ARN of a topic. */
  readonly localName?: string;
}

/**
 * A resource that the code of a Lambda task uses through the AWS SDK. `infra/` grants the function exactly these actions
 * on exactly this resource, and hands it the resource's real name (see {@link resourceName}).
 */
export interface ResourceUse {
  readonly on: NamedResource;
  /** IAM action names, such as `dynamodb:UpdateItem`. Constants: they are read when the workflow is compiled. */
  readonly actions: readonly string[];
}

/**
 * The name under which the code of a Lambda task finds a table, bus, queue (its URL), topic (its ARN) or bucket at run time.
 *
 * Locally that is the declared name, or the URL or ARN made of it. Deployed, `infra/` sets an environment variable that holds the real one: the
 * declared name in capitals after `SETPIECE_NAME_`, other characters than letters and digits as `_`
 * (`stock-levels` → `SETPIECE_NAME_STOCK_LEVELS`).
 */
export function resourceName(resource: NamedResource): string {
  return process.env[resourceNameVariable(resource.name)] ?? resource.localName ?? resource.name;
}

/** The environment variable that {@link resourceName} reads for a declared name. */
export function resourceNameVariable(name: string): string {
  return `SETPIECE_NAME_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;
}
