import type { Program } from "../differential/harness.js";
import { clients } from "./clients.js";

/** What one call does: its result, or an error. */
export type Outcome = { readonly result: unknown } | { readonly error: string };

export interface Path {
  readonly path: string;
  readonly input: unknown;
  /** By the task's name in native runs, `athena:startQueryExecution.sync`; one outcome a call, the last of which goes on. */
  readonly outcomes?: Readonly<Record<string, readonly Outcome[]>>;
  /** Objects of S3 by `bucket/key`. */
  readonly objects?: Readonly<Record<string, string>>;
}

/** A workflow without a Lambda function of its own; a machine written by hand lies in `machines/` under the same name. */
export interface CodelessProgram extends Program {
  readonly paths: readonly Path[];
}

const gives = (result: unknown): Outcome => ({ result });
const fails = (error: string): Outcome => ({ error });
const rows = (next: string | undefined, ...skus: string[]) =>
  gives({
    ...(next === undefined ? {} : { NextToken: next }),
    ResultSet: { Rows: ["sku", ...skus].map((sku) => ({ Data: [{ VarCharValue: sku }] })) },
  });

/** Workflows of the kinds that people write for services alone. */
export const programs: readonly CodelessProgram[] = [
  {
    name: "cluster-steps",
    library: clients,
    before: `const steps = ["clean", "sum"] as const;`,
    body: `async (input: { release: string }) => {
      const { ClusterId } = await emr.createCluster.sync({
        Name: "nightly",
        ReleaseLabel: input.release,
        Instances: { KeepJobFlowAliveWhenNoSteps: true },
      });
      try {
        for (const name of steps) {
          await emr.addStep.sync(
            { ClusterId, Step: { Name: name, HadoopJarStep: { Jar: "command-runner.jar", Args: [name] } } },
            { retry: { errors: ["States.ALL"], interval: "1s", maxAttempts: 3 } },
          );
        }
      } finally {
        await emr.terminateCluster({ ClusterId });
      }
    }`,
    paths: [
      {
        path: "both steps",
        input: { release: "emr-7.0" },
        outcomes: { "emr:createCluster.sync": [gives({ ClusterId: "j" })], "emr:addStep.sync": [gives({})] },
      },
      {
        path: "a step after a retry",
        input: { release: "emr-7.0" },
        outcomes: {
          "emr:createCluster.sync": [gives({ ClusterId: "j" })],
          "emr:addStep.sync": [fails("States.TaskFailed"), gives({})],
        },
      },
      {
        path: "no cluster",
        input: { release: "x" },
        outcomes: { "emr:createCluster.sync": [fails("States.TaskFailed")] },
      },
    ],
  },
  {
    name: "query-pages",
    library: clients,
    before: `import { topic } from "setpiece/aws/sns";\nconst found = topic("unsold-goods");`,
    body: `async (input: { day: string }) => {
      const { QueryExecution } = await athena.startQueryExecution.sync({
        QueryString: \`SELECT sku FROM unsold WHERE day = '\${input.day}'\`,
        WorkGroup: "reports",
      });
      const skus: string[] = [];
      let next: string | undefined;
      do {
        const page = await athena.getQueryResults({ QueryExecutionId: QueryExecution?.QueryExecutionId, NextToken: next });
        skus.push(...(page.ResultSet?.Rows ?? []).slice(1).map((row) => row.Data?.[0]?.VarCharValue ?? ""));
        next = page.NextToken;
      } while (next !== undefined);
      await found.publish({ Message: { day: input.day, skus } });
      return skus.length;
    }`,
    paths: [
      {
        path: "one page",
        input: { day: "2026-11-02" },
        outcomes: {
          "athena:startQueryExecution.sync": [gives({ QueryExecution: { QueryExecutionId: "q" } })],
          "athena:getQueryResults": [rows(undefined, "mug")],
        },
      },
      {
        path: "two pages",
        input: { day: "2026-11-02" },
        outcomes: {
          "athena:startQueryExecution.sync": [gives({ QueryExecution: { QueryExecutionId: "q" } })],
          "athena:getQueryResults": [rows("t", "mug", "pot"), rows(undefined, "cup")],
        },
      },
    ],
  },
  {
    name: "container-chain",
    library: clients,
    body: `async (input: { file: string; minutes: number }) => {
      const { TaskArn } = await ecs.runTask.sync(
        {
          Cluster: "jobs",
          TaskDefinition: "convert",
          Overrides: { ContainerOverrides: [{ Name: "convert", Environment: [{ Name: "FILE", Value: input.file }] }] },
        },
        { timeout: \`\${input.minutes}m\` },
      );
      const job = await batch.submitJob.sync({ JobName: "index", JobQueue: "bulk", JobDefinition: "index:3", Parameters: { from: TaskArn ?? "" } });
      if (job.Container?.ExitCode !== 0) throw new Declined("the index is broken");
      const { rows } = await waitForToken<{ rows: number }>(
        (token) =>
          ecs.runTask({
            Cluster: "jobs",
            TaskDefinition: "count",
            Overrides: { ContainerOverrides: [{ Name: "count", Environment: [{ Name: "TOKEN", Value: token }] }] },
          }),
        { heartbeat: \`\${input.minutes * 10}s\` },
      );
      const run = await glue.startJobRun.sync({ JobName: "publish", Arguments: { "--rows": String(rows) } });
      return run.JobRunState;
    }`,
    paths: [
      {
        path: "published",
        input: { file: "spring.csv", minutes: 5 },
        outcomes: {
          "ecs:runTask.sync": [gives({ TaskArn: "arn" })],
          "batch:submitJob.sync": [gives({ Container: { ExitCode: 0 } })],
          waitForToken: [gives({ rows: 12 })],
          "glue:startJobRun.sync": [gives({ JobRunState: "SUCCEEDED" })],
        },
      },
      {
        path: "broken",
        input: { file: "spring.csv", minutes: 5 },
        outcomes: {
          "ecs:runTask.sync": [gives({ TaskArn: "arn" })],
          "batch:submitJob.sync": [gives({ Container: { ExitCode: 1 } })],
        },
      },
    ],
  },
  {
    name: "functions-of-others",
    library: clients,
    before: `import { lambdaFunction } from "setpiece/aws/lambda";
      const rate = lambdaFunction<{ currency: string }, { rate: number }>("arn:aws:lambda:eu-west-1:210987654321:function:rates:live");`,
    body: `async (input: { currency: string; amount: number; pricing: string; role: string }) => {
      const { rate: factor } = await rate({ currency: input.currency });
      return await lambdaFunction<{ amount: number }, { price: number }>(input.pricing)(
        { amount: input.amount * factor },
        { roleArn: input.role, timeout: "20s" },
      );
    }`,
    paths: [
      {
        path: "priced",
        input: { currency: "SEK", amount: 3, pricing: "pricing", role: "arn:aws:iam::210987654321:role/caller" },
        outcomes: {
          "arn:aws:lambda:eu-west-1:210987654321:function:rates:live": [gives({ rate: 10 })],
          pricing: [gives({ price: 31 })],
        },
      },
    ],
  },
  {
    name: "activity-fallback",
    before: `import { activity } from "setpiece";\nconst pack = activity<{ order: string }, { parcel: string }>("pack");`,
    body: `async (input: { order: string; seconds: number }) => {
      try {
        const { parcel } = await pack({ order: input.order }, { timeout: "2h", heartbeat: \`\${input.seconds}s\` });
        return parcel;
      } catch (error) {
        if ((error as Error).name === "NoBox") return "unpacked";
        throw error;
      }
    }`,
    paths: [
      { path: "packed", input: { order: "o", seconds: 30 }, outcomes: { pack: [gives({ parcel: "p" })] } },
      { path: "no box", input: { order: "o", seconds: 30 }, outcomes: { pack: [fails("NoBox")] } },
    ],
  },
  {
    name: "model-and-api",
    before: `import { apigateway } from "setpiece/aws/apigateway";\nimport { bedrock } from "setpiece/aws/bedrock";
      const reviews = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com";`,
    body: `async (input: { sku: string; model: string }) => {
      const { Body } = await bedrock.invokeModel<{ completion: string }>({ ModelId: input.model, Body: { prompt: \`Describe \${input.sku}\` } });
      const { approved } = await waitForToken<{ approved: boolean }>((token) =>
        apigateway.invoke({ ApiEndpoint: reviews, Method: "POST", Stage: "live", Path: "/reviews", AuthType: "IAM_ROLE", RequestBody: { text: Body.completion, token } }),
      );
      if (!approved) return "refused";
      const { StatusCode } = await apigateway.invoke({ ApiEndpoint: reviews, Method: "PUT", Path: \`/texts/\${input.sku}\`, RequestBody: { text: Body.completion } });
      return StatusCode === 200 ? "published" : "sent";
    }`,
    paths: [true, false].map((approved) => ({
      path: approved ? "approved" : "refused",
      input: { sku: "mug", model: "m" },
      outcomes: {
        "bedrock:invokeModel": [gives({ Body: { completion: "A mug." }, ContentType: "application/json" })],
        waitForToken: [gives({ approved })],
        "apigateway:invoke": [gives({ StatusCode: 200 })],
      },
    })),
  },
  {
    name: "other-machine",
    library: clients,
    body: `async (input: { machine: string; skus: string[] }) => {
      const StateMachineArn = input.machine;
      await sfn.startExecution({ StateMachineArn, Input: { warmUp: true } });
      try {
        const { Output } = await sfn.startExecution.sync({ StateMachineArn, Name: "prices", Input: { skus: input.skus } }, { timeout: "1h" });
        return Output;
      } catch (error) {
        return { failed: (error as Error).name };
      }
    }`,
    paths: [
      {
        path: "done",
        input: { machine: "arn:aws:states:eu-west-1:210987654321:stateMachine:prices", skus: ["mug"] },
        outcomes: { "sfn:startExecution.sync": [gives({ Output: { changed: 1 } })] },
      },
      {
        path: "failed",
        input: { machine: "arn:aws:states:eu-west-1:210987654321:stateMachine:prices", skus: ["mug"] },
        outcomes: { "sfn:startExecution.sync": [fails("NoPrices")] },
      },
    ],
  },
  {
    name: "bounded-import",
    before: `import { lambdaFunction } from "setpiece/aws/lambda";\nconst store = lambdaFunction<object[], number>("store");`,
    body: `async (input: { key: string; most: number; size: number; lanes: number; failures: number }) =>
      distributedMap(
        s3Csv({ bucket: "imports", key: input.key, maxItems: input.most }),
        {
          concurrency: input.lanes,
          itemsPerBatch: input.size,
          toleratedFailureCount: input.failures,
          retry: { errors: ["States.ItemReaderFailed"], interval: "5s", maxAttempts: 1 },
        },
        async (batch) => store(batch),
      )`,
    paths: [
      {
        path: "two batches",
        input: { key: "a.csv", most: 3, size: 2, lanes: 1, failures: 0 },
        objects: { "imports/a.csv": "sku\nmug\npot\ncup\npan\n" },
        outcomes: { store: [gives(1)] },
      },
      { path: "no file", input: { key: "b.csv", most: 3, size: 2, lanes: 1, failures: 0 } },
    ],
  },
  {
    name: "map-retried",
    before: `import { lambdaFunction } from "setpiece/aws/lambda";\nconst recount = lambdaFunction<{ sku: string }, { left: number }>("recount");`,
    body: `async (input: { skus: string[]; lanes: number }) => {
      const counts = await map(
        input.skus,
        {
          concurrency: input.lanes,
          retry: [
            { errors: ["Moved"], interval: "10s", maxAttempts: 2, backoffRate: 1, maxDelay: "1m", jitter: "full" },
            { errors: ["States.ALL"], maxAttempts: 1 },
          ],
        },
        async (sku) => (await recount({ sku })).left,
      );
      return counts.reduce((sum, left) => sum + left, 0);
    }`,
    paths: [
      { path: "at once", input: { skus: ["mug", "pot"], lanes: 1 }, outcomes: { recount: [gives({ left: 2 })] } },
      {
        path: "again",
        input: { skus: ["mug", "pot"], lanes: 1 },
        outcomes: { recount: [gives({ left: 2 }), fails("Moved"), gives({ left: 3 })] },
      },
      { path: "never", input: { skus: ["mug"], lanes: 1 }, outcomes: { recount: [fails("Moved")] } },
    ],
  },
  {
    name: "undo-in-turn",
    before: `import { lambdaFunction } from "setpiece/aws/lambda";
      const call = { room: lambdaFunction<object, void>("room"), car: lambdaFunction<object, void>("car"), pay: lambdaFunction<object, void>("pay"), noCar: lambdaFunction<object, void>("no-car"), noRoom: lambdaFunction<object, void>("no-room") };
      const orElse = async (work: () => Promise<unknown>, undo: () => Promise<unknown>) => {
        try {
          await work();
        } catch (error) {
          await undo();
          throw error;
        }
      };`,
    body: `async (trip: { id: string }) => {
      await orElse(
        async () => {
          await call.room(trip);
          await orElse(
            async () => {
              await call.car(trip);
              await call.pay(trip);
            },
            () => call.noCar(trip),
          );
        },
        () => call.noRoom(trip),
      );
      return "booked";
    }`,
    paths: [
      { path: "booked", input: { id: "t" } },
      { path: "no money", input: { id: "t" }, outcomes: { pay: [fails("NoMoney")] } },
      { path: "no room", input: { id: "t" }, outcomes: { room: [fails("Full")] } },
    ],
  },
];
