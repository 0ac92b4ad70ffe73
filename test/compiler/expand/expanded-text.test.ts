import { expect, test } from "vitest";
import { expandedText, type Piece } from "../../../compiler/expand/expanded-text.js";

const call = { file: "main.ts", start: 10, end: 15 };
const verbatim = (text: string, start: number, calledFrom?: typeof call): Piece => ({
  text,
  from: {
    file: calledFrom === undefined ? "main.ts" : "helper.ts",
    start,
    end: start + text.length,
    ...(calledFrom && { calledFrom }),
  },
  isVerbatim: true,
});
const { text, placeOf } = expandedText([
  verbatim("before(); ", 0),
  verbatim("one(", 100, call),
  { text: "jobs", from: { file: "main.ts", start: 12, end: 14 }, isVerbatim: false },
  verbatim("); two();", 106, call),
  verbatim(" after();", 15),
]);
const placeOfText = (part: string) => placeOf(text.indexOf(part), text.indexOf(part) + part.length);

test("a part of the file is where it was, also behind what was written out", () => {
  expect(placeOfText("before()")).toEqual({ file: "main.ts", start: 0, end: 8 });
  expect(placeOfText("after()")).toEqual({ file: "main.ts", start: 16, end: 23 });
});

test("a part of a function has the call as the place that it is called from", () => {
  expect(placeOfText("two()")).toEqual({ file: "helper.ts", start: 109, end: 114, calledFrom: call });
  expect(placeOfText("one(jobs)")).toEqual({ file: "helper.ts", start: 100, end: 107, calledFrom: call });
});

test("what stands for a name is where that stands", () => {
  expect(placeOfText("jobs")).toEqual({ file: "main.ts", start: 12, end: 14 });
});

test("what begins in the caller and ends in the function is at the call", () => {
  expect(placeOf(0, text.indexOf("two()"))).toEqual({ file: "main.ts", start: 0, end: 15 });
});
