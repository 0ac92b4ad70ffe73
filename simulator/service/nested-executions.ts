import { ServiceError, typeNotSupported } from "../api/service-error.js";
import type { NestedExecutions } from "../integrations/nested-execution.js";
import type { StepFunctions } from "./step-functions.js";

/** Executions of this service, as the integration that nests them sees it. */
export function nestedExecutions(service: StepFunctions): NestedExecutions {
  return {
    start({ followed, ...request }) {
      try {
        if (followed && service.machines.resolveForStart(request.stateMachineArn).machine.type === "EXPRESS")
          throw typeNotSupported();
        return { kind: "started", record: service.start(request).record };
      } catch (error) {
        if (error instanceof ServiceError) return { kind: "refused", error: error.code, message: error.message };
        throw error;
      }
    },
    whenEnded: (execution, done) => service.engine.afterEnd(execution, done),
    stop: (executionArn) => service.engine.send(executionArn, { kind: "stop", error: undefined, cause: undefined }),
    newId: service.newId,
  };
}
