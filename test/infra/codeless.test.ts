import path from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";
import { SetpieceProject } from "../../infra/setpiece-project.js";

const stack = new Stack(new App(), "Codeless");
const project = new SetpieceProject(stack, "Codeless", {
  paths: ["workflows"],
  projectRoot: path.resolve(import.meta.dirname, "fixtures/codeless"),
});
const template = Template.fromStack(stack);

test("an activity is made, and its state has its ARN", () => {
  expect([...project.activities.keys()]).toEqual(["pack"]);
  template.resourceCountIs("AWS::StepFunctions::Activity", 1);
  template.hasResourceProperties("AWS::StepFunctions::StateMachine", {
    DefinitionString: {
      "Fn::Sub": [
        Match.stringLikeRegexp('"Resource": ?"\\$\\{activity_pack\\}"'),
        Match.objectLike({ activity_pack: { Ref: Match.stringLikeRegexp("ActivityPack") } }),
      ],
    },
  });
});

test("the machine may call what it names, wait for its jobs, and take on the role", () => {
  const [policy] = Object.values(template.findResources("AWS::IAM::Policy")) as {
    Properties: { PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] } };
  }[];
  const statements = policy?.Properties.PolicyDocument.Statement ?? [];
  const actionsOn = (part: string) =>
    statements
      .filter(({ Resource }) => JSON.stringify(Resource).includes(part))
      .flatMap(({ Action }) => Action)
      .filter((action) => !/^(?:logs|xray):/.test(action));
  expect(actionsOn(":function:weigh")).toEqual(["lambda:InvokeFunction"]);
  expect(actionsOn(":function:price")).toEqual([]);
  expect(actionsOn(":rule/StepFunctionsGetEvent*")).toEqual([
    "events:DescribeRule",
    "events:PutRule",
    "events:PutTargets",
  ]);
  expect(actionsOn('"*"')).toEqual(["batch:DescribeJobs", "batch:SubmitJob", "batch:TerminateJob", "sts:AssumeRole"]);
});
