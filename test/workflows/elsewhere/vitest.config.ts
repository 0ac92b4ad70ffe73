import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const conditions = ["setpiece:source", "node"];
const fromHere = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/**
 * In the same order everywhere, for they share an endpoint. Handlers go by this machine's time: they sign addresses, and say
 * until when an answer is kept for calls that come again. The time of the endpoint, which judges both, leaps ahead from file
 * to file.
 */
class RealTimeFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
    const isFirst = ({ moduleId }: TestSpecification) => /voucher-notification|customer-welcome/.test(moduleId);
    return Promise.resolve([...sorted.filter(isFirst), ...sorted.filter((file) => !isFirst(file))]);
  }
}

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
    sequence: { sequencer: RealTimeFirst },
    // They share one endpoint, and each file makes its tables anew.
    fileParallelism: false,
  },
});
