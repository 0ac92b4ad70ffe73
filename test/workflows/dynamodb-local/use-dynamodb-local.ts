import { inject } from "vitest";

process.env.SETPIECE_DYNAMODB_ENDPOINT = inject("dynamoDbLocalUrl");
// Calls go over HTTP here: fewer runs show the same.
process.env.SETPIECE_FAULT_RUNS ??= "25";
process.env.SETPIECE_CROWD ??= "50";
