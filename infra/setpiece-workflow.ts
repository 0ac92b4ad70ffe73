import { ArnFormat, Fn, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Policy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import {
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { withPlainPlaceholders } from "./placeholder.js";
import type { CompiledWorkflow } from "../compiler/index.js";

export interface SetpieceWorkflowProps {
  /** The workflow, compiled with `placeholderName`. */
  readonly workflow: CompiledWorkflow;
  /** The real names behind the placeholders of its machine. */
  readonly substitutions: Readonly<Record<string, string>>;
  /** What the machine may do. */
  readonly permissions: readonly PolicyStatement[];
  /** @default the machine has no distributed map, whose executions are the machine's own */
  readonly runsExecutionsOfItself?: boolean;
  /** @default AWS chooses a unique name */
  readonly stateMachineName?: string;
  /** @default definition and execution data are encrypted with a key that AWS owns */
  readonly encryptionKey?: IKey;
  /**
   * Whether logs hold the inputs and outputs of states.
   *
   * @default they do not: they may hold personal data and task tokens
   */
  readonly logExecutionData?: boolean;
  /** @default logs are kept for six months */
  readonly logRetention?: RetentionDays;
  /** @default the machine, its history and its logs outlive the stack */
  readonly removalPolicy?: RemovalPolicy;
}

/** A compiled workflow as a state machine with a role of its own, traced and logged. */
export class SetpieceWorkflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: SetpieceWorkflowProps) {
    super(scope, id);
    const { workflow, substitutions, permissions, encryptionKey, removalPolicy = RemovalPolicy.RETAIN } = props;
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("states.amazonaws.com"),
      description: `What the workflow ${workflow.name} may do`,
    });
    for (const statement of permissions) role.addToPolicy(statement);
    this.stateMachine = new StateMachine(this, "StateMachine", {
      ...(props.stateMachineName === undefined ? {} : { stateMachineName: props.stateMachineName }),
      definitionBody: DefinitionBody.fromString(definitionText(workflow, substitutions)),
      stateMachineType: workflow.type === "EXPRESS" ? StateMachineType.EXPRESS : StateMachineType.STANDARD,
      role,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, "Logs", {
          logGroupName: `/aws/vendedlogs/states/${this.node.path.replaceAll(/[^A-Za-z0-9/_-]/g, "-")}`,
          retention: props.logRetention ?? RetentionDays.SIX_MONTHS,
          removalPolicy,
        }),
        level: workflow.type === "EXPRESS" ? LogLevel.ALL : LogLevel.ERROR,
        includeExecutionData: props.logExecutionData ?? false,
      },
      ...(encryptionKey === undefined
        ? {}
        : { encryptionConfiguration: new CustomerManagedEncryptionConfiguration(encryptionKey) }),
      removalPolicy,
    });
    if (props.runsExecutionsOfItself === true) this.#allowMapRuns(role);
  }

  /** A policy of its own: one that names the machine cannot be part of a role that the machine needs to come into being. */
  #allowMapRuns(role: Role): void {
    const { stateMachineArn, stateMachineName } = this.stateMachine;
    const executions = (names: string) =>
      Stack.of(this).formatArn({
        service: "states",
        resource: "execution",
        resourceName: `${stateMachineName}${names}`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
    new Policy(this, "MapRuns", {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ["states:StartExecution"], resources: [stateMachineArn] }),
        new PolicyStatement({
          actions: ["states:DescribeExecution", "states:RedriveExecution", "states:StopExecution"],
          resources: [executions(":*"), executions("/*")],
        }),
      ],
    });
  }
}

/**
 * The machine's text with the real names in it. `Fn::Sub` and not `DefinitionSubstitutions`, because only the former has a
 * way to say that a `${…}` is text: state names and literals may hold some. Only what the machine names is handed over;
 * more would make it depend on things that it does not use.
 */
function definitionText(workflow: CompiledWorkflow, substitutions: Readonly<Record<string, string>>): string {
  const used: Record<string, string> = {};
  const named = withPlainPlaceholders(JSON.stringify(workflow.definition));
  const text = named.replaceAll(/\$\{([^}"]*)/g, (whole, key: string) => {
    const value = substitutions[key];
    if (value === undefined) return `\${!${key}`;
    used[key] = value;
    return whole;
  });
  return Fn.sub(text, used);
}
