/**
 * Checks a number that a state of a machine takes, as the machine does when it is computed.
 *
 * @throws RangeError when it is given and is out of range, or not whole where that is asked for
 */
export function checkNumber(
  name: string,
  value: number | undefined,
  { least, most, isWhole = true }: { readonly least: number; readonly most: number; readonly isWhole?: boolean },
): void {
  if (value === undefined) return;
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return;
  throw new RangeError(`${name} must be a ${isWhole ? "whole " : ""}number from ${least} to ${most}, got ${value}`);
}
