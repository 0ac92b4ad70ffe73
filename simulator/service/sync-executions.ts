import { syncExecutionView } from "../api/execution-views.js";
import { ServiceError } from "../api/service-error.js";
import { validateInput } from "../api/validate-input.js";
import type { SyncExecutions } from "../integrations/sync-execution.js";
import { startSyncExecution } from "./start-sync-execution.js";
import type { StepFunctions } from "./step-functions.js";

/** Synchronous executions of this service's Express machines, as the integration that waits for them sees them. */
export function syncExecutions(service: StepFunctions): SyncExecutions {
  return {
    start(request) {
      try {
        const input = validateInput("StartSyncExecution", request);
        const record = startSyncExecution(service, input);
        return {
          kind: "started",
          whenEnded: (done) =>
            service.engine.afterEnd(record, (end) =>
              done(syncExecutionView(end, input.traceHeader, input.includedData)),
            ),
        };
      } catch (error) {
        if (error instanceof ServiceError) return { kind: "refused", code: error.code, message: error.message };
        throw error;
      }
    },
    newId: service.newId,
  };
}
