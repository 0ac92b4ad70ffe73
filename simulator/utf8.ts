const decoder = new TextDecoder("utf-8", { fatal: true });

/** The text of bytes. Throws TypeError where they are not UTF-8: other characters in their place would be kept in silence. */
export const utf8Text = (bytes: Buffer): string => decoder.decode(bytes);
