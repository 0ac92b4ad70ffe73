import { expect, test } from "vitest";
import { deploymentOrder } from "../../infra/deployment-order.js";

const workflow = (name: string, ...workflows: string[]) => ({
  name,
  workflows,
  file: "",
  asl: "",
  map: "",
  type: "STANDARD" as const,
  states: 1,
  lambdas: [],
  humans: [],
  tables: [],
  buses: [],
  permissions: [],
});

test("what is called comes before what calls it", () => {
  const { ordered, cyclic } = deploymentOrder([workflow("a", "b", "c"), workflow("b", "c"), workflow("c")]);
  expect(ordered.map(({ name }) => name)).toEqual(["c", "b", "a"]);
  expect(cyclic).toEqual(new Set());
});

test("workflows that call themselves are told, those that only call such are not", () => {
  const { ordered, cyclic } = deploymentOrder([
    workflow("a", "b"),
    workflow("b", "c"),
    workflow("c", "b"),
    workflow("d", "d"),
  ]);
  expect(ordered).toHaveLength(4);
  expect(cyclic).toEqual(new Set(["b", "c", "d"]));
});
