import type { ObjectStore } from "../../../simulator/engine/object-store.js";

/** Objects in memory, by `bucket/key`. What is written there is text. */
export function memoryObjects<Content extends string | Uint8Array = string>(
  objects: Record<string, Content | string> = {},
): ObjectStore & { readonly all: Record<string, Content | string> } {
  return {
    all: objects,
    read(bucket, key) {
      const content = objects[`${bucket}/${key}`];
      return content === undefined
        ? Promise.reject(new Error("The specified key does not exist."))
        : Promise.resolve(content);
    },
    list: (bucket, prefix) =>
      Promise.resolve(
        Object.keys(objects)
          .filter((path) => path.startsWith(`${bucket}/${prefix}`))
          .map((path) => ({ Key: path.slice(bucket.length + 1), Size: objects[path]?.length ?? 0 })),
      ),
    write(bucket, key, text) {
      objects[`${bucket}/${key}`] = text;
      return Promise.resolve();
    },
  };
}
