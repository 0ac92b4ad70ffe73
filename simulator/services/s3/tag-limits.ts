import { s3Error } from "./s3-error.js";

export const maxObjectTags = 10;
export const maxBucketTags = 50;

/** Refuses tags that S3 does not take: too many of them, and keys and values out of bounds. */
export function checkTags(tags: ReadonlyMap<string, string>, most: number): ReadonlyMap<string, string> {
  if (tags.size > most)
    throw s3Error("BadRequest", `${most === maxObjectTags ? "Object" : "Bucket"} tags cannot be greater than ${most}`);
  for (const [key, value] of tags) {
    if (key === "" || key.length > 128)
      throw s3Error("InvalidTag", "The TagKey you have provided is invalid", { TagKey: key });
    if (value.length > 256)
      throw s3Error("InvalidTag", "The TagValue you have provided is invalid", { TagKey: key, TagValue: value });
    if (key.startsWith("aws:"))
      throw s3Error("InvalidTag", "Your TagKey cannot be prefixed with aws:", { TagKey: key });
  }
  return tags;
}
