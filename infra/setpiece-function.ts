import { rmSync } from "node:fs";
import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Manifest } from "../compiler/index.js";
import { type BundleOptions, bundleFunction, folderWithoutBundle } from "./bundle-function.js";

export type ManifestLambda = Manifest["lambdas"][number];

export interface SetpieceFunctionProps {
  /** The task as the manifest describes it. */
  readonly task: ManifestLambda;
  readonly bundle: Omit<BundleOptions, "task">;
  /** @default the function finds nothing in its environment but what AWS puts there */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default logs are kept for six months */
  readonly logRetention?: RetentionDays;
  /** @default logs outlive the stack */
  readonly logRemovalPolicy?: RemovalPolicy;
}

/** The Lambda function of a task: Node.js 22 on arm64, traced, with JSON logs in a group of its own. */
export class SetpieceFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: SetpieceFunctionProps) {
    super(scope, id);
    const { task, bundle, environment = {}, logRetention = RetentionDays.SIX_MONTHS } = props;
    // The CDK says by its context which stacks a command concerns; of the others it wants no bundles.
    const isBundled = Stack.of(this).bundlingRequired;
    const folder = isBundled ? bundleFunction({ ...bundle, task: task.name }) : folderWithoutBundle();
    try {
      this.function = new LambdaFunction(this, "Function", {
        description: `Task ${task.name}`,
        code: Code.fromAsset(folder),
        handler: "index.handler",
        runtime: Runtime.NODEJS_22_X,
        architecture: Architecture.ARM_64,
        timeout: Duration.seconds(task.timeoutSeconds),
        memorySize: task.memory,
        tracing: Tracing.ACTIVE,
        loggingFormat: LoggingFormat.JSON,
        logGroup: new LogGroup(this, "Logs", {
          retention: logRetention,
          removalPolicy: props.logRemovalPolicy ?? RemovalPolicy.RETAIN,
        }),
        environment: { ...environment },
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
