/**
 * Control characters (C0, DEL, C1), which may move the cursor or retitle the window, and the marks that change the
 * direction of text, which may make it read as something else.
 */
const dangerous = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text from outside as it may be shown in one line of a terminal: what is dangerous appears as `\u001b`. */
export function visibleLine(text: string): string {
  return text.replace(dangerous, escaped);
}

/** The same for text of several lines: line feeds stay. */
export function visibleBlock(text: string): string {
  return text.replace(dangerous, (character) => (character === "\n" ? character : escaped(character)));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Cuts text to a width, with an ellipsis where something is missing. */
export function cut(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join("")}…`;
}

/** A value as one short line of JSON. */
export function jsonLine(value: unknown): string {
  return visibleLine(JSON.stringify(value) ?? "nothing");
}
