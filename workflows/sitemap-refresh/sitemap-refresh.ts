import { workflow } from "setpiece";
import { writeSitemapIndex } from "../../tasks/sitemap/write-sitemap-index.js";
import { type SitemapPart, writeSitemapPart } from "../../tasks/sitemap/write-sitemap-part.js";

export interface SitemapResult {
  readonly files: number;
  readonly pages: number;
}

/** Writes the shop's sitemap anew from the catalogue: its files one after the other, then the index that names them. */
export const sitemapRefresh = workflow(
  "sitemap-refresh",
  async (): Promise<SitemapResult> => {
    let part: SitemapPart = await writeSitemapPart({ part: 1 });
    let keys: readonly string[] = [part.key];
    let pages = part.pages;
    while (part.last !== undefined) {
      part = await writeSitemapPart({ part: keys.length + 1, after: part.last });
      keys = [...keys, part.key];
      pages += part.pages;
    }
    await writeSitemapIndex({ keys });
    return { files: keys.length, pages };
  },
  { timeout: "1h" },
);
