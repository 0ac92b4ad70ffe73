import { afterAll, beforeAll, expect, test } from "vitest";
import { putProduct } from "../../../tasks/sample-data/seed.js";
import { eventually } from "../support/eventually.js";
import { runWithFaults } from "../support/faulty-run.js";
import { faultTest } from "../support/inside-test.js";
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

const read = async (key: string) => (await world.aws.file("site-files", key))?.toString() ?? "";
const locations = async (key: string) =>
  [...(await read(key)).matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address = ""]) => address);
const pathOf = (address: string) => new URL(address).pathname.slice(1);
/** The pages in all files that the index names. */
const pages = async () => (await Promise.all((await locations("sitemap.xml")).map(pathOf).map(locations))).flat();

test("an empty catalogue has a sitemap without pages", async () => {
  expect((await world.run("sitemap-refresh", {})).output).toEqual({ files: 1, pages: 0 });
  expect(await locations("sitemap.xml")).toEqual(["https://shop.example.com/sitemaps/sitemap-1.xml"]);
  expect(await locations("sitemaps/sitemap-1.xml")).toEqual([]);
});

test("every article has a page in one of the files, and the index names them all", async () => {
  for (const sku of skus) await putProduct({ sku, title: sku, category: "standard", price: { EUR: 100 } });
  expect((await world.run("sitemap-refresh", {})).output).toEqual({ files: 3, pages: 25 });
  const files = (await locations("sitemap.xml")).map(pathOf);
  expect(files).toEqual([1, 2, 3].map((part) => `sitemaps/sitemap-${part}.xml`));
  expect((await pages()).sort()).toEqual(
    skus.map((sku) => `https://shop.example.com/articles/${encodeURIComponent(sku)}`).sort(),
  );
  expect(await read("sitemaps/sitemap-1.xml")).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<urlset /);
});

test("the scheduler writes it anew at three in the morning, Berlin time", async () => {
  await putProduct({ sku: "LATE", title: "late", category: "standard", price: { EUR: 100 } });
  await world.runSchedule("sitemap-refresh");
  await world.pass(24 * 3_600);
  await eventually(async () => (await pages()).length === 26);
});

faultTest("answers that are lost change nothing; a bucket that is gone leaves the old index", async () => {
  const lost = [0, 2].map((at) => ({ at, moment: "after", error: "Lambda.Unknown" }) as const);
  expect((await runWithFaults(world, "sitemap-refresh", {}, lost, {})).output).toEqual({ files: 3, pages: 26 });
  const before = await read("sitemap.xml");
  const down = Array.from(
    { length: 9 },
    (_each, index) => ({ at: 3 + index, moment: "before", error: "Sandbox.Timedout" }) as const,
  );
  expect((await runWithFaults(world, "sitemap-refresh", {}, down, {})).status).toBe("FAILED");
  expect(await read("sitemap.xml")).toBe(before);
});

faultTest("a refresh that hangs is given up after an hour; the old index stays", async () => {
  const before = await read("sitemap.xml");
  const run = await runWithFaults(world, "sitemap-refresh", {}, [{ at: 0, moment: "silence" }], {});
  expect(run.status).toBe("TIMED_OUT");
  expect(run.seconds).toBe(3_600);
  expect(await read("sitemap.xml")).toBe(before);
});

testEveryState(() => world, "sitemap-refresh");
