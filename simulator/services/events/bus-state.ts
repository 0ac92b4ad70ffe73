import type { DeliveryRetry } from "./delivery-retries.js";
import type { ServiceOutlet, ServicePlace } from "../service-place.js";
import { AwsError } from "../wire/aws-error.js";
import type { DestinationTurns } from "./destination-turns.js";
import type { EventEnvelope } from "./event-envelope.js";
import type { EventPattern } from "./pattern/event-pattern.js";
import type { TargetInput } from "./target-input-types.js";

export interface Target extends TargetInput {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string | undefined;
  readonly SqsParameters?: { readonly MessageGroupId?: string | undefined } | undefined;
  readonly HttpParameters?: HttpParameters | undefined;
  readonly DeadLetterConfig?: { readonly Arn?: string | undefined } | undefined;
  /** Of API destinations: other targets either take an event or never will. */
  readonly RetryPolicy?:
    | { readonly MaximumRetryAttempts?: number | undefined; readonly MaximumEventAgeInSeconds?: number | undefined }
    | undefined;
}

export interface HttpParameters {
  readonly PathParameterValues?: readonly string[] | undefined;
  readonly HeaderParameters?: Readonly<Record<string, string>> | undefined;
  readonly QueryStringParameters?: Readonly<Record<string, string>> | undefined;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly patternText: string | undefined;
  readonly pattern: EventPattern | undefined;
  readonly schedule: string | undefined;
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  readonly targets: Map<string, Target>;
  enabled: boolean;
  /** When the schedule fires next. */
  nextAtMs: number | undefined;
}

export interface EventBus {
  readonly name: string;
  readonly arn: string;
  readonly createdAtMs: number;
  readonly rules: Map<string, Rule>;
}

/** Where API destinations get their authorization from. Secrets stay here. */
export interface Connection {
  readonly name: string;
  readonly arn: string;
  readonly authorizationType: "BASIC" | "API_KEY" | "OAUTH_CLIENT_CREDENTIALS";
  readonly parameters: AuthParameters;
  readonly description: string | undefined;
  readonly createdAtMs: number;
}

export interface AuthParameters {
  readonly BasicAuthParameters?: { readonly Username: string; readonly Password: string } | undefined;
  readonly ApiKeyAuthParameters?: { readonly ApiKeyName: string; readonly ApiKeyValue: string } | undefined;
  readonly OAuthParameters?:
    | {
        readonly ClientParameters: { readonly ClientID: string; readonly ClientSecret: string };
        readonly AuthorizationEndpoint: string;
        readonly HttpMethod: string;
        readonly OAuthHttpParameters?: ConnectionHttpParameters | undefined;
      }
    | undefined;
  readonly InvocationHttpParameters?: ConnectionHttpParameters | undefined;
}

type Parameter = { readonly Key?: string | undefined; readonly Value?: string | undefined };

export interface ConnectionHttpParameters {
  readonly HeaderParameters?: readonly Parameter[] | undefined;
  readonly QueryStringParameters?: readonly Parameter[] | undefined;
  readonly BodyParameters?: readonly Parameter[] | undefined;
}

export interface ApiDestination {
  readonly name: string;
  readonly arn: string;
  readonly connectionArn: string;
  readonly endpoint: string;
  readonly method: string;
  /** Requests a second. */
  readonly rateLimit: number;
  readonly description: string | undefined;
  readonly createdAtMs: number;
}

/** An event as it was published, for tests and timelines. */
export interface PublishedEvent {
  readonly busName: string;
  readonly event: EventEnvelope;
  /** The names of the rules that it matched. */
  readonly matchedRules: readonly string[];
}

/** An attempt at a delivery that failed. After the last one, the event goes to the target's dead-letter queue, if it has one. */
export interface FailedDelivery {
  readonly targetArn: string;
  readonly payload: string;
  readonly reason: string;
}

/** Everything that the operations of EventBridge read and change. */
export interface EventBridgeState extends ServicePlace, ServiceOutlet {
  readonly buses: Map<string, EventBus>;
  readonly connections: Map<string, Connection>;
  readonly destinations: Map<string, ApiDestination>;
  readonly published: PublishedEvent[];
  readonly failures: FailedDelivery[];
  /** Deliveries to be made again. */
  readonly retries: Set<DeliveryRetry>;
  /** By the ARN of the API destination. */
  readonly turns: Map<string, DestinationTurns>;
  /** Called when there is a new time at which something is due. */
  onRetryPlanned: () => void;
  readonly listeners: Set<(published: PublishedEvent) => void>;
  readonly tags: Map<string, Map<string, string>>;
}

export function arnOf(state: EventBridgeState, resource: string): string {
  return `arn:aws:events:${state.region}:${state.accountId}:${resource}`;
}

/** `orders` of `orders` or of `arn:aws:events:…:event-bus/orders`. */
export function busNameOf(nameOrArn: string | undefined): string {
  return nameOrArn === undefined ? "default" : (/:event-bus\/(.+)$/.exec(nameOrArn)?.[1] ?? nameOrArn);
}

export function findBus(state: EventBridgeState, nameOrArn: string | undefined): EventBus {
  const name = busNameOf(nameOrArn);
  const bus = state.buses.get(name);
  if (bus === undefined) throw notFound(`Event bus ${name} does not exist.`);
  return bus;
}

export function findRule(state: EventBridgeState, name: string, busName: string | undefined): Rule {
  const bus = findBus(state, busName);
  const rule = bus.rules.get(name);
  if (rule === undefined) throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
  return rule;
}

export function createBus(state: EventBridgeState, name: string): EventBus {
  const bus: EventBus = {
    name,
    arn: arnOf(state, `event-bus/${name}`),
    createdAtMs: state.clock.nowMs(),
    rules: new Map(),
  };
  state.buses.set(name, bus);
  return bus;
}

export function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message);
}
