/** A length of time for people: `12 ms`, `3.4 s`, `5 min`, `7.5 h`, `2 d`. */
export function durationText(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${short(ms / 1000)} s`;
  if (ms < 7_200_000) return `${short(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${short(ms / 3_600_000)} h`;
  return `${short(ms / 86_400_000)} d`;
}

function short(amount: number): string {
  return amount.toFixed(1).replace(/\.0$/, "");
}
