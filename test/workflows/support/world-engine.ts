/** An event as it was put on a bus. */
export interface RecordedEvent {
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Record<string, unknown>;
}

/** The engine of a retail world: in this process, or behind an endpoint. */
export interface WorldEngine {
  /** Of the Step Functions API, and of the other services. */
  readonly stepFunctionsUrl: string;
  readonly servicesUrl: string;
  /** Sends requests for an address to another: gives the machine's text as it is to be deployed. */
  redirected(definition: string, from: string, to: string): string;
  ended(executionArn: string): Promise<void>;
  /** Waits until all events that were published by now are recorded. */
  recorded(): Promise<void>;
  close(): Promise<void>;
}
