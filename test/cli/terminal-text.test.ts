import { expect, test } from "vitest";
import { cut, jsonLine, visibleBlock, visibleLine } from "../../cli/terminal-text.js";

test.each([
  ["an escape sequence", "a\u001b[31mred", "a\\u001b[31mred"],
  ["a window title", "\u001b]0;owned\u0007", "\\u001b]0;owned\\u0007"],
  ["a C1 control", "\u009b2J", "\\u009b2J"],
  ["a line break and a tab", "a\r\n\tb", "a\\u000d\\u000a\\u0009b"],
  ["delete", "a\u007f", "a\\u007f"],
  ["reversed text", "file\u202egpj.exe", "file\\u202egpj.exe"],
  ["plain text with umlauts and emoji", "Größe 👟 日本", "Größe 👟 日本"],
])("%s is shown for what it is", (_what, text, shown) => {
  expect(visibleLine(text)).toBe(shown);
});

test("a block keeps its line feeds", () => {
  expect(visibleBlock("a\n\u001b[Hb")).toBe("a\n\\u001b[Hb");
});

test("JSON hides nothing either", () => {
  expect(jsonLine({ a: "\u009b\u202e", b: undefined })).toBe('{"a":"\\u009b\\u202e"}');
  expect(jsonLine(undefined)).toBe("nothing");
});

test("cutting counts characters, not halves of them", () => {
  expect(cut("👟👟👟", 3)).toBe("👟👟👟");
  expect(cut("👟👟👟", 2)).toBe("👟…");
});
