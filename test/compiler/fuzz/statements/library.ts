import type { Library } from "../../differential/harness.js";

/** What programs are written with; the input of every workflow is an `Input`. */
export const library: Library = {
  file: "library",
  names: [
    "Mishap",
    "Coded",
    "Gone",
    "Size",
    "Colour",
    "sizes",
    "prices",
    "first",
    "either",
    "totalOf",
    "twice",
    "pickBy",
    "visit",
    "retried",
    "bump",
    "groupsOf",
  ],
  types: ["Item", "Counts", "Input"],
  text: `
import { WorkflowError } from "setpiece";
export type Item = { id: string; price: number; tags: string[]; note?: string | undefined };
export type Counts = Record<string, number>;
export interface Input { n: number; s: string; word: string | null; flag: boolean; list: number[]; words: string[]; item: Item; items: Item[]; counts: Counts; opt?: number; maybe: number | null }
export class Mishap extends WorkflowError {}
export class Coded extends WorkflowError { constructor(code: number, what = "code") { super(what + code); } }
export class Gone extends WorkflowError { static override readonly errorName = "Shop.Gone"; }
export enum Size { Small = 1, Middle, Large = 10 }
export enum Colour { Red = "red", Green = "green" }
export const sizes: Record<Size, string> = { [Size.Small]: "s", [Size.Middle]: "mm", [Size.Large]: "lll" };
export const prices = { a: 3, b: 5, text: 7 } as const;
export const first = <T>(list: readonly T[], other: T): T => list[0] ?? other;
export function either<A, B>(a: A, b: B, takesFirst: boolean): A | B { return takesFirst ? a : b; }
export function totalOf({ price, tags = [] }: { price: number; tags?: readonly string[] }, [factor = 1, extra = 0]: readonly number[] = []): number { return (price + tags.length + extra) * factor; }
export const twice = (change: (n: number) => number, n: number): number => change(change(n));
export const pickBy = (list: readonly number[], test: (n: number, index: number) => boolean, other: number): number => list.find(test) ?? other;
export async function visit(list: readonly number[], use: (n: number, index: number) => Promise<number>): Promise<number> { let sum = 0; for (const [index, n] of list.slice(0, 3).entries()) { sum = (sum + (await use(n, index))) % 1000; } return sum; }
export function bump(item: Item, by: number): number { item.price = (item.price + by) % 1000; if (item.tags.length < 4) item.tags.push("up"); return item.price; }
export function groupsOf<T, K extends string>(list: readonly T[], key: (item: T) => K): Record<string, T[]> { const groups: Record<string, T[]> = {}; for (const item of list) { const name = key(item); const group = groups[name] ?? []; group.push(item); groups[name] = group; } return groups; }
export async function retried(run: () => Promise<number>, other: number): Promise<number> { try { return await run(); } catch { return other; } }
`,
};
