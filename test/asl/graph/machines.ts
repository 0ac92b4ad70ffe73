/** A machine of the JSONPath language with every kind of state, and names that no format may take as its own. */
export const everything = {
  StartAt: "prepare",
  States: {
    prepare: { Type: "Pass", Next: 'if "a" < b & c' },
    'if "a" < b & c': {
      Type: "Choice",
      Choices: [
        { Variable: "$.total", NumericGreaterThan: 100, Next: "both" },
        { Not: { Variable: "$.kind", StringEquals: "<b>end</b>" }, Next: "each" },
        {
          And: [
            { Variable: "$.a", IsPresent: true },
            { Variable: "$.b", NumericLessThanEqualsPath: "$.a" },
          ],
          Next: "pause",
        },
      ],
      Default: "stop",
    },
    both: {
      Type: "Parallel",
      Branches: [
        { StartAt: "left", States: { left: { Type: "Wait", Seconds: 60, End: true } } },
        { StartAt: "right", States: { right: { Type: "Fail", Error: "Wrong" } } },
      ],
      Catch: [{ ErrorEquals: ["Wrong", "States.Timeout"], Next: "stop" }],
      Next: "each",
    },
    each: {
      Type: "Map",
      ItemProcessor: {
        StartAt: "call",
        States: {
          call: {
            Type: "Task",
            Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            Catch: [{ ErrorEquals: ["States.ALL"], Next: "leave" }],
            End: true,
          },
          leave: { Type: "Succeed" },
        },
      },
      Next: "pause",
    },
    pause: { Type: "Wait", SecondsPath: "$.seconds", Next: "again" },
    again: { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:again", Next: "prepare" },
    stop: { Type: "Succeed" },
  },
};

/** A machine of the JSONata language that one state ends. */
export const computed = {
  QueryLanguage: "JSONata",
  StartAt: "ask",
  States: {
    ask: {
      Type: "Choice",
      Choices: [
        { Condition: "{% ($one := function($x){ $x }; $two := 2; $one($total) > $two) %}", Next: "pay" },
        { Condition: "{% $paid %}", Next: "pay" },
      ],
      Default: "fail",
    },
    pay: { Type: "Task", Resource: "arn:aws:states:::aws-sdk:sfn:startExecution", End: true },
    fail: { Type: "Fail", Error: "{% $error.name %}" },
  },
};
