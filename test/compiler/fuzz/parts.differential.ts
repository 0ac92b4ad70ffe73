import { expect, test } from "vitest";
import { generateAboutClasses } from "./classes/program.js";
import { generateAboutElements } from "./parts/helped-elements.js";
import { generateAboutGroups } from "./parts/helped-groups.js";
import { generateAboutIdentity, generateAboutParts } from "./parts/program.js";
import { checkPrograms, scenariosFor } from "./statements/check.js";
import { describeMismatch } from "./statements/describe.js";
import { shrinkMismatch } from "./statements/shrink.js";

/** Changes beside a name for what they move, of what is gone through, or for what may be elsewhere, and comparisons of such; TypeScript finds fault with some. */
const mayRefuse = ["SP1000", "SP1108", "SP1209", "SP1220", "SP1244", "SP1305", "SP1427"];

/** Every run checks the same programs; `npm run fuzz:statements -- --about parts|identity|elements|groups` goes on with others. */
const kinds = [
  { about: "names for parts of values", generate: generateAboutParts, programs: 40, refusals: mayRefuse },
  {
    about: "comparisons of parts",
    generate: generateAboutIdentity,
    programs: 30,
    refusals: [...mayRefuse, "SP1306"],
  },
  {
    about: "rows that functions give and change",
    generate: (seed: number) => generateAboutElements(seed, 3),
    programs: 30,
    refusals: [...mayRefuse, "SP1306"],
  },
  {
    about: "rows in lists that functions make",
    generate: (seed: number) => generateAboutGroups(seed, 3),
    programs: 30,
    refusals: mayRefuse,
  },
  {
    about: "instances whose methods change them",
    generate: (seed: number) => generateAboutClasses(seed, 3),
    programs: 30,
    refusals: [...mayRefuse, "SP1238", "SP1242", "SP1250", "SP1307", "SP1409"],
  },
];

test.each(kinds)(
  "$about keep to JavaScript's references, or are refused",
  async ({ generate, programs, refusals }) => {
    const result = await checkPrograms(
      Array.from({ length: programs }, (_, index) => generate(1_000 + index)),
      scenariosFor(2),
    );
    const [first] = result.mismatches;
    if (first !== undefined) expect.fail(describeMismatch(await shrinkMismatch(first)));
    expect(result.crashed.map(({ program, error }) => `seed ${program.seed}: ${error.message}`)).toEqual([]);
    const others = result.refused.filter(({ codes }) => codes.some((code) => !refusals.includes(code)));
    expect(others.map(({ program, messages }) => `seed ${program.seed}: ${messages.join("\n")}`)).toEqual([]);
    expect(result.clean).toBeGreaterThan(programs / 4);
  },
  180_000,
);
