import {
  type CompletionService,
  createCompletionService,
  createTaskRepository,
  type InboxTask,
  type TaskRepository,
} from "../../operator/index.js";
import { type AwsPlace, createAwsClients } from "../aws-clients.js";
import { CliFailure } from "../failure.js";
import { visibleLine } from "../terminal-text.js";

/** The inbox as commands use it: one table of human tasks and the service that decides them. */
export interface Inbox {
  readonly repository: TaskRepository;
  readonly service: CompletionService;
  close(): void;
}

export function openInbox(place: AwsPlace, tableName: string): Inbox {
  const clients = createAwsClients(place);
  const repository = createTaskRepository(clients.dynamodb, tableName);
  const service = createCompletionService({ repository, stepFunctions: clients.stepFunctions });
  return { repository, service, close: () => clients.close() };
}

/**
 * Finds a task by its id, or by a beginning of it that no other task has: no other that waits, if one waits.
 *
 * @throws CliFailure when there is none, or more than one
 */
export async function findTask(repository: TaskRepository, idOrPrefix: string): Promise<InboxTask> {
  const exact = await repository.get(idOrPrefix);
  if (exact !== undefined) return exact;
  const begins = ({ taskId }: InboxTask) => taskId.startsWith(idOrPrefix);
  // Those that wait are few, whatever the table has seen.
  const open = (await repository.list({ status: ["PENDING", "DECIDED"] })).tasks.filter(begins);
  const matching = open.length > 0 ? open : (await repository.list()).tasks.filter(begins);
  const [only, second] = matching;
  const shown = visibleLine(idOrPrefix);
  if (only === undefined) {
    throw new CliFailure(
      `There is no human task whose id begins with "${shown}".`,
      `"setpiece inbox list --all" shows every task and its id.`,
    );
  }
  if (second !== undefined) {
    throw new CliFailure(
      `${matching.length} human tasks have an id that begins with "${shown}".`,
      "Give more characters of the id.",
    );
  }
  return only;
}
