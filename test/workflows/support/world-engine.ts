/** An event as it was put on a bus. */
export interface RecordedEvent {
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Record<string, unknown>;
}

/** The engine of a retail world and the services beside it: in this process, or behind an endpoint. */
export interface WorldEngine extends WorldServices {
  /** Of the Step Functions API, and of the other services. */
  readonly stepFunctionsUrl: string;
  readonly servicesUrl: string;
  /** Sends requests for an address to another: gives the machine's text as it is to be deployed. */
  redirected(definition: string, from: string, to: string): string;
  /** Makes a bus, unless it is there. */
  ensureBus(name: string): Promise<void>;
  ended(executionArn: string): Promise<void>;
  /** Waits until all events that were published by now are recorded. */
  recorded(): Promise<void>;
  close(): Promise<void>;
}

/** What tests see and do of the services. Tables are apart: they may be at yet another place. */
export interface WorldServices {
  /** The engine's time, in epoch milliseconds. */
  nowMs(): Promise<number>;
  /** Virtual time stands still while `work` is under way. */
  hold<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Lets virtual time go on, by seconds. */
  pass(seconds: number): Promise<void>;
  /** Lets the next deadline of a task strike that waits for its token; false while something else comes before it. */
  skipPause(): Promise<boolean>;
  /** Publishes an event, of any source but those of AWS. */
  publish(event: RecordedEvent): Promise<void>;
  send(queue: string, body: string): Promise<void>;
  /** How many messages a queue holds, received or not. */
  queueLength(queue: string): Promise<number>;
  /** The bodies of what waits in a queue, in order; the messages stay. For queues that nobody else takes from. */
  messages(queue: string): Promise<readonly string[]>;
  /** An object's content; undefined where there is none. */
  file(bucket: string, key: string): Promise<Buffer | undefined>;
  /** Does what is due at the engine's time, and waits until the deliveries under way have come to their targets. */
  settled(): Promise<void>;
}
