import { utf8Text } from "../../utf8.js";

/** An XML element to be: a text, a list of elements of the same name, or members by name. Undefined leaves it out. */
export type XmlContent =
  string | number | boolean | undefined | readonly XmlContent[] | { readonly [name: string]: XmlContent };

/** The text of an XML element. A list repeats the element. */
export function writeXml(name: string, content: XmlContent, attributes = ""): string {
  if (content === undefined) return "";
  if (isList(content)) return content.map((member) => writeXml(name, member, attributes)).join("");
  const inner =
    typeof content === "object"
      ? Object.entries(content)
          .map(([member, value]) => writeXml(member, value))
          .join("")
      : escapeXml(String(content));
  return `<${name}${attributes}>${inner}</${name}>`;
}

function isList(content: XmlContent): content is readonly XmlContent[] {
  return Array.isArray(content);
}

function escapeXml(text: string): string {
  // Control characters that XML 1.0 cannot hold become character references, as S3 writes them.
  return text
    .replace(/[&<>"]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[character] ?? "")
    .replace(
      /[\r\u0001-\u0008\u000b\u000c\u000e-\u001f]/g,
      (character) => `&#x${character.charCodeAt(0).toString(16)};`,
    );
}

/** An element that was read: its name without prefix, the elements in it, and its text. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const token = /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)([^<>]*?)(\/?)>|([^<]+)/y;
const strayAmpersand = /&(?!(?:#x[0-9a-f]+|#\d+|amp|lt|gt|quot|apos);)/i;
/** Characters that XML 1.0 cannot hold. */
const forbidden = /[\0-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Reads the XML of a small request body, in UTF-8: elements and text; attributes are passed over, a document type is refused.
 * Undefined where the bytes are not UTF-8, or the text is not well formed.
 */
export function readXml(body: Buffer): XmlElement | undefined {
  const source = textOf(body);
  if (source === undefined || forbidden.test(source)) return undefined;
  const root = { name: "", children: [] as XmlElement[], text: "" };
  const open = [root];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const match = token.exec(source);
    const current = open.at(-1);
    if (match === null || current === undefined) return undefined;
    const [, cdata, closing, qualifiedName, , selfClosing, text] = match;
    if (cdata !== undefined) current.text += cdata;
    else if (text !== undefined) {
      if (strayAmpersand.test(text)) return undefined;
      current.text += unescapeXml(text);
    } else if (qualifiedName !== undefined) {
      const name = qualifiedName.replace(/^.*:/, "");
      if (closing === "/") {
        if (current.name !== name || open.length < 2) return undefined;
        open.pop();
      } else {
        const element = { name, children: [] as XmlElement[], text: "" };
        current.children.push(element);
        if (selfClosing !== "/") open.push(element);
      }
    }
  }
  return open.length === 1 && root.children.length === 1 ? root.children[0] : undefined;
}

/** The text of the first child of that name. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

function textOf(body: Buffer): string | undefined {
  try {
    return utf8Text(body);
  } catch {
    return undefined;
  }
}

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (found, hex: string, decimal: string, name: string) => {
    if (name !== undefined) return entities[name] ?? found;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : found;
  });
}
