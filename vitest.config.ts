import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.js";

const conditions = ["setpiece:source", "node"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/random-seed.ts"],
    sequence: { sequencer: LongestFirst },
    // Loading the compiler, the AWS SDK and all their types for each file would take longer than the tests.
    isolate: false,
    // Vitest leaves one core free by itself, which on two cores halves the speed.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Generous, because a busy machine must not make a test fail.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most objects die young: with the default of 16 MiB a third of the time goes into moving those that have not yet.
    execArgv: ["--max-semi-space-size=64"],
    // `npm run synth` has CDK check the templates against its rules, which takes longer than all else that is done with them.
    env: { CDK_VALIDATION: "false" },
    expect: { poll: { timeout: 20_000, interval: 20 } },
  },
});
