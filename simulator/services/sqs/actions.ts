import {
  changeVisibility,
  changeVisibilityBatch,
  deleteBatch,
  deleteOne,
  receive,
  sendBatch,
  sendOne,
} from "./operations/messages.js";
import { cancelMessageMoveTask, listMessageMoveTasks, startMessageMoveTask } from "./operations/move-tasks.js";
import {
  createQueue,
  deleteQueue,
  getQueueAttributes,
  getQueueUrl,
  listDeadLetterSourceQueues,
  listQueues,
  listQueueTags,
  purgeQueue,
  setQueueAttributes,
  tagQueue,
  untagQueue,
} from "./operations/queues.js";
import type { SqsRequestContext, SqsState } from "./queue-state.js";

type SqsAction = (state: SqsState, json: unknown, context: SqsRequestContext) => unknown;

/** Every action of SQS that is simulated. */
export const sqsActions: ReadonlyMap<string, SqsAction> = new Map<string, SqsAction>([
  ["CancelMessageMoveTask", cancelMessageMoveTask],
  ["ChangeMessageVisibility", changeVisibility],
  ["ChangeMessageVisibilityBatch", changeVisibilityBatch],
  ["CreateQueue", createQueue],
  ["DeleteMessage", deleteOne],
  ["DeleteMessageBatch", deleteBatch],
  ["DeleteQueue", deleteQueue],
  ["GetQueueAttributes", getQueueAttributes],
  ["GetQueueUrl", getQueueUrl],
  ["ListDeadLetterSourceQueues", listDeadLetterSourceQueues],
  ["ListMessageMoveTasks", listMessageMoveTasks],
  ["ListQueueTags", listQueueTags],
  ["ListQueues", listQueues],
  ["PurgeQueue", purgeQueue],
  ["ReceiveMessage", receive],
  ["SendMessage", sendOne],
  ["SendMessageBatch", sendBatch],
  ["SetQueueAttributes", setQueueAttributes],
  ["StartMessageMoveTask", startMessageMoveTask],
  ["TagQueue", tagQueue],
  ["UntagQueue", untagQueue],
]);
