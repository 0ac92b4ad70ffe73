import { type Cron, cronMinutes, parseCron } from "./cron.js";
import { calendarAt, instantOf } from "./time-zone.js";

/** When something happens: at one time, at a rate, or by a calendar. */
export type Schedule =
  | { readonly kind: "at"; readonly atMs: number }
  | { readonly kind: "rate"; readonly everyMs: number }
  | { readonly kind: "cron"; readonly cron: Cron; readonly zone: string };

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Reads `at(…)`, `rate(…)` or `cron(…)`; undefined where it is none of the allowed kinds. */
export function parseSchedule(
  expression: string,
  zone: string,
  allowed: readonly Schedule["kind"][] = ["at", "rate", "cron"],
): Schedule | undefined {
  const match = /^(at|rate|cron)\((.*)\)$/.exec(expression.trim());
  const [, kind, content = ""] = match ?? [];
  if (!allowed.some((name) => name === kind)) return undefined;
  if (kind === "at") return parseAt(content, zone);
  if (kind === "rate") return parseRate(content);
  const cron = parseCron(content);
  return cron && { kind: "cron", cron, zone };
}

/** The first time of a schedule after `afterMs`; rates count from `startMs`. */
export function nextScheduleTime(schedule: Schedule, afterMs: number, startMs: number): number | undefined {
  switch (schedule.kind) {
    case "at":
      return schedule.atMs > afterMs ? schedule.atMs : undefined;
    case "rate":
      return startMs + (Math.floor(Math.max(0, afterMs - startMs) / schedule.everyMs) + 1) * schedule.everyMs;
    case "cron":
      for (const moment of cronMinutes(schedule.cron, calendarAt(afterMs, schedule.zone))) {
        const instant = instantOf(moment, schedule.zone);
        if (instant !== undefined && instant > afterMs) return instant;
      }
      return undefined;
  }
}

function parseAt(content: string, zone: string): Schedule | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/.exec(content);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const isDate =
    new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  const atMs = isDate ? instantOf({ year, month, day, hour, minute, second }, zone) : undefined;
  return atMs === undefined ? undefined : { kind: "at", atMs };
}

function parseRate(content: string): Schedule | undefined {
  const match = /^(\d+) (minute|hour|day)(s?)$/.exec(content);
  const count = Number(match?.[1]);
  const unit = unitMs[match?.[2] ?? ""];
  if (match === null || unit === undefined || count < 1 || count > 1 !== (match[3] === "s")) return undefined;
  return { kind: "rate", everyMs: count * unit };
}
