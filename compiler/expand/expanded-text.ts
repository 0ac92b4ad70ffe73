import { callsTo, type SourceSpan } from "../source-span.js";

/** A part of a text, and the place that it comes from. */
export interface Piece {
  readonly text: string;
  readonly from: SourceSpan;
  /** True where it is the text of the place, letter by letter. */
  readonly isVerbatim: boolean;
}

/** The text of a file in which calls are written out. */
export interface ExpandedText {
  readonly text: string;
  /** Where a range of it comes from: that of a function which was written out has the call as `calledFrom`. */
  readonly placeOf: (start: number, end: number) => SourceSpan;
}

/** Puts pieces together, of which there is one at least. */
export function expandedText(pieces: readonly Piece[]): ExpandedText {
  const parts = pieces.filter(({ text }) => text !== "");
  const starts: number[] = [];
  let length = 0;
  for (const { text } of parts) {
    starts.push(length);
    length += text.length;
  }
  const pointAt = (offset: number): SourceSpan | undefined => {
    const index = lastAtMost(starts, offset);
    const part = parts[index];
    if (part === undefined) return undefined;
    if (!part.isVerbatim) return part.from;
    const start = part.from.start + (offset - (starts[index] ?? 0));
    return { ...part.from, start, end: start + 1 };
  };
  const placeOf = (start: number, end: number): SourceSpan => {
    const first = pointAt(start);
    const last = pointAt(Math.max(start, end - 1)) ?? first;
    if (first === undefined || last === undefined) throw new RangeError(`Nothing stands at ${start} in the text`);
    return around(first, last);
  };
  return { text: parts.map(({ text }) => text).join(""), placeOf };
}

/** The index of the last number that is not above the given one, in a list that rises. */
function lastAtMost(numbers: readonly number[], most: number): number {
  let [low, high] = [0, numbers.length];
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= most) low = middle;
    else high = middle;
  }
  return low;
}

/** The place from one point to another; of points in different functions, that of the calls. */
function around(first: SourceSpan, last: SourceSpan): SourceSpan {
  const [from, to] = [first, last].map((point) => [point, ...callsTo(point)].reverse()) as [SourceSpan[], SourceSpan[]];
  const isSame = (a: SourceSpan | undefined, b: SourceSpan | undefined): boolean =>
    a !== undefined && b !== undefined && a.file === b.file && a.start === b.start && a.end === b.end;
  let level = 0;
  while (level + 1 < from.length && level + 1 < to.length && isSame(from[level], to[level])) level++;
  const [a, b] = [from[level] ?? first, to[level] ?? last];
  if (a.file !== b.file) return a;
  return { ...a, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
