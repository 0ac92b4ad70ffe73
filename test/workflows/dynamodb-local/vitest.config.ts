import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const conditions = ["setpiece:source", "node"];
const fromHere = (file: string) => fileURLToPath(new URL(file, import.meta.url));

// Run by `npm run test:dynamodb-local:workflows`, apart from `npm test`: it needs Java 17.
// eslint-disable-next-line import-x/no-default-export -- vitest asks for it
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    root: fromHere("../../.."),
    include: ["test/workflows/**/*.test.ts", "test/operator/task-repository.test.ts"],
    globalSetup: [fromHere("../../simulator/services/dynamodb/local/dynamodb-local.ts")],
    setupFiles: [fromHere("use-dynamodb-local.ts")],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    isolate: false,
    // They share one server, and each makes its tables anew.
    fileParallelism: false,
  },
});
