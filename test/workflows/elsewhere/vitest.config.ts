import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const conditions = ["setpiece:source", "node"];
const fromHere = (file: string) => fileURLToPath(new URL(file, import.meta.url));

// Run by `npm run test:elsewhere`: the tests of the workflows against a `setpiece local` in a process of its own.
// eslint-disable-next-line import-x/no-default-export -- vitest asks for it
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    root: fromHere("../../.."),
    include: ["test/workflows/**/*.test.ts"],
    globalSetup: [fromHere("start-setpiece-local.ts")],
    setupFiles: [fromHere("use-setpiece-local.ts")],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    isolate: false,
    // They share one endpoint, and each file makes its tables anew.
    fileParallelism: false,
  },
});
