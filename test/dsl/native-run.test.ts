import { lambda, runNative, workflow, WorkflowError } from "setpiece";
import { dynamodb, table } from "setpiece/aws/dynamodb";
import { expect, test } from "vitest";

const double = lambda("double", (n: number) => n * 2);
const counters = table("counters", { partitionKey: "name" });

class OutOfStock extends WorkflowError {}

test("a Lambda task without a stub runs its own handler", async () => {
  const twice = workflow("twice", async (n: number) => double(await double(n)));
  expect(await runNative(twice, 3)).toBe(12);
});

test("an error of a task matches the workflow error class of its name", async () => {
  const guarded = workflow("guarded", async (n: number) => {
    try {
      return await double(n);
    } catch (error) {
      if (error instanceof OutOfStock) return error.message;
      throw error;
    }
  });
  const failing = (name: string) => () => {
    throw Object.assign(new Error("none left"), { name });
  };
  expect(await runNative(guarded, 1, { tasks: { double: failing("OutOfStock") } })).toBe("none left");
  await expect(runNative(guarded, 1, { tasks: { double: failing("Other") } })).rejects.toThrow("none left");
});

test("codeless calls are typed from the SDK and go to stubs by service and action", async () => {
  const next = workflow("next", async (name: string) => {
    const { Attributes } = await counters.updateItem({
      Key: { name: { S: name } },
      UpdateExpression: "ADD #v :one",
      ExpressionAttributeNames: { "#v": "value" },
      ExpressionAttributeValues: { ":one": { N: "1" } },
      ReturnValues: "UPDATED_NEW",
    });
    const all = await dynamodb.listTables({});
    return { value: Attributes?.value?.N, tables: all.TableNames };
  });
  const calls: unknown[] = [];
  const output = await runNative(next, "orders", {
    tasks: {
      "dynamodb:updateItem": () => ({ Attributes: { value: { N: "7" } } }),
      "dynamodb:listTables": () => ({ TableNames: ["counters"] }),
    },
    onCall: (call) => calls.push(call.task),
  });
  expect(output).toEqual({ value: "7", tables: ["counters"] });
  expect(calls).toEqual(["dynamodb:updateItem", "dynamodb:listTables"]);
});
