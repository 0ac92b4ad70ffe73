const longest = 60;

/** Source text on one line, short enough for a sentence. */
export function excerpt(text: string): string {
  const line = text.slice(0, 1000).replaceAll(/\s+/g, " ").trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).trimEnd()}…`;
}
