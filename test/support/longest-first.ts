import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, longest first: one that began last would leave all cores but one idle at the end. */
const longest = [
  "test/compiler/differential/programs.test.ts",
  "test/compiler/fuzz/statements-1.test.ts",
  "test/compiler/fuzz/statements-2.test.ts",
  "test/compiler/fuzz/statements-3.test.ts",
  "test/compiler/fuzz/statements-4.test.ts",
  "test/compiler/differential/aliasing.test.ts",
  "test/workflows/session-cleanup/session-sweep.test.ts",
  "test/infra/retail-stack.test.ts",
  "test/workflows/checkout/checkout-faults.test.ts",
  "test/compiler/minimal/minimal.test.ts",
];

/** Vitest's order goes by the times of the last run, and by the sizes of the files where there was none, as on a clean clone. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = longest.findIndex((name) => moduleId.endsWith(name));
      return index < 0 ? longest.length : index;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
