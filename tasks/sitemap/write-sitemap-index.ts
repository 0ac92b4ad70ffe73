import { PutObjectCommand } from "@aws-sdk/client-s3";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { s3 } from "../aws-clients.js";
import { observed } from "../observed.js";
import { siteFiles } from "../resources.js";
import { escapeXml, siteAddress } from "./sitemap-xml.js";

const inputSchema = z.object({ keys: z.array(z.string().min(1)).max(50_000).readonly() });

/** Writes the index of the sitemap's files. Search engines follow it alone, so they see the old files or the new ones. */
export const writeSitemapIndex = lambda(
  "writeSitemapIndex",
  observed(async (input: z.infer<typeof inputSchema>): Promise<{ readonly key: string }> => {
    const { keys } = inputSchema.parse(input);
    const Body = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
      ...keys.map((key) => `  <sitemap><loc>${escapeXml(siteAddress(key))}</loc></sitemap>`),
      "</sitemapindex>",
      "",
    ].join("\n");
    const key = "sitemap.xml";
    await s3().send(
      new PutObjectCommand({ Bucket: resourceName(siteFiles), Key: key, Body, ContentType: "application/xml" }),
    );
    return { key };
  }),
  {
    retry: { errors: ["States.ALL"], interval: "2s", maxAttempts: 4, jitter: "full" },
    uses: [{ on: siteFiles, actions: ["s3:PutObject"] }],
  },
);
