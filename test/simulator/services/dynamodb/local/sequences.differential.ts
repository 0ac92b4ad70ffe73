import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalNumber } from "../../../../../simulator/services/dynamodb/decimal.js";
import { seed } from "../../../../support/random-seed.js";
import { type BothEngines, bothEngines } from "./both-engines.js";
import { sameOutcome } from "./expect-same.js";
import { type Call, callArbitrary, createTable } from "./random-calls.js";

const sequences = Number(process.env["SETPIECE_SEQUENCES"] ?? 150);

test("random sequences of calls are answered alike", async () => {
  let calls = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(callArbitrary, { minLength: 5, maxLength: 40 }), async (sequence) => {
      const engines = bothEngines();
      await engines.call("CreateTable", createTable);
      for (const call of sequence) {
        calls += 1;
        await expectSameAnswer(engines, call);
      }
      await expectSameAnswer(engines, { action: "Scan", input: { TableName: "things" }, isUnordered: true });
      await engines.call("DeleteTable", { TableName: "things" });
    }),
    { numRuns: sequences, seed },
  );
  console.log(`${sequences} sequences, ${calls} calls answered alike`);
});

async function expectSameAnswer(engines: BothEngines, call: Call): Promise<void> {
  const answers = await engines.call(call.action, call.input);
  const [local, ours] = [withPlainSets(answers.local), withPlainSets(answers.ours)];
  const [expected, found] = call.isUnordered === true ? [withoutOrder(local), withoutOrder(ours)] : [local, ours];
  if (!sameOutcome(expected, found)) expect({ call, answer: found }).toEqual({ call, answer: expected });
}

function withoutOrder<T>(answer: T): T {
  const text = JSON.stringify(answer, (key, value: unknown) =>
    (key === "Items" || key === "things") && Array.isArray(value)
      ? value.map((item) => JSON.stringify(item)).sort()
      : value,
  );
  return JSON.parse(text) as T;
}

/** Sets have no order, and DynamoDB Local keeps `1E-20` as it was written where `ADD` makes the set. */
function withPlainSets<T>(answer: T): T {
  const text = JSON.stringify(answer, (key, value: unknown) =>
    key === "NS" && Array.isArray(value) ? value.map((number) => canonicalNumber(String(number))).sort() : value,
  );
  return JSON.parse(text) as T;
}
