import { inject } from "vitest";

process.env.SETPIECE_SFN_ENDPOINT = inject("stepFunctionsUrl");
process.env.SETPIECE_LAMBDA_ENDPOINT = inject("lambdaUrl");
process.env.SETPIECE_FAULTY_SFN_ENDPOINT = inject("faultyUrl");
process.env.SETPIECE_FAULT_PROXY = inject("faultProxyUrl");
// Calls go over HTTP here: fewer runs show the same.
process.env.SETPIECE_FAULT_RUNS ??= "25";
process.env.SETPIECE_CROWD ??= "30";
