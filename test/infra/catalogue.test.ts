import path from "node:path";
import { App, SecretValue, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Authorization, Connection } from "aws-cdk-lib/aws-events";
import { beforeAll, expect, test } from "vitest";
import { SetpieceProject } from "../../infra/setpiece-project.js";

const props = { paths: ["workflows"], projectRoot: path.resolve(import.meta.dirname, "fixtures/catalogue") };

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

let template: Template;

beforeAll(() => {
  const stack = new Stack(new App(), "Shop");
  const authorization = Authorization.apiKey("x-api-key", SecretValue.secretsManager("search-key"));
  const connection = new Connection(stack, "Search", { authorization });
  new SetpieceProject(stack, "Shop", {
    ...props,
    endpoints: { search: { connection, url: "https://search.test.example.com" } },
  });
  template = Template.fromStack(stack);
}, 180_000);

/** Statements of the policies whose logical ids contain the words, with resources in readable form. */
function statementsOf(words: string): Record<string, unknown>[] {
  const policies = Object.entries(template.findResources("AWS::IAM::Policy")).filter(([id]) => id.includes(words));
  return policies.flatMap(([, policy]) => {
    const { PolicyDocument } = (policy as { Properties: { PolicyDocument: { Statement: Statement[] } } }).Properties;
    return PolicyDocument.Statement.filter(({ Resource }) => Resource !== "*").map(
      ({ Action, Resource, Condition }) => ({
        may: [Action].flat().join(" "),
        on: [Resource].flat().map(readable).sort().join(" "),
        ...(Condition === undefined ? {} : { when: Condition }),
      }),
    );
  });
}

function readable(resource: unknown): string {
  if (typeof resource === "string") return resource;
  const { Ref, "Fn::GetAtt": attribute, "Fn::Join": join } = resource as Record<string, unknown>;
  if (typeof Ref === "string") return Ref.startsWith("AWS::") ? Ref.slice(5) : Ref.replace(/[0-9A-F]{8}$/, "");
  if (Array.isArray(attribute)) return `${String(attribute[0]).replace(/[0-9A-F]{8}$/, "")}.${String(attribute[1])}`;
  return (join as [string, unknown[]])[1].map(readable).join("");
}

test("a distributed map may run executions of its own machine, in a policy that depends on the machine", () => {
  expect(statementsOf("ImportProductsMapRuns")).toEqual([
    { may: "states:StartExecution", on: "ShopWorkflowImportProductsStateMachine" },
    {
      may: "states:DescribeExecution states:RedriveExecution states:StopExecution",
      on: ["/*", ":*"]
        .map(
          (names) =>
            `arn:Partition:states:Region:AccountId:execution:ShopWorkflowImportProductsStateMachine.Name${names}`,
        )
        .sort()
        .join(" "),
    },
  ]);
});

test("it may read its items and write its results, and no more", () => {
  const found = statementsOf("ImportProductsRole").filter(({ may }) => String(may).includes("s3:"));
  expect(found).toEqual([
    {
      may: "s3:AbortMultipartUpload s3:GetObject s3:ListMultipartUploadParts s3:PutObject",
      on: expect.stringMatching(/^ShopBucketImports\w*\.Arn\/\*$/) as string,
    },
  ]);
  const listing = statementsOf("ListImagesRole");
  expect(listing).toEqual([{ may: "s3:ListBucket", on: "arn:Partition:s3:::images-of-the-shop" }]);
});

test("an HTTP endpoint may be called at its address with the methods in use, with its connection", () => {
  const found = statementsOf("ImportProductsRole").filter(({ may }) => !/s3:|dynamodb:/.test(String(may)));
  expect(found).toEqual([
    { may: "events:RetrieveConnectionCredentials", on: "SearchConnection.Arn" },
    { may: "secretsmanager:DescribeSecret secretsmanager:GetSecretValue", on: "SearchConnection.SecretArn" },
    {
      may: "states:InvokeHTTPEndpoint",
      on: "arn:Partition:states:Region:AccountId:stateMachine:*",
      when: {
        StringEquals: { "states:HTTPMethod": ["POST", "PUT"] },
        StringLike: { "states:HTTPEndpoint": "https://search.test.example.com/*" },
      },
    },
  ]);
});

test("the machine calls the address and the connection of the stage", () => {
  const text = JSON.stringify(template.findResources("AWS::StepFunctions::StateMachine"));
  expect(text).toContain('"https://search.test.example.com"');
  expect(text).toContain('\\"ApiEndpoint\\":\\"${endpoint_');
  expect(text).not.toContain("search.example.com/v2");
});

test("an endpoint without a connection is refused", () => {
  const stack = new Stack(new App(), "Other");
  expect(() => new SetpieceProject(stack, "Shop", props)).toThrow(/HTTP endpoint search needs a connection/);
});
