export { checkAnswer, checkDecision, maxAnswerBytes, maxReasonCharacters } from "./answer-check.js";
export {
  type CompletionService,
  type CompletionServiceOptions,
  createCompletionService,
  type DecisionResult,
} from "./completion-service.js";
export {
  AlreadyDecided,
  DamagedTask,
  DecisionNotDelivered,
  InboxUnavailable,
  InvalidAnswer,
  type OperatorError,
  TaskGone,
  UnknownTask,
} from "./errors.js";
export {
  type Completion,
  type Decision,
  type GoneStatus,
  type InboxStatus,
  inboxStatuses,
  type InboxTask,
  type Rejection,
  rejectionErrorName,
} from "./inbox-task.js";
export { createTaskRepository, type TaskFilter, type TaskList, type TaskRepository } from "./task-repository.js";
