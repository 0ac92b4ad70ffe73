type Fields = Readonly<Record<string, unknown>>;

/** The condition of a rule of a Choice state, short enough for the label of an arrow. */
export function ruleText(rule: Fields): string {
  return typeof rule["Condition"] === "string" ? expressionText(rule["Condition"]) : testText(rule);
}

/** The expression without braces, and without the definitions in front of it. */
function expressionText(condition: string): string {
  const text = condition.replace(/^\{%\s*|\s*%\}$/g, "");
  const body = /^\(.*:=.*;\s*([^;]+)\)$/s.exec(text)?.[1] ?? text;
  return body.replaceAll(/\s+/g, " ").trim();
}

const signs: readonly (readonly [RegExp, string])[] = [
  [/GreaterThanEquals(Path)?$/, "≥"],
  [/LessThanEquals(Path)?$/, "≤"],
  [/GreaterThan(Path)?$/, ">"],
  [/LessThan(Path)?$/, "<"],
  [/Matches$/, "matches"],
  [/Equals(Path)?$/, "="],
];

/** A test of the JSONPath language: `$.total > 100`, `not ($.paid = true)`. */
function testText(test: Fields): string {
  for (const [operator, word] of [
    ["And", " and "],
    ["Or", " or "],
  ] as const) {
    const parts = test[operator];
    if (Array.isArray(parts)) return parts.map((part) => testText(part as Fields)).join(word);
  }
  const inner = test["Not"];
  if (typeof inner === "object" && inner !== null) return `not (${testText(inner as Fields)})`;
  const variable = typeof test["Variable"] === "string" ? test["Variable"] : "";
  const [name, value] = Object.entries(test).find(([key]) => /^(Is|String|Numeric|Boolean|Timestamp)/.test(key)) ?? [];
  if (name === undefined) return variable;
  if (name.startsWith("Is")) return `${variable} ${value === true ? "is" : "is not"} ${name.slice(2).toLowerCase()}`;
  const sign = signs.find(([pattern]) => pattern.test(name))?.[1] ?? name;
  return `${variable} ${sign} ${name.endsWith("Path") ? String(value) : JSON.stringify(value)}`;
}
