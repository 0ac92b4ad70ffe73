import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { HistoryEvent } from "@aws-sdk/client-sfn";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import {
  type CompletionService,
  createCompletionService,
  createTaskRepository,
  type DecisionResult,
} from "../../operator/index.js";
import { inProcessRequests } from "../../simulator/integrations/in-process-requests.js";
import { createDynamoDb } from "../../simulator/services/dynamodb/dynamodb.js";
import { FakeStepFunctions, historyOf, putTask, serviceError, tableName } from "./inbox-fixture.js";

// Without a socket: each schedule takes some twenty calls.
const dynamodb = createDynamoDb();
dynamodb.ensureTable({ name: tableName, partitionKey: "taskId" });
const client = new DynamoDBClient({
  ...{ endpoint: "http://in-process", region: "us-east-1", credentials: { accessKeyId: "x", secretAccessKey: "x" } },
  requestHandler: inProcessRequests(dynamodb.handler, false) as never, // all that the client calls of one
});
afterAll(() => client.destroy());

/** What happens to a call: nothing, it is not carried out, or it is and the answer is lost. */
type Trouble = "none" | "before" | "after";

const trouble = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Trouble>("none") },
  { weight: 1, arbitrary: fc.constantFrom<Trouble>("before", "after") },
);
const attempt = fc.record({
  by: fc.constantFrom("dana", "kim", "lee"),
  wants: fc.oneof(
    fc.record({ answer: fc.record({ approved: fc.boolean() }) }),
    fc.record({ reason: fc.constantFrom("stolen card", "not mine") }),
  ),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer Value> ? Value : never;

/** Each call meets the next trouble, as long as there is one. */
async function meet<Result>(troubles: Trouble[], perform: () => Promise<Result>): Promise<Result> {
  const met = troubles.shift() ?? "none";
  if (met === "before") throw serviceError("ServiceUnavailable", "nothing happened");
  const result = await perform();
  if (met === "after") throw serviceError("ServiceUnavailable", "the answer is lost");
  return result;
}

/** Step Functions that remembers how the step ended. */
class RememberingStepFunctions extends FakeStepFunctions {
  constructor(
    private readonly taskId: string,
    private readonly troubles: Trouble[],
  ) {
    super();
  }

  override send(command: Parameters<FakeStepFunctions["send"]>[0]) {
    this.history = historyOf(this.taskId, this.#end());
    return meet(this.troubles, () => super.send(command));
  }

  #end(): Pick<HistoryEvent, "type"> & Partial<HistoryEvent> {
    const { action, input } = this.sent[0] ?? { action: "", input: {} };
    const { output, error, cause } = input as Record<string, string>;
    if (action === "SendTaskSuccess")
      return { type: "TaskSucceeded", taskSucceededEventDetails: { resource: "", resourceType: "", output } };
    const details = { resource: "", resourceType: "", error, cause };
    return action === "" ? { type: "TaskSubmitted" } : { type: "TaskFailed", taskFailedEventDetails: details };
  }
}

const decide = (service: CompletionService, taskId: string, { by, wants }: Attempt): Promise<DecisionResult> =>
  "answer" in wants ? service.complete(taskId, wants.answer, by) : service.reject(taskId, wants.reason, by);

test("a step is answered once, with the decision on record, whoever decides and whatever breaks", async () => {
  const schedules = fc.record({
    // Those of one list decide at the same moment.
    attempts: fc.array(fc.array(attempt, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    ofTable: fc.array(trouble, { maxLength: 12 }),
    ofEngine: fc.array(trouble, { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(schedules, async ({ attempts, ofTable, ofEngine }) => {
      const taskId = randomUUID();
      await putTask(client, taskId);
      const [tableTroubles, engineTroubles] = [[...ofTable], [...ofEngine]];
      const troubled = {
        send: (command: never) => meet(tableTroubles, () => client.send(command)),
      } as unknown as DynamoDBClient; // the repository does nothing but send
      const stepFunctions = new RememberingStepFunctions(taskId, engineTroubles);
      const repository = createTaskRepository(troubled, tableName);
      const service = createCompletionService({ repository, stepFunctions: stepFunctions.client });

      const told: { readonly attempt: Attempt; readonly result: DecisionResult }[] = [];
      for (const atOnce of attempts) {
        const results = await Promise.allSettled(atOnce.map((each) => decide(service, taskId, each)));
        results.forEach((result, index) => {
          const attempt = atOnce[index];
          if (result.status === "fulfilled" && attempt) told.push({ attempt, result: result.value });
        });
      }
      // The trouble is over: what is on record is sent, or somebody decides at last.
      tableTroubles.length = engineTroubles.length = 0;
      const open = await repository.get(taskId);
      if (open?.status === "PENDING") await service.complete(taskId, { approved: true }, "lee");
      else if (open?.status === "DECIDED") await service.resend(taskId);

      const task = await repository.get(taskId);
      expect(task?.status).toBe(task?.decision?.kind === "complete" ? "COMPLETED" : "REJECTED");
      expect(stepFunctions.sent).toHaveLength(1);
      const { output, cause } = (stepFunctions.sent[0]?.input ?? {}) as { output?: string; cause?: string };
      const said = task?.decision?.kind === "complete" ? JSON.parse(output ?? "") : cause;
      expect(said).toEqual(task?.decision?.kind === "complete" ? task.decision.answer : task?.decision?.reason);
      for (const { attempt, result } of told) {
        expect(result.task.decision).toEqual(task?.decision);
        expect("answer" in attempt.wants ? { ...attempt.wants.answer } : attempt.wants.reason).toEqual(said);
      }
      expect(await repository.readToken(taskId)).toBeUndefined();
    }),
    { numRuns: Number(process.env.SETPIECE_FAULT_RUNS ?? 1_000) / 20 },
  );
});
