import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { registry, WorkflowError } from "setpiece";
import { afterEach, describe, expect, test, vi } from "vitest";
import { observed } from "../../tasks/observed.js";
import { logger, metrics } from "../../tasks/powertools.js";

afterEach(() => vi.restoreAllMocks());

/** What is logged, with the keys that the logger carries at that moment. */
function watchLogs(): { readonly level: string; readonly text: unknown; readonly keys: object }[] {
  const lines: { level: string; text: unknown; keys: object }[] = [];
  for (const level of ["info", "warn", "error"] as const) {
    vi.spyOn(logger, level).mockImplementation((...said: readonly unknown[]) => {
      lines.push({ level, text: said[0], keys: temporaryKeys() });
    });
  }
  return lines;
}

let appended: object = {};
const temporaryKeys = () => appended;

function watchKeys(): void {
  vi.spyOn(logger, "appendKeys").mockImplementation((keys) => void (appended = { ...appended, ...keys }));
  vi.spyOn(logger, "resetKeys").mockImplementation(() => void (appended = {}));
}

class Refused extends WorkflowError {}

describe("an observed handler", () => {
  test("carries the request's id and the ids of its input in its logs, and nothing else of either", async () => {
    watchKeys();
    const lines = watchLogs();
    const handler = observed(
      ({ orderId }: { orderId: string; customerId: string; token: string; quantity: number }) => {
        logger.info("at work");
        return orderId;
      },
    );
    const input = { orderId: "O-1", customerId: "c".repeat(500), token: "secret", quantity: 2 };
    expect(await handler(input, { awsRequestId: "r-1", functionName: "book", memoryLimitInMB: "256" })).toBe("O-1");
    const keys = { orderId: "O-1", customerId: "c".repeat(100), request: "r-1", function: "book" };
    expect(lines).toEqual([{ level: "info", text: "at work", keys }]);
    expect(temporaryKeys()).toEqual({});
  });

  test.each([
    [new Refused("no"), "warn", "Refused"],
    [new TypeError("oh"), "error", "TypeError"],
  ])("fails as before: %s is logged as %s and counted by its name", async (thrown, level, name) => {
    watchKeys();
    const lines = watchLogs();
    const failure = { addDimension: vi.fn(), addMetric: vi.fn() };
    vi.spyOn(metrics, "singleMetric").mockReturnValue(failure as never); // only these two are called
    const handler = observed(() => {
      throw thrown;
    });
    await expect(handler({ paymentId: "P-1" }, {})).rejects.toBe(thrown);
    expect(lines).toMatchObject([{ level, keys: { paymentId: "P-1" } }]);
    expect(failure.addDimension).toHaveBeenCalledWith("error", name);
    expect(failure.addMetric).toHaveBeenCalledOnce();
    expect(temporaryKeys()).toEqual({});
  });

  test("hands its figures over when it ends, also when it fails", async () => {
    const publish = vi.spyOn(metrics, "publishStoredMetrics");
    await observed(() => metrics.addMetric("Sold", "Count", 1))({}, {});
    expect(publish).toHaveBeenCalledOnce();
    expect(metrics.hasStoredMetrics()).toBe(false);
  });
});

test("every handler of the shop is observed", async () => {
  const folder = path.resolve(import.meta.dirname, "../../tasks");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const names: string[] = [];
  for (const file of files.map((each) => path.join(folder, each))) {
    const found = [...readFileSync(file, "utf8").matchAll(/= lambda\(\s*"(\w+)"/g)].map(([, name = ""]) => name);
    if (found.length > 0) await import(pathToFileURL(file).href);
    names.push(...found);
  }
  expect(names.length).toBeGreaterThan(20);
  const lines = watchLogs();
  for (const name of names) {
    lines.length = 0;
    // All of them check their input first, so none comes far.
    await expect(Promise.resolve(registry.lambdas.get(name)?.({}, {})), name).rejects.toThrow();
    expect(lines, name).toHaveLength(1);
  }
});
