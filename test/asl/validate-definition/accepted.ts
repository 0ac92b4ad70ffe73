import type { ValidationOptions } from "../../../asl/index.js";
import { jsonata, pass, task, jsonataPass, jsonataTask, map, choice, caught } from "./machines.js";

/** Definitions that AWS accepts although they look odd. */
export const accepted: readonly (readonly [string, unknown, ValidationOptions?])[] = [
  ["Parameters of any type", pass({ Parameters: ["a", { "b.$": "$.b" }] })],
  ["null paths", pass({ InputPath: null, OutputPath: null, ResultPath: null })],
  ["paths into variables and context", pass({ InputPath: "$x.y[0]", OutputPath: "$$.Execution.Input" })],
  ["the root of the context", pass({ Parameters: { "c.$": "$$" } })],
  ["a path with '.[' in it", pass({ Parameters: { "c.$": "States.StringToJson($.[0].body)" } })],
  ["a filter with a bare word", pass({ Parameters: { "c.$": "States.ArrayGetItem($.a[?(@.k == Foo)].v, 0)" } })],
  ["a quoted name", pass({ Parameters: { "c.$": `$['Test\\""Name"']` } })],
  ["blanks around arguments and at the end", pass({ Parameters: { "c.$": "States.Format( '{}\n' , $.a )  " } })],
  ["a path in a Pass result", pass({ Result: { "a.$": "States.Nope(" } })],
  [
    "a callback whose token nobody gets",
    task({ Resource: "arn:aws:states:::aws-sdk:s3:listBuckets.waitForTaskToken", Parameters: {} }),
  ],
  ["a timeout of 0 of the machine", { ...pass({}), TimeoutSeconds: 0 }],
  ["a retry at once", task({ Retry: [{ ErrorEquals: ["A"], IntervalSeconds: 0 }] })],
  ["comments everywhere", caught({ Comment: "c" })],
  ["an ARN of another service", task({ Resource: "arn:aws:swf:us-east-1:123456789012:task:X" })],
  ["a Lambda function without account", task({ Resource: "arn:aws:lambda:::function:f" })],
  [
    "End: false beside Next",
    { StartAt: "S", States: { S: { Type: "Pass", End: false, Next: "E" }, E: { Type: "Succeed" } } },
  ],
  ["text that has blanks around an expression", jsonataPass({ Output: " {% states.input %} " })],
  ["an undefined variable", jsonataPass({ Output: "{% $nope %}" })],
  ["a constant condition", choice({ Condition: true, Next: "E" }, jsonata)],
  ["names inside a predicate, a group and a sort", jsonataPass({ Output: "{% $states.input.a[b > 1]^(c){ d: e } %}" })],
  [
    "the error in a catcher's Assign",
    { ...jsonata, ...caught({ Assign: { e: "{% $states.errorOutput %}" }, Output: "{% $states.input %}" }) },
  ],
  [
    "the result in Output and Assign",
    jsonataTask({ Output: "{% $states.result %}", Assign: { r: "{% $states.result %}" } }),
  ],
  ["items that are an object", map({ Items: { a: 1 } }, jsonata)],
  [
    "items in the context, and a number in a variable",
    map({ ItemsPath: "$$.Execution.Input.items", MaxConcurrencyPath: "$limits.workers" }),
  ],
  [
    "an item reader in an inline Map",
    map({ ItemReader: { Resource: "arn:aws:states:::s3:listObjectsV2", Parameters: { Bucket: "b" } } }),
  ],
  ["a JSONata state in a JSONPath machine", pass({ QueryLanguage: "JSONata", Output: "{% 1 %}" })],
  [
    "a name assigned in a branch and by the branch's own catcher",
    {
      StartAt: "P",
      States: {
        P: {
          Type: "Parallel",
          Branches: [{ StartAt: "B", States: { B: { Type: "Pass", Assign: { x: 1 }, End: true } } }],
          Catch: [{ ErrorEquals: ["States.ALL"], Assign: { x: 2 }, Next: "E" }],
          Next: "E",
        },
        E: { Type: "Succeed" },
      },
    },
  ],
  [
    "substitutions, where they are allowed",
    task({ Resource: "${Fn}", TimeoutSeconds: "${T}" }),
    { substitutions: true },
  ],
  [
    "functions of CloudFormation, where they are allowed",
    task({ Resource: { "Fn::GetAtt": ["F", "Arn"] } }),
    { substitutions: true },
  ],
];
