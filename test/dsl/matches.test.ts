import { matches, type StandardSchema } from "setpiece";
import { expect, expectTypeOf, test } from "vitest";
import { z } from "zod";

const Order = z.strictObject({ id: z.string().min(1), note: z.string().optional() });

test("a schema says whether a value fits, and the value is known better then", () => {
  const input: unknown = { id: "SO-1" };
  expect(matches(Order, input)).toBe(true);
  expect(matches(Order, { id: "" })).toBe(false);
  if (matches(Order, input)) expectTypeOf(input).toEqualTypeOf<{ id: string; note?: string | undefined }>();
});

test("schemas of any library that follows Standard Schema will do", () => {
  const even: StandardSchema<number> = {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value) => (typeof value === "number" && value % 2 === 0 ? { value } : { issues: ["odd"] }),
    },
  };
  expect([matches(even, 2), matches(even, 3), matches(even, "2")]).toEqual([true, false, false]);
});

test("members that are undefined are no members, as in JSON", () => {
  expect(matches(Order, { id: "a", more: undefined })).toBe(true);
  expect(matches(z.array(Order), [{ id: "a" }, { id: "b", more: undefined }])).toBe(true);
  expect(matches(z.object({ a: z.unknown() }), { a: undefined })).toBe(false);
});

test("a schema that answers later is an error", () => {
  const slow = z.string().refine(async () => Promise.resolve(true));
  expect(() => matches(slow, "a")).toThrow("matches: the schema answers with a promise");
});
