import type { EndpointOf } from "../integrations/aws-sdk.js";
import { forwardTo } from "./forward.js";
import type { HttpHandler } from "./http-handler.js";
import { findService, type RoutedService, routeRequest } from "./router.js";
import { signedScope } from "./signed-scope.js";

/** Services whose name in the AWS SDK integration is not the one that requests are signed for. */
const namesOfScopes: Readonly<Record<string, string>> = {
  events: "eventbridge",
  logs: "cloudwatchlogs",
  monitoring: "cloudwatch",
};

export interface NeighbourServicesOptions {
  /** Services in this process. An endpoint that is configured for one of them goes before it. */
  readonly embedded: readonly RoutedService[];
  /** Functions in this process; sends requests for other functions on by itself. */
  readonly lambda: RoutedService;
  /** The endpoint that is configured for a service, if any. */
  readonly configured: EndpointOf;
  /** Where requests go that are for none of them. */
  readonly otherwise: string | undefined;
}

/**
 * Answers every request that is not for Step Functions: with the service in process, or by sending it on to the endpoint
 * that is configured for it. So one endpoint serves clients of all services.
 */
export function neighbourServices({ embedded, lambda, configured, otherwise }: NeighbourServicesOptions): HttpHandler {
  const services = [...embedded, lambda];
  const forwarders = new Map<string, HttpHandler>();
  const forwarderTo = (endpoint: string): HttpHandler => {
    const known = forwarders.get(endpoint) ?? forwardTo(endpoint);
    forwarders.set(endpoint, known);
    return known;
  };
  return (request) => {
    const service = findService(services, request);
    if (service === lambda) return lambda.handler(request);
    const scope = signedScope(request);
    const name = service?.name ?? (scope === undefined ? undefined : (namesOfScopes[scope] ?? scope));
    const endpoint = (name === undefined ? undefined : configured(name)) ?? otherwise;
    if (endpoint !== undefined) return forwarderTo(endpoint)(request);
    return routeRequest(services, request);
  };
}
