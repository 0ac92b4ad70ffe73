import { HumanTaskRejected, TimedOut, WorkflowError } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { describe, expect, test } from "vitest";

class OutOfStock extends WorkflowError {}
class Taken extends ConditionalCheckFailed {}

const named = (name: string): Error => Object.assign(new Error("why"), { name });

describe("a class of errors", () => {
  test.each([
    [OutOfStock, "OutOfStock"],
    [TimedOut, "States.Timeout"],
    [HumanTaskRejected, "HumanTaskRejected"],
    [ConditionalCheckFailed, "DynamoDB.ConditionalCheckFailedException"],
    [Taken, "Taken"],
  ])("%o names its errors %s, and knows others by that name", (errorClass, name) => {
    expect(new errorClass("why")).toMatchObject({ name, message: "why" });
    expect(named(name)).toBeInstanceOf(errorClass);
    expect(named("Other")).not.toBeInstanceOf(errorClass);
    expect({ name }).not.toBeInstanceOf(errorClass);
  });
});
