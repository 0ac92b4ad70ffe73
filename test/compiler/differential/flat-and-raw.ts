import type { Row } from "./row.js";
import { inputs } from "./stubs.js";

const type = `input: { s: string; n: number; k: number; xs: number[]; mixed: (string | null)[]; deep: (number | number[])[][] }`;
const values = inputs(
  { s: "Hello, Wörld", n: 3, k: 5, xs: [5, 3], mixed: ["a", null], deep: [[1, [2, 3]], [], [4]] },
  { s: "", n: -2, k: -1, xs: [], mixed: [], deep: [] },
  { s: "abc", n: -7, k: 0, xs: [1.5], mixed: [null], deep: [[[]]] },
  { s: "a😀b", n: 1.7, k: 1.9, xs: [0.1], mixed: ["b"], deep: [[[1, 2, 3]]] },
);

/** Lists of several levels as one, lists as text, raw templates, and parts of texts by their length. */
export const flatAndRaw: readonly Row[] = [
  {
    name: "flat takes several levels apart, or all there are",
    body: `async (${type}) => [input.deep.flat(2), input.deep.flat(Infinity), input.deep.flat(0), input.deep.flat(3), [1, [2, [3, [input.n]]]].flat(Infinity), [[[input.n]], [[1]]].flat(2).map((x) => x + 1)]`,
    scenarios: values,
  },
  {
    name: "lists as text",
    body: `async (${type}) => [String(input.xs), input.xs.toString(), String(input.mixed), input.mixed.toString(), input.xs.map(String).toString(), String([])]`,
    scenarios: values,
  },
  {
    name: "raw templates, substr, trimLeft and trimRight",
    body: `async (${type}) => [String.raw\`a\\n\${input.n}\\u00e9\`, String.raw\`\\\\d\`, String.raw\`x\${input.s}y\${input.k}\\.z\`, input.s.substr(1, 3), input.s.substr(-3, 2), input.s.substr(1.9, 2.9), input.s.substr(50), input.s.substr(input.n), input.s.substr(input.n, input.k), input.s.substr(1, input.k), \` \${input.s} \`.trimLeft(), \` \${input.s} \`.trimRight()]`,
    scenarios: values,
  },
];
