import type { Place } from "./engine/arns.js";
import type { RoutedService } from "./http/router.js";
import type { AwsSdk } from "./integrations/aws-sdk.js";
import { remoteLogGroups, type RemoteLogGroupsOptions } from "./integrations/remote-log-groups.js";
import { embeddedLogDestinations, type LogDestinations } from "./service/log-groups.js";
import { createLogs, routedLogs } from "./services/logs/logs.js";

/** The services, with a CloudWatch Logs among them. */
export function withLogs(
  services: readonly RoutedService[],
  { region, account }: Place,
  nowMs: () => number,
): readonly RoutedService[] {
  if (services.some(({ name }) => name === "cloudwatchlogs")) return services;
  return [...services, routedLogs(createLogs({ region, accountId: account, clock: { nowMs } }))];
}

/** Where machines log to: the embedded CloudWatch Logs, unless an endpoint is configured for it. */
export function logDestinations(
  services: readonly RoutedService[],
  sdk: AwsSdk,
  options: RemoteLogGroupsOptions & { readonly isElsewhere: boolean; readonly nowMs: () => number },
): LogDestinations {
  const embedded = services.find(({ name }) => name === "cloudwatchlogs")?.logGroups;
  return embedded === undefined || options.isElsewhere
    ? remoteLogGroups(sdk, options)
    : embeddedLogDestinations(embedded, options);
}
