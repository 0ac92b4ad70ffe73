import { elementOf, kinds, lists, typeOf } from "./kinds.js";
import { each, type WrittenProduction } from "./production.js";

/** What works for values of any kind. */
export function generalProductions(): readonly WrittenProduction[] {
  return kinds.flatMap((kind) => [
    ...each(kind, `$B ? $${kind} : $${kind}`, `$N > 0 ? $${kind} : $${kind}`),
    ...each(kind, ...kinds.map((bound) => `((%x:${bound}: ${typeOf[bound]}) => &${kind})($${bound})`)),
    ...(kind === "UN"
      ? []
      : each(
          kind,
          ...lists.map(
            (list) =>
              `$${list}.reduce<${typeOf[kind]}>((%c:${kind}, %x:${elementOf[list]}, %i:N) => &${kind}, $${kind})`,
          ),
        )),
  ]);
}
