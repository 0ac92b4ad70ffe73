import type { CalendarMinute } from "./cron.js";

/** Whether the platform knows a time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** What the clocks of a time zone show. */
export function calendarAt(ms: number, zone: string): CalendarMinute & { readonly second: number } {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

/**
 * When the clocks of a time zone show this; undefined where they skip it. Where they show it twice, the first time.
 */
export function instantOf(moment: CalendarMinute & { readonly second?: number }, zone: string): number | undefined {
  const { year, month, day, hour, minute, second = 0 } = moment;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const candidates = [asUtc - 86_400_000, asUtc + 86_400_000].map((near) => asUtc - offsetAt(near, zone));
  return candidates
    .sort((left, right) => left - right)
    .find((candidate) => candidate + offsetAt(candidate, zone) === asUtc);
}

function offsetAt(ms: number, zone: string): number {
  if (zone === "UTC") return 0;
  const { year, month, day, hour, minute, second } = calendarAt(ms, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}
