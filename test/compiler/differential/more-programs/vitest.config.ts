import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const conditions = ["setpiece:source", "node"];

// Run by `npm run test:more-programs`, apart from `npm test`, which has the other programs, and is to stay fast.
// eslint-disable-next-line import-x/no-default-export -- vitest asks for it
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    root: fileURLToPath(new URL("../../../..", import.meta.url)),
    include: ["test/compiler/differential/more-programs/*.differential.ts", "test/compiler/fuzz/*.differential.ts"],
    testTimeout: 60_000,
    execArgv: ["--max-semi-space-size=64"],
  },
});
