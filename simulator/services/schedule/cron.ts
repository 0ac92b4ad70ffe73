/** The values that one field of a cron expression allows. */
type Field = ReadonlySet<number>;

type DayRule =
  | { readonly kind: "any" }
  | { readonly kind: "days"; readonly days: Field }
  | { readonly kind: "last"; readonly daysBefore: number }
  | { readonly kind: "weekday"; readonly day: number }
  | { readonly kind: "last-weekday" }
  | { readonly kind: "weekdays"; readonly weekdays: Field }
  | { readonly kind: "last-of"; readonly weekday: number }
  | { readonly kind: "nth-of"; readonly weekday: number; readonly nth: number };

/** A cron expression of AWS: minutes, hours, day of month, month, day of week, year. */
export interface Cron {
  readonly minutes: Field;
  readonly hours: Field;
  readonly months: Field;
  readonly years: Field;
  readonly day: DayRule;
}

/** A moment of a calendar, without a time zone. `month` is 1 to 12. */
export interface CalendarMinute {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Reads the text between the parentheses of `cron(…)`; undefined where it is none. */
export function parseCron(source: string): Cron | undefined {
  const fields = source.trim().split(/\s+/);
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  if (fields.length !== 6 || (dayOfMonth === "?") === (dayOfWeek === "?")) return undefined;
  const minutes = parseField(minute, 0, 59);
  const hours = parseField(hour, 0, 23);
  const months = parseField(month, 1, 12, monthNames, 1);
  const years = parseField(year, 1970, 2199);
  const day = dayOfMonth === "?" ? parseDayOfWeek(dayOfWeek) : parseDayOfMonth(dayOfMonth);
  return minutes && hours && months && years && day ? { minutes, hours, months, years, day } : undefined;
}

/** The calendar minutes that the expression allows, from one on, in order. */
export function* cronMinutes(cron: Cron, from: CalendarMinute): Iterable<CalendarMinute> {
  const ordered = (field: Field) => [...field].sort((left, right) => left - right);
  const [hours, minutes] = [ordered(cron.hours), ordered(cron.minutes)];
  for (const year of ordered(cron.years)) {
    if (year < from.year) continue;
    for (const month of ordered(cron.months)) {
      if (year === from.year && month < from.month) continue;
      for (let day = 1; day <= daysIn(year, month); day++) {
        if (year === from.year && month === from.month && day < from.day) continue;
        if (!isDay(cron.day, year, month, day)) continue;
        for (const hour of hours)
          for (const minute of minutes) {
            const moment = { year, month, day, hour, minute };
            if (compare(moment, from) >= 0) yield moment;
          }
      }
    }
  }
}

function compare(left: CalendarMinute, right: CalendarMinute): number {
  const utc = ({ year, month, day, hour, minute }: CalendarMinute) => Date.UTC(year, month - 1, day, hour, minute);
  return utc(left) - utc(right);
}

function parseField(
  source: string,
  min: number,
  max: number,
  names: readonly string[] = [],
  offset = 0,
): Field | undefined {
  const values = new Set<number>();
  for (const part of source.split(",")) {
    const [range = "", stepText] = part.split("/");
    const step = stepText === undefined ? 1 : Number(stepText);
    const [low, high] = parseRange(range, min, max, names, offset, stepText !== undefined) ?? [];
    if (low === undefined || high === undefined || !Number.isInteger(step) || step < 1 || part.split("/").length > 2)
      return undefined;
    for (let value = low; value <= high; value += step) values.add(value);
  }
  return values;
}

function parseRange(
  range: string,
  min: number,
  max: number,
  names: readonly string[],
  offset: number,
  hasStep: boolean,
): readonly [number, number] | undefined {
  if (range === "*") return [min, max];
  const numbers = range.split("-").map((text) => {
    const named = names.indexOf(text.toUpperCase());
    return named >= 0 ? named + offset : /^\d+$/.test(text) ? Number(text) : NaN;
  });
  const [low = NaN, high = hasStep ? max : low] = numbers;
  return low >= min && high <= max && low <= high && numbers.length <= 2 ? [low, high] : undefined;
}

function parseDayOfMonth(source: string): DayRule | undefined {
  if (source === "*") return { kind: "any" };
  if (source === "L") return { kind: "last", daysBefore: 0 };
  if (source === "LW") return { kind: "last-weekday" };
  const before = /^L-(\d+)$/.exec(source);
  if (before !== null) return { kind: "last", daysBefore: Number(before[1]) };
  const weekday = /^(\d+)W$/.exec(source);
  if (weekday !== null) return { kind: "weekday", day: Number(weekday[1]) };
  const days = parseField(source, 1, 31);
  return days && { kind: "days", days };
}

/** Days of the week are 1 (Sunday) to 7. */
function parseDayOfWeek(source: string): DayRule | undefined {
  if (source === "*") return { kind: "any" };
  const weekdayOf = (text: string) => (dayNames.includes(text) ? dayNames.indexOf(text) + 1 : Number(text));
  const last = /^(\w+)L$/.exec(source);
  if (last !== null) return { kind: "last-of", weekday: weekdayOf(last[1] ?? "") };
  const nth = /^(\w+)#([1-5])$/.exec(source);
  if (nth !== null) return { kind: "nth-of", weekday: weekdayOf(nth[1] ?? ""), nth: Number(nth[2]) };
  const weekdays = source === "L" ? new Set([7]) : parseField(source, 1, 7, dayNames, 1);
  return weekdays && { kind: "weekdays", weekdays };
}

function isDay(rule: DayRule, year: number, month: number, day: number): boolean {
  const weekday = weekdayAt(year, month, day);
  switch (rule.kind) {
    case "any":
      return true;
    case "days":
      return rule.days.has(day);
    case "last":
      return day === daysIn(year, month) - rule.daysBefore;
    case "weekday":
      return day === nearestWeekday(year, month, Math.min(rule.day, daysIn(year, month)));
    case "last-weekday":
      return day === nearestWeekday(year, month, daysIn(year, month));
    case "weekdays":
      return rule.weekdays.has(weekday);
    case "last-of":
      return weekday === rule.weekday && day + 7 > daysIn(year, month);
    case "nth-of":
      return weekday === rule.weekday && Math.ceil(day / 7) === rule.nth;
  }
}

/** Monday to Friday next to a day, in the same month. */
function nearestWeekday(year: number, month: number, day: number): number {
  const weekday = weekdayAt(year, month, day);
  if (weekday === 7) return day > 1 ? day - 1 : day + 2;
  if (weekday === 1) return day < daysIn(year, month) ? day + 1 : day - 2;
  return day;
}

function weekdayAt(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
