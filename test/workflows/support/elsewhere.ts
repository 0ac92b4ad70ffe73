/**
 * The Step Functions endpoint that the end-to-end tests run against instead of a simulator in this process:
 * `SETPIECE_SFN_ENDPOINT`. All other services are at `AWS_ENDPOINT_URL`, by default the same place.
 */
export const stepFunctionsElsewhere = process.env.SETPIECE_SFN_ENDPOINT;

/** The other services, where the engine is elsewhere. Read once: worlds change the variable for the handlers. */
export const servicesElsewhere = process.env.AWS_ENDPOINT_URL ?? stepFunctionsElsewhere;

/** Where the tables are, where neither in this process nor with the other services: `SETPIECE_DYNAMODB_ENDPOINT`. */
export const dynamoDbElsewhere = process.env.SETPIECE_DYNAMODB_ENDPOINT;

/**
 * Where that engine calls Lambda functions (its `--lambda-endpoint`): the tests serve the handlers there,
 * `SETPIECE_LAMBDA_ENDPOINT`.
 */
export const lambdaEndpointHere = process.env.SETPIECE_LAMBDA_ENDPOINT ?? "http://127.0.0.1:3001";

/**
 * Another engine elsewhere, for tests that put faults between an engine and what it calls: all services but Step Functions
 * it calls at {@link faultProxyHere}. `SETPIECE_FAULTY_SFN_ENDPOINT`; without it those tests are skipped.
 */
export const faultyElsewhere = process.env.SETPIECE_FAULTY_SFN_ENDPOINT;

/** Where that engine calls services and functions: the tests are there, and send on what is to arrive. */
export const faultProxyHere = process.env.SETPIECE_FAULT_PROXY ?? "http://127.0.0.1:3002";

/** True where the engine is in another process: its memory cannot be read, and its time not be moved. */
export const isElsewhere = stepFunctionsElsewhere !== undefined;

/**
 * Tests make their tables anew and replace machines, so they go to endpoints on this machine alone.
 *
 * @throws Error for any other
 */
export function requireLocal(endpoint: string): void {
  const { hostname } = new URL(endpoint);
  const isLocal = hostname === "localhost" || hostname.endsWith(".localhost") || /^(127\.|\[::1\])/.test(hostname);
  if (isLocal) return;
  throw new Error(
    `The tests delete and make tables such as "orders", so they run against endpoints on this machine alone, not ${endpoint}. ` +
      "Forward a local port to it if it is yours to overwrite.",
  );
}
