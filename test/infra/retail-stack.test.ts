import path from "node:path";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, expect, test } from "vitest";
import { RetailStack } from "../../infra/retail-stack.js";
import { retailWiring } from "../../tasks/wiring/retail-wiring.js";

let template: Template;

beforeAll(() => {
  const address = "https://partner.example.com/";
  // `npm run synth` bundles the handlers.
  const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
  const stack = new RetailStack(app, "Retail", {
    projectRoot: path.resolve(import.meta.dirname, "../.."),
    paymentProviderUrl: address,
    taxServiceUrl: address,
    orderDeskUrl: address,
    paymentPushUrl: `${address}notifications`,
    mailFrom: "shop@example.com",
    siteUrl: address,
  });
  template = Template.fromStack(stack);
}, 300_000);

test("everything of the wiring is deployed", () => {
  template.resourceCountIs("AWS::Pipes::Pipe", retailWiring.pipes.length);
  template.resourceCountIs("AWS::Scheduler::Schedule", retailWiring.schedules.length);
  template.resourceCountIs("AWS::Events::Rule", retailWiring.rules.length);
  template.resourceCountIs("AWS::SNS::Subscription", retailWiring.subscriptions.length);
  template.resourceCountIs("AWS::SQS::Queue", retailWiring.queues.length);
  template.resourceCountIs("AWS::S3::Bucket", retailWiring.buckets.length);
});

test("pipes wait for their workflow, so that a batch that failed comes again", () => {
  template.allResourcesProperties("AWS::Pipes::Pipe", {
    TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: "REQUEST_RESPONSE" } },
  });
});

test("the pipe on the stream of clicks halves a batch that fails, and tells a queue what it gave up", () => {
  const [pipe] = Object.values(
    template.findResources("AWS::Pipes::Pipe", {
      Properties: { SourceParameters: { KinesisStreamParameters: Match.anyValue() } },
    }),
  ) as { Properties: { RoleArn: { "Fn::GetAtt": [string, string] } } }[];
  expect(pipe).toMatchObject({
    Properties: {
      SourceParameters: {
        KinesisStreamParameters: {
          BatchSize: 10,
          MaximumBatchingWindowInSeconds: 1,
          MaximumRetryAttempts: 5,
          OnPartialBatchItemFailure: "AUTOMATIC_BISECT",
          DeadLetterConfig: { Arn: { "Fn::GetAtt": [expect.stringContaining("OddClicks"), "Arn"] } },
        },
        FilterCriteria: { Filters: [{ Pattern: '{"data":{"kind":["VIEW","INTENT","ERROR"]}}' }] },
      },
      TargetParameters: { InputTemplate: '{"sequenceNumber": <$.sequenceNumber>, "data": <$.data>}' },
    },
  });
  template.hasResource("AWS::Kinesis::Stream", {
    DeletionPolicy: "Retain",
    Properties: { ShardCount: 2, RetentionPeriodHours: 24, StreamEncryption: { EncryptionType: "KMS" } },
  });
});

test("only the outbox that a pipe reads has a stream", () => {
  const tables = Object.entries(template.findResources("AWS::DynamoDB::Table"));
  const streamed = tables.filter(
    ([, { Properties }]) => (Properties as object as { StreamSpecification?: object }).StreamSpecification,
  );
  expect(streamed.map(([id]) => id)).toEqual([expect.stringContaining("ReturnsOutbox")]);
});

test("queues are encrypted, keep for 14 days, and have their dead letters", () => {
  template.allResourcesProperties("AWS::SQS::Queue", { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
  const deadLetters = { deadLetterTargetArn: Match.anyValue() as unknown, maxReceiveCount: 5 };
  template.hasResourceProperties("AWS::SQS::Queue", { VisibilityTimeout: 300, RedrivePolicy: deadLetters });
});

test("the push sends an event's parts with a key from Secrets Manager, and keeps what is not delivered", () => {
  template.hasResourceProperties("AWS::Events::Rule", {
    EventPattern: Match.objectLike({ source: ["retail.payment"] }) as unknown,
    Targets: [
      Match.objectLike({
        DeadLetterConfig: Match.anyValue(),
        InputTransformer: {
          InputPathsMap: Match.objectLike({ payment: "$.detail.data.paymentId" }),
          InputTemplate: Match.stringLikeRegexp("<payment>"),
        },
      }),
    ],
  });
  expect(JSON.stringify(template.findResources("AWS::Events::Connection"))).toContain(
    "secretsmanager:setpiece/payment-push-key",
  );
});

test("the hub tells queues of orders, each what concerns it, and keeps what it could not tell", () => {
  const rules = Object.values(template.findResources("AWS::Events::Rule")) as {
    Properties: {
      EventPattern: { "detail-type": string[] };
      Targets: { InputTransformer: { InputTemplate: string } }[];
    };
  }[];
  const spokes = rules.filter(({ Properties }) => Properties.EventPattern["detail-type"].includes("OrderPlaced"));
  expect(spokes.flatMap(({ Properties }) => Properties.Targets)).toEqual(
    [/"lines":<lines>,"at":<at>\}$/, /"shipping":<shipping>/, /"tax":<tax>/].map((text) =>
      expect.objectContaining({
        DeadLetterConfig: { Arn: { "Fn::GetAtt": [expect.stringContaining("UndeliveredOrders"), "Arn"] } },
        InputTransformer: expect.objectContaining({ InputTemplate: expect.stringMatching(text) as unknown }) as unknown,
      }),
    ),
  );
});

test("the partners' API asks the authoriser and runs the intake", () => {
  template.hasResourceProperties("AWS::ApiGateway::Method", {
    HttpMethod: "POST",
    AuthorizationType: "CUSTOM",
    AuthorizerId: Match.anyValue() as unknown,
  });
  template.hasResourceProperties("AWS::ApiGateway::Authorizer", { Type: "TOKEN", AuthorizerResultTtlInSeconds: 60 });
});

test("the welcome mail's function may send from the shop's address alone", () => {
  template.hasResourceProperties("AWS::IAM::Policy", {
    PolicyDocument: Match.objectLike({
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: "ses:SendEmail",
          Condition: { StringEquals: { "ses:FromAddress": "shop@example.com" } },
        }),
      ]) as unknown,
    }) as unknown,
  });
});
