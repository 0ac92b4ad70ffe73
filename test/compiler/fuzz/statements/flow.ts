import type { Kit } from "./kit.js";
import type { Context } from "./scope.js";
import { expression, joined, statement, type Tree } from "./tree.js";

/** Generates choices, blocks with labels, and jumps. */
export class Flow {
  readonly #kit: Kit;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  if(context: Context): Tree {
    const { random } = this.#kit.workshop;
    const condition = this.#kit.condition(context);
    const whenTrue = this.#kit.block(context, 3);
    return random.weighted([
      [2, () => statement`if (${condition}) { ${whenTrue} }`],
      [2, () => statement`if (${condition}) { ${whenTrue} } else { ${this.#kit.block(context, 3)} }`],
      [
        1,
        () => {
          const other = this.#kit.condition(context);
          return statement`if (${condition}) { ${whenTrue} } else if (${other}) { ${this.#kit.block(context, 2)} } else { ${this.#kit.block(context, 2)} }`;
        },
      ],
    ]);
  }

  switch(context: Context): Tree {
    const { random } = this.#kit.workshop;
    const isNumber = random.chance(0.6);
    const subject = isNumber
      ? expression("number")`(${this.#kit.expressions.of(context, "number", 2)} % 4)`
      : expression("string")`(${this.#kit.expressions.of(context, "string", 2)} as string)`;
    const labels = isNumber
      ? ["0", "Size.Small", "Size.Middle", "3", "-1"]
      : ['"a"', '"b"', "Colour.Red", '""', '"number"'];
    const count = random.integer(1, 4);
    const heads = labels.slice(0, count).map((label) => `case ${label}:`);
    if (random.chance(0.7)) heads.splice(random.integer(0, heads.length), 0, "default:");
    const inner = { ...context, targets: [...context.targets, { name: "", kind: "switch" } as const] };
    const clauses = heads.map((head) => {
      if (random.chance(0.2)) return statement`${head}`;
      const body = this.#kit.block(inner, 2);
      return random.chance(0.65) ? statement`${head} { ${body} break; }` : statement`${head} { ${body} }`;
    });
    return statement`switch (${subject}) { ${joined(clauses, "\n")} }`;
  }

  labelled(context: Context): Tree {
    const name = this.#kit.workshop.fresh("part");
    const inner: Context = { ...context, targets: [...context.targets, { name, kind: "block" }] };
    return statement`${name}: { ${this.#kit.block(inner, 4)} }`;
  }

  /** A `break` or `continue`, mostly on a condition. */
  jump(context: Context): Tree {
    const { random } = this.#kit.workshop;
    const { targets } = context;
    const jumps: string[] = [];
    if (targets.some(({ kind }) => kind !== "block")) jumps.push("break;");
    if (targets.some(({ kind }) => kind === "loop")) jumps.push("continue;", "continue;");
    for (const { name, kind } of targets.filter((target) => target.name !== "")) {
      jumps.push(`break ${name};`);
      if (kind === "loop") jumps.push(`continue ${name};`);
    }
    const jump = random.pick(jumps);
    return random.chance(0.85) ? statement`if (${this.#kit.condition(context)}) ${jump}` : statement`${jump}`;
  }
}
