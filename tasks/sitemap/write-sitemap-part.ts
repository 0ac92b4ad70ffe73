import { type AttributeValue, ScanCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { dynamoDb, s3 } from "../aws-clients.js";
import { observed } from "../observed.js";
import { products, siteFiles } from "../resources.js";
import { escapeXml, siteAddress } from "./sitemap-xml.js";

const inputSchema = z.object({
  /** Counts from 1. */
  part: z.int().min(1),
  /** The article after which this part begins; none: the first. */
  after: z.string().optional(),
});

export interface SitemapPart {
  readonly key: string;
  readonly pages: number;
  /** The last article of this part, where there are more. */
  readonly last?: string;
}

/** Pages in one file: the protocol allows 50,000. */
const mostPages = (): number => Number(process.env.SITEMAP_PART_PAGES ?? 10_000);

/** Writes one file of the sitemap: the pages of the next articles of the catalogue. Asked again it writes the same again. */
export const writeSitemapPart = lambda(
  "writeSitemapPart",
  observed(async (input: z.infer<typeof inputSchema>): Promise<SitemapPart> => {
    const { part, after } = inputSchema.parse(input);
    const { skus, last } = await readSkus(after);
    const pages = skus.map(
      (sku) => `  <url><loc>${escapeXml(siteAddress(`articles/${encodeURIComponent(sku)}`))}</loc></url>`,
    );
    const key = `sitemaps/sitemap-${part}.xml`;
    const Body = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
      ...pages,
      "</urlset>",
      "",
    ].join("\n");
    const Bucket = resourceName(siteFiles);
    await s3().send(new PutObjectCommand({ Bucket, Key: key, Body, ContentType: "application/xml" }));
    return { key, pages: skus.length, ...(last === undefined ? {} : { last }) };
  }),
  {
    timeout: "2m",
    retry: { errors: ["States.ALL"], interval: "2s", maxAttempts: 4, jitter: "full" },
    uses: [
      { on: products, actions: ["dynamodb:Scan"] },
      { on: siteFiles, actions: ["s3:PutObject"] },
    ],
  },
);

async function readSkus(after: string | undefined): Promise<{ skus: readonly string[]; last: string | undefined }> {
  const most = mostPages();
  const skus: string[] = [];
  let from: Record<string, AttributeValue> | undefined = after === undefined ? undefined : { sku: { S: after } };
  do {
    const page = await dynamoDb().send(
      new ScanCommand({
        TableName: resourceName(products),
        ProjectionExpression: "sku",
        Limit: most - skus.length,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      }),
    );
    skus.push(...(page.Items ?? []).map((item) => item.sku?.S ?? ""));
    from = page.LastEvaluatedKey;
  } while (from !== undefined && skus.length < most);
  return { skus, last: from?.sku?.S };
}
