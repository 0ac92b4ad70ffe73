export { clientConfig, type ClientConfig } from "./client-config.js";
export type { ExecutionStatus } from "./core/execution.js";
export type { HistoryEvent, HistoryEventType } from "./core/history-event.js";
export type { ObjectStore } from "./engine/object-store.js";
export type { HttpHandler, HttpRequest, HttpResponse } from "./http/http-handler.js";
export type { LambdaInvoker } from "./integrations/lambda-function.js";
export type { JsonObject, JsonValue } from "./json.js";
export { DefinitionError } from "./machine/definition-error.js";
export {
  type MachineRun,
  notAnswered,
  notStubbed,
  runMachine,
  type RunMachineOptions,
  type TaskStub,
  type TaskStubContext,
} from "./run-machine.js";
export { clockOfWaitTimeScale, optionsFromEnvironment } from "./environment.js";
export type { RoutedService } from "./http/router.js";
export type { LambdaFunction, Simulator, SimulatorOptions } from "./simulator-options.js";
export { startSimulator } from "./start-simulator.js";
