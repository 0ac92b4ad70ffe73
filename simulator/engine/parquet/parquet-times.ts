const unitsOfASecond = { MILLIS: 1_000n, MICROS: 1_000_000n, NANOS: 1_000_000_000n } as const;
export type TimeUnit = keyof typeof unitsOfASecond;

const secondsOfADay = 86_400n;

/** A point in time as Java's `Instant` writes it: `2026-01-31T13:07:00.250Z`. */
export function timestampText(count: bigint, unit: TimeUnit): string {
  const { seconds, fraction } = split(count, unit);
  const day = floorDivide(seconds, secondsOfADay);
  return `${dateText(day)}T${clockText(seconds - day * secondsOfADay, fraction)}Z`;
}

/** A time of day: `13:07:00.25`. */
export function timeOfDayText(count: bigint, unit: TimeUnit): string {
  const { seconds, fraction } = split(count, unit);
  return clockText(seconds, fraction);
}

const floorDivide = (value: bigint, by: bigint): bigint => (value >= 0n ? value / by : -((by - 1n - value) / by));

function split(count: bigint, unit: TimeUnit): { readonly seconds: bigint; readonly fraction: string } {
  const units = unitsOfASecond[unit];
  const seconds = floorDivide(count, units);
  const digits = String(units).length - 1;
  return { seconds, fraction: String(count - seconds * units).padStart(digits, "0") };
}

/** A date as Java's `LocalDate` writes it, by its days since 1970. */
export function dateText(days: bigint): string {
  return new Date(Number(days * secondsOfADay * 1_000n)).toISOString().replace(/T.*$/, "");
}

/** Three, six or nine digits of a second, and none of a whole one. */
function clockText(seconds: bigint, fraction: string): string {
  const two = (value: bigint) => String(value).padStart(2, "0");
  const digits = fraction.replace(/(?:000)+$/, "");
  const clock = `${two(seconds / 3_600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  return digits === "" ? clock : `${clock}.${digits}`;
}
