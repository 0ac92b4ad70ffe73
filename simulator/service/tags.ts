import { ServiceError } from "../api/service-error.js";

/** Tags of one resource. */
const maxTags = 50;

interface TagInput {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

/** The tags of a resource, in the order in which their keys came. */
export class Tags {
  private readonly values = new Map<string, string>();

  constructor(tags: readonly TagInput[] = []) {
    this.add(tags);
  }

  add(tags: readonly TagInput[]): void {
    const keys = new Set([...this.values.keys(), ...tags.map(({ key }) => key ?? "")]);
    if (keys.size > maxTags) throw new ServiceError("TooManyTags", `A resource has at most ${maxTags} tags`);
    for (const { key, value } of tags) this.values.set(key ?? "", value ?? "");
  }

  remove(keys: readonly string[]): void {
    for (const key of keys) this.values.delete(key);
  }

  list(): readonly { readonly key: string; readonly value: string }[] {
    return [...this.values].map(([key, value]) => ({ key, value }));
  }
}
