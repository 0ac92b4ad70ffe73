/**
 * The Step Functions endpoint that the end-to-end tests run against instead of a simulator in this process:
 * `SETPIECE_SFN_ENDPOINT`. All other services are at `AWS_ENDPOINT_URL`, by default the same place.
 */
export const stepFunctionsElsewhere = process.env.SETPIECE_SFN_ENDPOINT;

/** The other services, where the engine is elsewhere. Read now: worlds change the variable for the handlers. */
export const servicesElsewhere = process.env.AWS_ENDPOINT_URL ?? stepFunctionsElsewhere;

/** True where the engine is in another process: its memory cannot be read, and its time not be moved. */
export const isElsewhere = stepFunctionsElsewhere !== undefined;
