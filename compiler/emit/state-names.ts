import { maxStateNameLength, shorten } from "../lower/titles.js";

/** Gives every state of a machine a name of its own that reads like the source. */
export class StateNames {
  readonly #names = new Map<object, string>();
  readonly #taken = new Set<string>();

  /** The name of a node; the first node of a title gets the title itself. */
  of(node: object, title: string): string {
    let name = this.#names.get(node);
    if (name === undefined) {
      name = this.take(title);
      this.#names.set(node, name);
    }
    return name;
  }

  take(title: string): string {
    const base = shorten(title) || "state";
    let name = base;
    for (let count = 2; this.#taken.has(name); count++) {
      const suffix = ` (${count})`;
      name = base.slice(0, maxStateNameLength - suffix.length) + suffix;
    }
    this.#taken.add(name);
    return name;
  }
}
