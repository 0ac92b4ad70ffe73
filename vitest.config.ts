import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const conditions = ["setpiece:source", "node"];

/** What every project of tests has in common. */
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
};

const settings = {
  // Generous, because a busy machine must not make a test fail.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // Most objects die young: with the default of 16 MiB a third of the time goes into moving those that have not yet.
  execArgv: ["--max-semi-space-size=64"],
  expect: { poll: { timeout: 20_000, interval: 20 } },
};

/** They set the environment of the AWS SDK, which other tests leave alone. */
const retail = ["test/workflows/**/*.test.ts", "test/tasks/**/*.test.ts"];

/** Commands load workflow files of many small projects, some of which share names. */
const withModulesOfTheirOwn = ["test/cli/**/*.test.ts"];

export default defineConfig({
  test: {
    // Vitest leaves one core free by itself, which on two cores halves the speed.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        ...shared,
        test: {
          ...settings,
          name: "units",
          include: ["test/**/*.test.ts"],
          exclude: [...retail, ...withModulesOfTheirOwn],
          isolate: false,
        },
      },
      {
        ...shared,
        test: { ...settings, name: "workflows", include: retail, isolate: false },
      },
      {
        ...shared,
        test: { ...settings, name: "commands", include: withModulesOfTheirOwn },
      },
    ],
  },
});
