import { afterAll, beforeAll, expect } from "vitest";
import { putProduct } from "../../../tasks/sample-data/seed.js";
import { eventually } from "../support/eventually.js";
import { runWithFaults } from "../support/faulty-run.js";
import { insideTest as test } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;
const skus = [...Array.from({ length: 24 }, (_each, index) => `ART-${index}`), "CUPS & SAUCERS"];

beforeAll(async () => {
  process.env.SITEMAP_PART_PAGES = "10";
  world = await RetailWorld.start("sitemap-refresh");
}, 180_000);
afterAll(async () => {
  delete process.env.SITEMAP_PART_PAGES;
  await world.stop();
});

const read = (key: string) => world.services.s3.read("site-files", key)?.toString() ?? "";
const locations = (key: string) => [...read(key).matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address = ""]) => address);

test("an empty catalogue has a sitemap without pages", async () => {
  expect((await world.run("sitemap-refresh", {})).output).toEqual({ files: 1, pages: 0 });
  expect(locations("sitemap.xml")).toEqual(["https://shop.example.com/sitemaps/sitemap-1.xml"]);
  expect(locations("sitemaps/sitemap-1.xml")).toEqual([]);
});

test("every article has a page in one of the files, and the index names them all", async () => {
  for (const sku of skus) await putProduct({ sku, title: sku, category: "standard", price: { EUR: 100 } });
  expect((await world.run("sitemap-refresh", {})).output).toEqual({ files: 3, pages: 25 });
  const files = locations("sitemap.xml").map((address) => new URL(address).pathname.slice(1));
  expect(files).toEqual([1, 2, 3].map((part) => `sitemaps/sitemap-${part}.xml`));
  const pages = files.flatMap(locations);
  expect(pages.sort()).toEqual(
    skus.map((sku) => `https://shop.example.com/articles/${encodeURIComponent(sku)}`).sort(),
  );
  expect(read("sitemaps/sitemap-1.xml")).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<urlset /);
});

test("the scheduler writes it anew at three in the morning, Berlin time", async () => {
  await putProduct({ sku: "LATE", title: "late", category: "standard", price: { EUR: 100 } });
  await world.runSchedule("sitemap-refresh");
  await world.pass(24 * 3_600);
  await eventually(
    () => locations("sitemap.xml").flatMap((address) => locations(new URL(address).pathname.slice(1))).length === 26,
  );
});

test("answers that are lost change nothing; a bucket that is gone leaves the old index", async () => {
  const lost = [0, 2].map((at) => ({ at, moment: "after", error: "Lambda.Unknown" }) as const);
  expect((await runWithFaults(world, "sitemap-refresh", {}, lost, {})).output).toEqual({ files: 3, pages: 26 });
  const before = read("sitemap.xml");
  const down = Array.from(
    { length: 9 },
    (_each, index) => ({ at: 3 + index, moment: "before", error: "Sandbox.Timedout" }) as const,
  );
  expect((await runWithFaults(world, "sitemap-refresh", {}, down, {})).status).toBe("FAILED");
  expect(read("sitemap.xml")).toBe(before);
});

testEveryState(() => world, "sitemap-refresh");
