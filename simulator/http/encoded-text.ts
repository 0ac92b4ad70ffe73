import { utf8Text } from "../utf8.js";

/** The parameters of a form, or of a query. Undefined where what its bytes, or their percent-encoding, stand for is not UTF-8. */
export function readForm(encoded: Buffer): URLSearchParams | undefined {
  try {
    const text = utf8Text(encoded);
    return isWellEncoded(text) ? new URLSearchParams(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether percent-encoded text stands for text: `%ff` and `%zz` do not. `URLSearchParams` puts other characters in their place. */
export function isWellEncoded(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}
