import { randomUUID } from "node:crypto";
import type { Deliver } from "./delivery.js";
import { type ServiceClock, systemServiceClock } from "./service-clock.js";

/** Where and when a service is, as its caller says. */
export interface ServicePlaceOptions {
  /** Default: the time of this machine. */
  readonly clock?: ServiceClock;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Twelve digits. Default `123456789012`. */
  readonly accountId?: string;
}

export interface ServicePlace {
  readonly clock: ServiceClock;
  readonly region: string;
  readonly accountId: string;
  /** A fresh id, unique in this process. */
  readonly newId: () => string;
}

export function servicePlace({ clock, region, accountId }: ServicePlaceOptions): ServicePlace {
  return {
    clock: clock ?? systemServiceClock,
    region: region ?? "us-east-1",
    accountId: accountId ?? "123456789012",
    newId: randomUUID,
  };
}

/** How a service reaches the targets of what is published to it. */
export interface ServiceOutletOptions {
  /** Takes deliveries to other services. Default: every delivery fails. */
  readonly deliver?: Deliver;
  /** How HTTP endpoints are called. Default: the platform's own. */
  readonly fetch?: typeof fetch;
}

export interface ServiceOutlet extends PendingDeliveries {
  readonly deliver: Deliver;
  readonly fetch: typeof fetch;
}

export interface PendingDeliveries {
  /** Deliveries under way. */
  readonly pending: Set<Promise<void>>;
}

export function serviceOutlet(options: ServiceOutletOptions): ServiceOutlet {
  return {
    deliver: options.deliver ?? ((arn) => Promise.reject(new Error(`Nothing takes deliveries to ${arn}`))),
    fetch: options.fetch ?? fetch,
    pending: new Set(),
  };
}

/** Resolves when no delivery is under way. */
export async function settled({ pending }: PendingDeliveries): Promise<void> {
  while (pending.size > 0) await Promise.all(pending);
}
