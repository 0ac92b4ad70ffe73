/** What is measured, with the goal that it is held against. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: Goal;
  /** The same of stepfunctions-local, measured in the same run. */
  readonly peer?: number;
}

export type Goal =
  | { readonly kind: "at least" | "at most"; readonly value: number }
  /** So many times the peer's figure. */
  | { readonly kind: "times the peer"; readonly factor: number };

/** Whether the goal is reached; `undefined` without one, or without a peer to compare with. */
export function isReached({ value, goal, peer }: Figure): boolean | undefined {
  switch (goal?.kind) {
    case undefined:
      return undefined;
    case "at least":
      return value >= goal.value;
    case "at most":
      return value <= goal.value;
    case "times the peer":
      return peer === undefined ? undefined : value >= goal.factor * peer;
  }
}

/** One line: name, value, the peer's value, and the goal with whether it is reached. */
export function renderFigure(figure: Figure): string {
  const { name, value, unit, goal, peer } = figure;
  const reached = isReached(figure);
  const mark = reached === undefined ? "" : reached ? "reached" : "MISSED";
  const beside = peer === undefined ? "" : `peer ${number(peer)}`;
  return [
    name.padEnd(62),
    `${number(value)} ${unit}`.padStart(18),
    beside.padStart(16),
    goal === undefined ? "" : `goal ${goalText(goal, unit)}: ${mark}`,
  ]
    .join("  ")
    .trimEnd();
}

function goalText(goal: Goal, unit: string): string {
  if (goal.kind === "times the peer") return `${goal.factor} × the peer`;
  return `${goal.kind} ${number(goal.value)} ${unit}`;
}

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value < 10 ? 2 : 1);
