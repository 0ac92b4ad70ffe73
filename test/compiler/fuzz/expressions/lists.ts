import { elementOf, lists, typeOf } from "./kinds.js";
import { each, type WrittenProduction } from "./production.js";

/** What works for lists of any kind. */
export function listProductions(): readonly WrittenProduction[] {
  return lists.flatMap((list) => {
    const item = elementOf[list];
    return [
      ...each(
        list,
        `[$${item}, $${item}]`,
        `[$${item}]`,
        `[$${item}, $${item}, $${item}]`,
        `[...$${list}, $${item}, ...$${list}]`,
        `$${list}.concat($${list})`,
      ),
      ...each(list, `$${list}.filter((%x:${item}, %i:N) => &B)`, `$${list}.slice(1)`, `$${list}.slice(0, -1)`),
      ...each(list, `$${list}.slice(1, 2)`, `$${list}.slice($N, $N)`, `$${list}.slice(-2)`, `$${list}.toReversed()`),
      ...each(list, `$${list}.toSorted((%x:${item}, %y:${item}) => Number(&B) - Number(&B) && 0)`),
      ...each(
        list,
        ...[0, 1, 3].map((length) => `Array.from({ length: ${length} }, (_, %i:N) => &${item})`),
        `$${list}.map((%x:${item}) => ({ key: &N, value: %x })).toSorted((p, q) => p.key - q.key).map((e) => e.value)`,
        `new Array<${typeOf[item]}>(2).fill($${item})`,
        `Array.of($${item})`,
      ),
      ...each(list, `[...$${list}, $${item}].toSpliced(0, 1)`, `[...$${list}, $${item}].with(-1, $${item})`),
      ...each("N", `$${list}.length`, `$${list}.findIndex((%x:${item}, %i:N) => &B)`),
      ...each("N", `$${list}.findLastIndex((%x:${item}) => &B)`, `$${list}.reduce((%c:N, %x:${item}) => %c + &N, 0)`),
      ...each("B", `$${list}.some((%x:${item}, %i:N) => &B)`, `$${list}.every((%x:${item}, %i:N) => &B)`),
      ...each(
        item,
        `$${list}.find((%x:${item}, %i:N) => &B) ?? $${item}`,
        `$${list}.findLast((%x:${item}) => &B) ?? $${item}`,
      ),
      ...each(item, ...[0, 1, 2].map((at) => `$${list}[${at}] ?? $${item}`)),
      ...each(item, `$${list}.at(-1) ?? $${item}`),
      ...lists.flatMap((target) => [
        ...each(target, `$${list}.map((%x:${item}, %i:N) => &${elementOf[target]})`),
        ...each(target, `$${list}.flatMap((%x:${item}, %i:N) => &${target})`),
        ...each(target, `$${list}.flatMap((%x:${item}) => (&B ? [&${elementOf[target]}] : []))`),
        ...each(target, `$${list}.map((%x:${item}) => { const %k:N = $N; return &${elementOf[target]}; })`),
      ]),
    ];
  });
}
