import { elementOf, type Kind, kinds, lists, results, typeOf } from "./kinds.js";
import { each, type WrittenProduction } from "./production.js";

/** What works for values of any kind. */
export function generalProductions(): readonly WrittenProduction[] {
  return results.flatMap(ofResults);
}

/** Maps and Sets have to have a name where they are chosen, handed on or gathered. */
function ofResults(kind: Kind): readonly WrittenProduction[] {
  return [
    ...each(kind, `$B ? $${kind} : $${kind}`, `$N > 0 ? $${kind} : $${kind}`),
    ...each(kind, ...kinds.map((bound) => `((%x:${bound}: ${typeOf[bound]}) => &${kind})($${bound})`)),
    ...(kind === "UN" || kind === "UD"
      ? []
      : each(
          kind,
          ...lists.map(
            (list) =>
              `$${list}.reduce<${typeOf[kind]}>((%c:${kind}, %x:${elementOf[list]}, %i:N) => &${kind}, $${kind})`,
          ),
        )),
  ];
}
