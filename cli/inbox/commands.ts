import { userInfo } from "node:os";
import { humanTasksIndex } from "../../dsl/human.js";
import { type DecisionResult, inboxStatuses, type InboxStatus } from "../../operator/index.js";
import type { AwsPlace } from "../aws-clients.js";
import { CliFailure, UsageFailure } from "../failure.js";
import { readJsonArgument } from "../json-argument.js";
import { defaultEndpoint } from "../local-environment.js";
import { note, print, type Terminal } from "../terminal.js";
import { visibleLine } from "../terminal-text.js";
import { askAnswer } from "./ask-answer.js";
import { findTask, type Inbox, openInbox } from "./open-inbox.js";
import { decisionText, type Look, renderTask, renderTaskList } from "./render-tasks.js";

/** What every inbox command takes. */
export interface InboxOptions {
  readonly endpoint?: string;
  readonly aws?: boolean;
  readonly table: string;
  readonly json?: boolean;
}

export interface ListOptions extends InboxOptions {
  readonly all?: boolean;
  readonly status?: string;
  readonly workflow?: string;
}

export interface DecideOptions extends InboxOptions {
  readonly by?: string;
}

export interface CompleteOptions extends DecideOptions {
  readonly answer?: string;
}

export interface RejectOptions extends DecideOptions {
  readonly reason: string;
}

/** `setpiece inbox list`: the tasks that wait, or all of them. */
export async function listTasks(options: ListOptions, terminal: Terminal): Promise<void> {
  const status = statusFilter(options);
  await withInbox(options, terminal, async ({ repository }) => {
    const list = await repository.list({
      ...(status === undefined ? {} : { status }),
      ...(options.workflow === undefined ? {} : { workflow: options.workflow }),
    });
    if (list.lacksIndex) note(terminal, missingIndex(options));
    if (options.json === true) {
      for (const task of list.tasks) print(terminal, JSON.stringify(task));
      return;
    }
    if (list.tasks.length === 0)
      print(terminal, options.all === true ? "No tasks." : "Nothing is waiting for a person.");
    const text = renderTaskList(list, look(terminal));
    if (text !== "") print(terminal, text);
  });
}

/** What an operator is told whose table is older than its index. */
const missingIndex = ({ table }: InboxOptions): string =>
  `The table ${visibleLine(table)} has no index "${humanTasksIndex.name}", or none yet: all of it was read, which is slow and costs ` +
  `more the more tasks it has had. Deploy the project again to have it made (docs/operators.md, "A table from before").`;

/** `setpiece inbox show TASK`: one task, with its input and its form. */
export async function showTask(taskId: string, options: InboxOptions, terminal: Terminal): Promise<void> {
  await withInbox(options, terminal, async ({ repository }) => {
    const task = await findTask(repository, taskId);
    print(terminal, options.json === true ? JSON.stringify(task) : renderTask(task, look(terminal)));
  });
}

/** `setpiece inbox complete TASK`: gives the answer, asked for field by field when it is no option. */
export async function completeTask(taskId: string, options: CompleteOptions, terminal: Terminal): Promise<void> {
  const given = options.answer === undefined ? undefined : await readJsonArgument(options.answer, "--answer", terminal);
  if (options.answer === undefined && !terminal.interactive) {
    throw new UsageFailure("--answer is missing.", `Give the answer: --answer '{"approved": true}', or a JSON file.`);
  }
  await withInbox(options, terminal, async ({ repository, service }) => {
    const task = await findTask(repository, taskId);
    if (options.answer === undefined) print(terminal, renderTask(task, look(terminal)));
    const answer = options.answer === undefined ? await askAnswer(task, terminal) : given;
    report(await service.complete(task.taskId, answer, person(options)), options, terminal);
  });
}

/** `setpiece inbox reject TASK`: the step fails with the reason. */
export async function rejectTask(taskId: string, options: RejectOptions, terminal: Terminal): Promise<void> {
  await withInbox(options, terminal, async ({ repository, service }) => {
    const task = await findTask(repository, taskId);
    report(await service.reject(task.taskId, options.reason, person(options)), options, terminal);
  });
}

/** `setpiece inbox resend [TASK]`: sends recorded decisions that have not reached their workflow; all, or one. */
export async function resendDecisions(
  taskId: string | undefined,
  options: InboxOptions,
  terminal: Terminal,
): Promise<void> {
  await withInbox(options, terminal, async ({ repository, service }) => {
    const tasks =
      taskId === undefined
        ? (await repository.list({ status: ["DECIDED"] })).tasks
        : [await findTask(repository, taskId)];
    if (tasks.length === 0) print(terminal, "Every decision has reached its workflow.");
    const problems: string[] = [];
    for (const task of tasks) {
      try {
        report(await service.resend(task.taskId), options, terminal);
      } catch (error) {
        problems.push(error instanceof Error ? error.message : String(error));
      }
    }
    if (problems.length > 0) throw new CliFailure(problems.join("\n"));
  });
}

function report({ task, repeated }: DecisionResult, options: InboxOptions, terminal: Terminal): void {
  if (options.json === true) return print(terminal, JSON.stringify({ ...task, repeated }));
  const id = task.taskId.slice(0, 8);
  const words = repeated ? "was already" : "is";
  print(terminal, `${visibleLine(`${task.step} ${id}`)} ${words} ${decisionText(task)}`);
}

async function withInbox(options: InboxOptions, terminal: Terminal, use: (inbox: Inbox) => Promise<void>) {
  const inbox = openInbox(placeOf(options, terminal), options.table);
  try {
    await use(inbox);
  } finally {
    inbox.close();
  }
}

function placeOf(options: InboxOptions, terminal: Terminal): AwsPlace {
  if (options.aws === true) {
    if (options.endpoint !== undefined) throw new UsageFailure("--aws and --endpoint exclude each other.");
    return { kind: "aws" };
  }
  const endpoint = options.endpoint ?? terminal.env["AWS_ENDPOINT_URL"] ?? defaultEndpoint;
  if (!URL.canParse(endpoint)) throw new UsageFailure(`${endpoint} is not a URL.`, `Such as ${defaultEndpoint}.`);
  return { kind: "local", endpoint };
}

function statusFilter({ all, status }: ListOptions): readonly InboxStatus[] | undefined {
  if (status === undefined) return all === true ? undefined : ["PENDING", "DECIDED"];
  const wanted = status.toUpperCase().replaceAll("-", "_");
  const known = inboxStatuses.find((each) => each === wanted);
  if (known !== undefined) return [known];
  const names = inboxStatuses.map((each) => each.toLowerCase().replaceAll("_", "-")).join(", ");
  throw new UsageFailure(`There is no status ${status}.`, `One of ${names}.`);
}

/** Who decides: the option, or the account of the operating system. */
function person({ by }: DecideOptions): string {
  if (by !== undefined && by.trim() !== "") return by;
  try {
    return userInfo().username;
  } catch {
    throw new UsageFailure("Who decides is not known.", "Give your name: --by NAME.");
  }
}

function look(terminal: Terminal): Look {
  return { columns: terminal.columns, colors: terminal.colors, now: new Date() };
}
