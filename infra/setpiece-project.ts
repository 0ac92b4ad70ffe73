import path from "node:path";
import { ArnFormat, Stack } from "aws-cdk-lib";
import { EventBus, type IConnection } from "aws-cdk-lib/aws-events";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Activity } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import {
  type CompiledWorkflow,
  compileProject,
  formatDiagnostics,
  hasErrors,
  type Manifest,
  type ManifestWorkflow,
  type Permission,
} from "../compiler/index.js";
import { resourceNameVariable } from "../dsl/index.js";
import { addBucket, addQueues, addTopic } from "./named-resources.js";
import { deploymentOrder } from "./deployment-order.js";
import { permissionStatements } from "./permission-statements.js";
import { constructId, placeholderKey, placeholderName } from "./placeholder.js";
import { SetpieceFunction, type SetpieceFunctionProps } from "./setpiece-function.js";
import { SetpieceTable, type SetpieceTableProps } from "./setpiece-table.js";
import { SetpieceWorkflow, type SetpieceWorkflowProps } from "./setpiece-workflow.js";

export interface SetpieceProjectProps {
  /** Files and folders with workflows, relative to `projectRoot`. */
  readonly paths: readonly string[];
  /** The folder with the project's `package.json`. */
  readonly projectRoot: string;
  /** @default packages are resolved as Node resolves them */
  readonly bundleConditions?: readonly string[];
  /** Environment variables of functions, by task name; `*` is for all. @default none but the names of their resources */
  readonly environment?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /**
   * Where HTTP endpoints are on AWS, by the names that the workflows give them: the connection with the credentials, and the
   * address where it is not the declared one.
   *
   * @default none: every endpoint of the workflows needs its connection
   */
  readonly endpoints?: Readonly<Record<string, { readonly connection: IConnection; readonly url?: string }>>;
  /** What all tables have besides what the workflows say. @default the safe choices of SetpieceTable */
  readonly tables?: Omit<SetpieceTableProps, "table">;
  /** @default the safe choices of SetpieceFunction */
  readonly functions?: Omit<SetpieceFunctionProps, "task" | "bundle" | "environment">;
  /** @default the safe choices of SetpieceWorkflow */
  readonly workflows?: Omit<
    SetpieceWorkflowProps,
    "workflow" | "substitutions" | "permissions" | "stateMachineName" | "runsExecutionsOfItself"
  >;
}

/**
 * Everything that a set of workflows needs on AWS: compiles them, and makes their state machines, Lambda functions,
 * tables, buses, and one role for each with exactly the permissions that it needs.
 *
 * @throws Error with the compiler's report when the workflows do not compile
 */
export class SetpieceProject extends Construct {
  readonly manifest: Manifest;
  readonly workflows: ReadonlyMap<string, SetpieceWorkflow>;
  readonly functions: ReadonlyMap<string, SetpieceFunction>;
  readonly tables: ReadonlyMap<string, SetpieceTable>;
  readonly buses: ReadonlyMap<string, EventBus>;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly topics: ReadonlyMap<string, Topic>;
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** A worker's role needs `states:GetActivityTask` on its activity, and `states:SendTask*`. */
  readonly activities: ReadonlyMap<string, Activity>;

  readonly #props: SetpieceProjectProps;
  readonly #substitutions: Record<string, string> = {};
  readonly #endpointUrls = new Map<string, string>();
  readonly #connections = new Map<string, IConnection>();

  constructor(scope: Construct, id: string, props: SetpieceProjectProps) {
    super(scope, id);
    this.#props = props;
    const { workflows, manifest } = compileForCloudFormation(props);
    this.manifest = manifest;
    this.tables = new Map(manifest.tables.map((table) => [table.name, this.#addTable(table)]));
    this.buses = new Map(manifest.buses.map(({ name }) => [name, this.#addBus(name)]));
    this.queues = addQueues(this, manifest.queues);
    for (const [name, { queueUrl }] of this.queues) this.#substitutions[placeholderKey("queue", name)] = queueUrl;
    this.topics = new Map(manifest.topics.map(({ name }) => [name, addTopic(this, name)]));
    for (const [name, { topicArn }] of this.topics) this.#substitutions[placeholderKey("topic", name)] = topicArn;
    this.buckets = new Map(manifest.buckets.map(({ name }) => [name, addBucket(this, name)]));
    for (const [name, { bucketName }] of this.buckets) this.#substitutions[placeholderKey("bucket", name)] = bucketName;
    this.activities = new Map(
      manifest.activities.map(({ name }) => [name, new Activity(this, `Activity${constructId(name)}`)]),
    );
    for (const [name, { activityArn }] of this.activities) {
      this.#substitutions[placeholderKey("activity", name)] = activityArn;
    }
    for (const endpoint of manifest.endpoints) this.#addEndpoint(endpoint);
    this.functions = new Map(manifest.lambdas.map((task) => [task.name, this.#addFunction(task)]));
    const added = new Map<string, SetpieceWorkflow>();
    this.workflows = added;
    const { ordered, cyclic } = deploymentOrder(manifest.workflows);
    for (const name of cyclic) this.#substitutions[placeholderKey("workflow", name)] = this.#arnByName(name);
    for (const facts of ordered) {
      const workflow = workflows.find(({ name }) => name === facts.name);
      if (workflow !== undefined) added.set(facts.name, this.#addWorkflow(facts, workflow, cyclic.has(facts.name)));
    }
  }

  #addTable(table: Manifest["tables"][number]): SetpieceTable {
    const added = new SetpieceTable(this, `Table${constructId(table.name)}`, { ...this.#props.tables, table });
    this.#substitutions[placeholderKey("table", table.name)] = added.table.tableName;
    return added;
  }

  #addBus(name: string): EventBus {
    const bus = new EventBus(this, `Bus${constructId(name)}`, { description: `Event bus ${name}` });
    this.#substitutions[placeholderKey("bus", name)] = bus.eventBusName;
    return bus;
  }

  #addEndpoint({ name, url, connection }: Manifest["endpoints"][number]): void {
    const given = this.#props.endpoints?.[name];
    if (given === undefined) {
      throw new Error(
        `the HTTP endpoint ${name} needs a connection: endpoints: { ${JSON.stringify(name)}: { connection } }`,
      );
    }
    this.#endpointUrls.set(name, given.url ?? url);
    this.#connections.set(connection, given.connection);
    this.#substitutions[placeholderKey("endpoint", url)] = given.url ?? url;
    this.#substitutions[placeholderKey("connection", connection)] = given.connection.connectionArn;
  }

  #addFunction(task: Manifest["lambdas"][number]): SetpieceFunction {
    const { projectRoot, bundleConditions = [], environment = {}, functions } = this.#props;
    const used = task.permissions.flatMap(({ resources }) => resources);
    const names = used.flatMap(({ kind, name }) =>
      name === undefined
        ? []
        : [[resourceNameVariable(name), this.#substitutions[placeholderKey(kind, name)] ?? name] as const],
    );
    const added = new SetpieceFunction(this, `Task${constructId(task.name)}`, {
      ...functions,
      task,
      bundle: { file: path.resolve(projectRoot, task.file), projectRoot, conditions: bundleConditions },
      environment: { ...environment["*"], ...environment[task.name], ...Object.fromEntries(names) },
    });
    for (const statement of this.#statements(task.permissions, [])) added.function.addToRolePolicy(statement);
    this.#substitutions[placeholderKey("lambda", task.name)] = added.function.functionArn;
    return added;
  }

  #addWorkflow(facts: ManifestWorkflow, workflow: CompiledWorkflow, named: boolean): SetpieceWorkflow {
    const added = new SetpieceWorkflow(this, `Workflow${constructId(facts.name)}`, {
      ...this.#props.workflows,
      workflow,
      substitutions: this.#substitutions,
      permissions: this.#statements(facts.permissions, facts.workflows),
      ...(facts.permissions.some(({ resources }) => resources.some(({ kind }) => kind === "self"))
        ? { runsExecutionsOfItself: true }
        : {}),
      ...(named ? { stateMachineName: this.#physicalName(facts.name) } : {}),
    });
    this.#substitutions[placeholderKey("workflow", facts.name)] ??= added.stateMachine.stateMachineArn;
    return added;
  }

  #statements(permissions: readonly Permission[], nested: readonly string[]) {
    const ofKind = (wanted: string) =>
      permissions.filter(({ resources }) => resources.some(({ kind }) => kind === wanted));
    const special = new Set([...ofKind("self"), ...ofKind("endpoint")]);
    const statements = permissionStatements(
      permissions.filter((permission) => !special.has(permission)),
      (kind, name, action) => this.#arns(kind, name, action),
      (action) => this.#unconfinedArns(action, nested),
    );
    return [
      ...statements,
      ...ofKind("endpoint").flatMap(({ resources }) => resources.map((use) => this.#mayCall(use))),
    ];
  }

  /** IAM knows the machine as the resource of HTTP calls; which calls they are is a condition. */
  #mayCall({ name = "", methods = [] }: Permission["resources"][number]): PolicyStatement {
    const { partition, region, account } = Stack.of(this);
    return new PolicyStatement({
      actions: ["states:InvokeHTTPEndpoint"],
      resources: [`arn:${partition}:states:${region}:${account}:stateMachine:*`],
      conditions: {
        StringEquals: { "states:HTTPMethod": methods },
        StringLike: { "states:HTTPEndpoint": `${needed(this.#endpointUrls.get(name), "endpoint", name)}/*` },
      },
    });
  }

  #arns(kind: string, name: string, action: string): readonly string[] {
    switch (kind) {
      case "lambda":
        return [needed(this.functions.get(name)?.function.functionArn, kind, name)];
      case "table": {
        const arn = needed(this.tables.get(name)?.table.tableArn, kind, name);
        return action === "dynamodb:Query" || action === "dynamodb:Scan" ? [arn, `${arn}/index/*`] : [arn];
      }
      case "bus":
        return [needed(this.buses.get(name)?.eventBusArn, kind, name)];
      case "connection": {
        const connection = needed(this.#connections.get(name), kind, name);
        return [action.startsWith("secretsmanager:") ? connection.connectionSecretArn : connection.connectionArn];
      }
      case "queue":
        return [needed(this.queues.get(name)?.queueArn, kind, name)];
      case "topic":
        return [needed(this.topics.get(name)?.topicArn, kind, name)];
      case "bucket": {
        // A bucket that the workflows do not declare is there already, under the name that they give.
        const arn = this.buckets.get(name)?.bucketArn ?? `arn:${Stack.of(this).partition}:s3:::${name}`;
        return [action === "s3:ListBucket" ? arn : `${arn}/*`];
      }
      case "workflow":
        return [needed(this.#substitutions[placeholderKey("workflow", name)], kind, name)];
      case "arn": {
        const { partition, region, account } = Stack.of(this);
        return [name.replace(/^arn:aws:(\w+):\*:\*:/, `arn:${partition}:$1:${region}:${account}:`)];
      }
      default:
        throw new Error(`infra knows no resources of the kind ${kind}, which ${name} is`);
    }
  }

  /** Waiting for a nested execution (`.sync`) takes a rule of AWS's own, and actions on executions that come to be later. */
  #unconfinedArns(action: string, nested: readonly string[]): readonly string[] {
    const { partition, region, account } = Stack.of(this);
    if (action.startsWith("events:")) {
      const rule = "StepFunctionsGetEventsForStepFunctionsExecutionRule";
      return [`arn:${partition}:events:${region}:${account}:rule/${rule}`];
    }
    if (action === "states:DescribeExecution" || action === "states:StopExecution") {
      return nested.map((name) => {
        const machine = this.workflows.get(name)?.stateMachine.stateMachineName ?? this.#physicalName(name);
        return `arn:${partition}:states:${region}:${account}:execution:${machine}:*`;
      });
    }
    return ["*"];
  }

  #physicalName(workflow: string): string {
    return `${Stack.of(this).stackName}-${workflow}`.slice(0, 80);
  }

  #arnByName(workflow: string): string {
    const resourceName = this.#physicalName(workflow);
    return Stack.of(this).formatArn({
      service: "states",
      resource: "stateMachine",
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}

function compileForCloudFormation({ paths, projectRoot }: SetpieceProjectProps) {
  const result = compileProject({ paths, cwd: projectRoot, resourceName: placeholderName });
  if (hasErrors(result.diagnostics)) {
    throw new Error(
      `the workflows do not compile:\n\n${formatDiagnostics(result.diagnostics, "text", { cwd: projectRoot })}`,
    );
  }
  return result;
}

function needed<T>(value: T | undefined, kind: string, name: string): T {
  if (value === undefined) throw new Error(`the ${kind} ${name} is not among what the workflows declare`);
  return value;
}
