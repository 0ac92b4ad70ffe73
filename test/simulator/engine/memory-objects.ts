import type { ObjectStore } from "../../../simulator/engine/object-store.js";

/** Objects in memory, by `bucket/key`. */
export function memoryObjects(
  objects: Record<string, string> = {},
): ObjectStore & { readonly all: Record<string, string> } {
  return {
    all: objects,
    read(bucket, key) {
      const text = objects[`${bucket}/${key}`];
      return text === undefined
        ? Promise.reject(new Error("The specified key does not exist."))
        : Promise.resolve(text);
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
