import { isJsonObject } from "../../wire/shape.js";

/** Which elements of which arrays a value lies in: array number → element index. */
export type ArrayPlaces = ReadonlyMap<number, number>;

/** One value of an event, under the names of its way down joined by dots. */
export interface EventLeaf {
  readonly value: string | number | boolean | null;
  readonly places: ArrayPlaces;
}

/** The values of an event by name. Arrays leave no name; their elements stand under the array's own. */
export function flattenEvent(event: unknown): ReadonlyMap<string, readonly EventLeaf[]> {
  const leaves = new Map<string, EventLeaf[]>();
  let arrays = 0;
  const visit = (value: unknown, name: string, places: ArrayPlaces): void => {
    if (Array.isArray(value)) {
      const array = arrays++;
      value.forEach((element: unknown, index) => visit(element, name, new Map([...places, [array, index]])));
    } else if (isJsonObject(value)) {
      for (const [key, member] of Object.entries(value)) visit(member, name === "" ? key : `${name}.${key}`, places);
    } else {
      const leaf = { value: value as EventLeaf["value"], places };
      const present = leaves.get(name);
      if (present === undefined) leaves.set(name, [leaf]);
      else present.push(leaf);
    }
  };
  visit(event, "", new Map());
  return leaves;
}
