import { inject } from "vitest";

process.env.SETPIECE_SFN_ENDPOINT = inject("stepFunctionsUrl");
process.env.SETPIECE_LAMBDA_ENDPOINT = inject("lambdaUrl");
