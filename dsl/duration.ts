/** A length of time with its unit: `"90s"`, `"15m"`, `"24h"`, `"7d"`. Whole or fractional amounts; at least one second in all. */
export type Duration = `${number}s` | `${number}m` | `${number}h` | `${number}d`;

/** The units of a duration. */
export const secondsPerUnit = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** The longest wait or timeout that Step Functions takes, in seconds (ASL spec, "Timeouts"; AWS page "Wait state"). */
export const maxDurationSeconds = 99_999_999;

/**
 * Converts a duration to whole seconds.
 *
 * @throws RangeError when the text is not a duration, or lies outside 1…99,999,999 whole seconds
 */
export function durationSeconds(duration: string): number {
  const parts = /^(\d+(?:\.\d+)?)([smhd])$/.exec(duration);
  if (parts === null) {
    throw new RangeError(
      `"${duration}" is not a duration; write a number and a unit, such as "90s", "15m", "24h" or "7d"`,
    );
  }
  const seconds = Number(parts[1]) * secondsPerUnit[parts[2] as keyof typeof secondsPerUnit];
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > maxDurationSeconds) {
    throw new RangeError(`"${duration}" must come to 1 to ${maxDurationSeconds} whole seconds, not ${seconds}`);
  }
  return seconds;
}
