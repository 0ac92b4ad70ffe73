import { decimal, integer, notSimulated, type ShapeValue, structure, text } from "../wire/shape.js";

const arn = text({ min: 1, max: 1600 });

const roleArn = text({ min: 1, max: 1600, pattern: "arn:aws(-[a-z]+)?:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+" });
const deadLetterArn = text({
  min: 1,
  max: 1600,
  pattern: "arn:aws(-[a-z]+)?:sqs:[a-z0-9\\-]+:\\d{12}:[a-zA-Z0-9\\-_]+",
});

const noTarget = "no simulated target takes it";

const targetShape = structure(
  {
    Arn: arn,
    RoleArn: roleArn,
    Input: text({ min: 1, max: 262_144 }),
    DeadLetterConfig: structure({ Arn: deadLetterArn }),
    // Failed deliveries are not repeated: in process, they would only fail again.
    RetryPolicy: structure({
      MaximumEventAgeInSeconds: integer({ min: 60, max: 86_400 }),
      MaximumRetryAttempts: integer({ min: 0, max: 185 }),
    }),
    SqsParameters: structure({ MessageGroupId: text({ min: 1, max: 128 }) }),
    EventBridgeParameters: structure({ DetailType: text({ min: 1, max: 128 }), Source: text({ min: 1, max: 256 }) }, [
      "DetailType",
      "Source",
    ]),
    EcsParameters: notSimulated("EcsParameters", noTarget),
    KinesisParameters: notSimulated("KinesisParameters", noTarget),
    SageMakerPipelineParameters: notSimulated("SageMakerPipelineParameters", noTarget),
  },
  ["Arn", "RoleArn"],
);

export const scheduleShape = structure(
  {
    GroupName: text({ min: 1, max: 64, pattern: "[0-9a-zA-Z-_.]+" }),
    ScheduleExpression: text({ min: 1, max: 256 }),
    StartDate: decimal,
    EndDate: decimal,
    Description: text({ max: 512 }),
    ScheduleExpressionTimezone: text({ min: 1, max: 50 }),
    State: text({ values: ["ENABLED", "DISABLED"] }),
    KmsKeyArn: arn,
    Target: targetShape,
    FlexibleTimeWindow: structure(
      { Mode: text({ values: ["OFF", "FLEXIBLE"] }), MaximumWindowInMinutes: integer({ min: 1, max: 1440 }) },
      ["Mode"],
    ),
    ClientToken: text({ min: 1, max: 64 }),
    ActionAfterCompletion: text({ values: ["NONE", "DELETE"] }),
  },
  ["ScheduleExpression", "Target", "FlexibleTimeWindow"],
);

export type ScheduleInput = ShapeValue<typeof scheduleShape>;
