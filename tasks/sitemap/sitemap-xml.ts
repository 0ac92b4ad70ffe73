const replacements: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text as it stands in an XML element. */
export const escapeXml = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => replacements[char] ?? char);

/** The public address of a page or file of the shop. */
export const siteAddress = (path: string): string =>
  new URL(path, process.env.SITE_URL ?? "https://shop.example.com/").href;
