// First: it decides what the tools below do when they are loaded.
import { isOnLambda } from "./powertools-environment.js";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";

/** Structured logs of the handlers. Outside Lambda it is silent unless `POWERTOOLS_LOG_LEVEL` asks for more. */
export const logger = new Logger({
  serviceName: "retail",
  logLevel: isOnLambda ? "INFO" : "SILENT",
});

/** Business figures as CloudWatch metrics (embedded metric format). Outside Lambda they go nowhere. */
export const metrics = new Metrics({ namespace: "Retail", serviceName: "retail" });

/** X-Ray traces of what handlers call. It switches itself off outside Lambda. */
export const tracer = new Tracer({ serviceName: "retail", enabled: isOnLambda });
