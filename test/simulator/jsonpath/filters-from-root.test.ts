import { expect, test } from "vitest";

import { runMachine } from "../../../simulator/index.js";
import type { JsonValue } from "../../../simulator/json.js";

// A path from the root inside a filter leads to the same for every item, and is followed once.

const known = async (input: JsonValue) =>
  (
    await runMachine({
      definition: {
        StartAt: "A",
        States: { A: { Type: "Pass", InputPath: "$.orders[?(@.id in $.known[*].id)]", End: true } },
      },
      input,
    })
  ).output;

test("each document has its own answer", async () => {
  const orders = [{ id: 1 }, { id: 2 }];
  expect(await known({ orders, known: [{ id: 2 }] })).toEqual([{ id: 2 }]);
  expect(await known({ orders, known: [{ id: 1 }] })).toEqual([{ id: 1 }]);
  expect(await known({ orders })).toEqual([]);
});

test("many items take no longer than they are", async () => {
  const orders = Array.from({ length: 8_000 }, (_, id) => ({ id }));
  expect(await known({ orders, known: orders.slice(0, 3_000) })).toHaveLength(3_000);
});
