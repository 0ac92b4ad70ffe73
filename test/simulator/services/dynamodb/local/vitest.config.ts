import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Run by `npm run test:dynamodb-local:service`, apart from `npm test`: it needs Java 17.
// eslint-disable-next-line import-x/no-default-export -- vitest asks for it
export default defineConfig({
  test: {
    root: fileURLToPath(new URL("../../../../..", import.meta.url)),
    include: ["test/simulator/services/dynamodb/local/*.differential.ts"],
    globalSetup: [fileURLToPath(new URL("dynamodb-local.ts", import.meta.url))],
    testTimeout: 600_000,
    fileParallelism: false,
  },
});
