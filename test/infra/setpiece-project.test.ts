import path from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, test } from "vitest";
import { SetpieceProject } from "../../infra/setpiece-project.js";

const projectRoot = path.resolve(import.meta.dirname, "fixtures/shop");

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

let template: Template;
let project: SetpieceProject;

beforeAll(() => {
  const stack = new Stack(new App(), "Shop");
  project = new SetpieceProject(stack, "Shop", {
    paths: ["workflows"],
    projectRoot,
    bundleConditions: ["setpiece:source"],
    environment: { "*": { STAGE: "test" }, greet: { GREETING: "hello" } },
  });
  template = Template.fromStack(stack);
}, 180_000);

/** The statements of the one role whose policy's logical id contains the words. */
function statementsOf(words: string): Record<string, unknown>[] {
  const policies = Object.entries(template.findResources("AWS::IAM::Policy")) as [string, Resource][];
  const found = policies.filter(([id]) => id.includes(words));
  expect(found).toHaveLength(1);
  const document = found[0]?.[1].Properties.PolicyDocument as { Statement: Record<string, unknown>[] };
  return document.Statement;
}

/** What a role may do besides logs and traces: actions by resource, in readable form. */
function permissionsOf(words: string): Record<string, unknown> {
  const own = statementsOf(words).filter(({ Resource }) => Resource !== "*");
  return Object.fromEntries(
    own.flatMap(({ Action, Resource }) =>
      (Array.isArray(Resource) ? Resource : [Resource]).map((resource) => [readable(resource), Action]),
    ),
  );
}

function readable(resource: unknown): string {
  const text = JSON.stringify(resource);
  const ids = [
    ...text.matchAll(/Shop(Table|Task|Workflow|Bus)([A-Za-z]+?)(?:Table|Function|StateMachine)?[0-9A-F]{8}/g),
  ];
  const suffix = /(:execution:|:rule\/|\/index\/)/.exec(text)?.[0] ?? "";
  return `${suffix}${ids.map((id) => `${id[1]} ${id[2]}`).join(" ")}`;
}

describe("tables", () => {
  test("are on-demand, encrypted, recoverable, protected and retained", () => {
    template.resourceCountIs("AWS::DynamoDB::Table", 3);
    template.allResourcesProperties("AWS::DynamoDB::Table", {
      BillingMode: "PAY_PER_REQUEST",
      SSESpecification: { SSEEnabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    });
    template.allResources("AWS::DynamoDB::Table", { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
  });

  test("have the keys and the expiry that the workflows declare", () => {
    template.hasResourceProperties("AWS::DynamoDB::Table", {
      KeySchema: [
        { AttributeName: "day", KeyType: "HASH" },
        { AttributeName: "second", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "day", AttributeType: "S" },
        { AttributeName: "second", AttributeType: "N" },
      ],
      TimeToLiveSpecification: { AttributeName: "goneAt", Enabled: true },
    });
  });
});

describe("permissions", () => {
  test("of a machine are what its states do, on what they do it with", () => {
    expect(permissionsOf("WorkflowCloseDay")).toEqual({
      "Task CountSales": "lambda:InvokeFunction",
      "Table HumanTasks": "dynamodb:PutItem",
      "Table Archive": "dynamodb:PutItem",
    });
  });

  test("of a machine that waits for another cover that machine, its executions and AWS's own rule", () => {
    expect(permissionsOf("WorkflowCloseWeek")).toEqual({
      "Workflow CloseDay": "states:StartExecution",
      ":execution:Workflow CloseDay": ["states:DescribeExecution", "states:StopExecution"],
      ":rule/": ["events:DescribeRule", "events:PutRule", "events:PutTargets"],
      "Bus News": "events:PutEvents",
    });
  });

  test("of a function are those that it declares", () => {
    expect(permissionsOf("TaskCountSales")).toEqual({
      "Table SalesByDay": "dynamodb:Query",
      "/index/Table SalesByDay": "dynamodb:Query",
    });
    expect(permissionsOf("TaskGreet")).toEqual({});
  });

  test("on everything are for logs and traces only", () => {
    const policies = Object.values(template.findResources("AWS::IAM::Policy")) as Resource[];
    const open = policies
      .flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Record<string, unknown>[] }).Statement)
      .filter(({ Resource }) => Resource === "*")
      .flatMap(({ Action }) => Action as string[]);
    expect(open.filter((action) => !/^(logs|xray):/.test(action))).toEqual([]);
  });
});

describe("functions", () => {
  test("take timeout and memory from the task, and find their tables in the environment", () => {
    template.hasResourceProperties("AWS::Lambda::Function", {
      Description: "Task countSales",
      Timeout: 45,
      MemorySize: 512,
      Runtime: "nodejs22.x",
      Architectures: ["arm64"],
      TracingConfig: { Mode: "Active" },
      Environment: {
        Variables: {
          STAGE: "test",
          SETPIECE_NAME_SALES_BY_DAY: { Ref: Match.stringLikeRegexp("ShopTableSalesByDay") },
        },
      },
    });
    template.hasResourceProperties("AWS::Lambda::Function", {
      Description: "Task greet",
      Environment: { Variables: { STAGE: "test", GREETING: "hello" } },
    });
  });
});

describe("machines", () => {
  /** The definition that CloudFormation would give a machine, with logical ids for names. */
  function definitionOf(workflow: string): { text: string; definition: Record<string, unknown> } {
    const machines = Object.entries(template.findResources("AWS::StepFunctions::StateMachine")) as [string, Resource][];
    const [, machine] = machines.find(([id]) => id.includes(`Workflow${workflow}`)) ?? [];
    const [text, names] = (machine?.Properties.DefinitionString as { "Fn::Sub": [string, Record<string, unknown>] })[
      "Fn::Sub"
    ];
    const filled = text.replaceAll(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, key: string) =>
      literal === "!" ? `\${${key}}` : (JSON.stringify(names[key]) ?? "missing").replaceAll('"', "'"),
    );
    return { text: filled, definition: JSON.parse(filled) as Record<string, unknown> };
  }

  test("name the deployed table, function and machine, and keep other ${…} as text", () => {
    const { text } = definitionOf("CloseDay");
    expect(text).toMatch(/"TableName":"\{'Ref':'ShopTableArchive/);
    expect(text).toMatch(/"FunctionName":"\{'Fn::GetAtt':\['ShopTaskCountSales[^\]]*'Arn'\]\}"/);
    expect(text).toContain('"${not a placeholder}"');
    expect(definitionOf("CloseWeek").text).toMatch(/"StateMachineArn":"\{'Ref':'ShopWorkflowCloseDay/);
  });

  test("are traced, logged without data, and retained", () => {
    template.allResourcesProperties("AWS::StepFunctions::StateMachine", {
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: Match.objectLike({ IncludeExecutionData: false }),
    });
    template.allResources("AWS::StepFunctions::StateMachine", { DeletionPolicy: "Retain" });
    template.hasResourceProperties("AWS::StepFunctions::StateMachine", { StateMachineType: "EXPRESS" });
  });
});

test("the whole stack is as reviewed", async () => {
  const { Resources } = template.toJSON() as { Resources: Record<string, Resource> };
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type === "AWS::Lambda::Function") Properties.Code = "(bundle)";
    if (Type === "AWS::StepFunctions::StateMachine") Properties.DefinitionString = "(machine)";
  }
  await expect(`${JSON.stringify(Resources, null, 2)}\n`).toMatchFileSnapshot("golden/shop.template.json");
  expect([...project.workflows.keys()].sort()).toEqual(["close-day", "close-week", "hello"]);
});

test("workflows that do not compile are refused with the compiler's report", () => {
  const stack = new Stack(new App(), "Empty");
  expect(() => new SetpieceProject(stack, "Shop", { paths: ["missing"], projectRoot })).toThrow(
    /do not compile[^]*SP1006/,
  );
});
