import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const bodies: readonly (readonly [name: string, body: string])[] = [
  [
    "what is taken out, in a function",
    `const drain = async () => { for (const x of held.splice(0)) await echo(x); }; held.push("z"); await drain(); held.push("y"); return held;`,
  ],
  [
    "what is taken out, put back",
    `for (const x of held.splice(0, 2)) { await echo(x); held.push(x + x); } return held;`,
  ],
  ["a copy", `for (const x of held.slice()) { await echo(x); held.push(x + x); } return held;`],
  [
    "some of the elements",
    `for (const x of held.filter((h) => h !== "b")) held.splice(held.indexOf(x), 1); return held;`,
  ],
  ["what is made of the elements", `for (const x of held.map((h) => h + h)) held.push(x); return held;`],
  [
    "batches of a queue that grows",
    `let n = 0; while (held.length > 0 && n++ < 9) { for (const x of held.splice(0, 2)) { await echo(x); if (x.length < 3) held.push(x + x); } } return { held, n };`,
  ],
  [
    "loops in loops",
    `for (const x of held.splice(0)) { if (x === "b") continue; held.unshift(x); for (const y of held.slice(1)) held.push(y + "!"); } return held;`,
  ],
  [
    "a member of an object",
    `const state = { held: [...xs] }; for (const x of state.held.splice(0)) { await echo(x); state.held.push(x + x); } return state;`,
  ],
  [
    "objects that stay where they are",
    `const rows = xs.map((x) => ({ x, n: 0 })); for (const row of rows.filter((r) => r.x !== "a")) { row.n++; rows.push({ x: "x", n: 1 }); } return rows;`,
  ],
  [
    "objects that give way to copies",
    `const rows = xs.map((x) => ({ x, n: 0 })); for (const row of rows.slice()) { rows.shift(); rows.push({ ...row, n: rows.length }); } return rows;`,
  ],
];

/** Loops over lists made of another list, which changes meanwhile. */
export const loopsOverCopies: readonly Row[] = bodies.map(([name, body]) => ({
  name: `loops over copies: ${name}`,
  body: `async (xs: string[]) => { const held = [...xs]; ${body} }`,
  scenarios: runs([["a", "b", "c"]], [[]], [["bb"]]),
}));
