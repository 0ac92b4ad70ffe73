import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Games, votes and auctions. */
export const gameEngines: readonly Row[] = [
  {
    name: "game of connect four between two players",
    before: `${declarations}type Player = "X" | "O";
type Cell = Player | ".";
const COLUMNS = 5;
const ROWS = 4;
const askMove = lambda<{ player: Player; board: string[]; legal: number[] }, { column: number; resign?: boolean }>("askMove", elsewhere);
const announce = lambda<string, void>("announce", elsewhere);
const other = (player: Player): Player => (player === "X" ? "O" : "X");
const render = (board: Cell[][]) => board.map((row) => row.join(""));
const directions = [[0, 1], [1, 0], [1, 1], [1, -1]] as const;
function wins(board: Cell[][], row: number, column: number): boolean {
  const player = board[row]![column]!;
  return directions.some(([dr, dc]) => {
    let count = 1;
    for (const sign of [1, -1]) {
      let r = row + dr * sign;
      let c = column + dc * sign;
      while (board[r]?.[c] === player) {
        count++;
        r += dr * sign;
        c += dc * sign;
      }
    }
    return count >= 4;
  });
}`,
    body: `async ({ first = "X", maxMoves = COLUMNS * ROWS }: { first?: Player; maxMoves?: number }) => {
  const board: Cell[][] = Array.from({ length: ROWS }, () => Array<Cell>(COLUMNS).fill("."));
  let player = first;
  let winner: Player | null = null;
  let illegal = 0;
  const moves: string[] = [];
  game: while (moves.length < maxMoves) {
    const legal = board[0]!.flatMap((cell, column) => (cell === "." ? [column] : []));
    if (legal.length === 0) break;
    const { column, resign } = await askMove({ player, board: render(board), legal });
    if (resign) {
      winner = other(player);
      break;
    }
    if (!legal.includes(column)) {
      if (++illegal >= 3) {
        winner = other(player);
        await announce(\`\${player} made three illegal moves\`);
        break game;
      }
      continue;
    }
    for (let row = ROWS - 1; row >= 0; row--) {
      if (board[row]![column] !== ".") continue;
      board[row]![column] = player;
      moves.push(\`\${player}\${column}\`);
      if (wins(board, row, column)) {
        winner = player;
        break game;
      }
      break;
    }
    player = other(player);
  }
  await announce(winner ? \`\${winner} wins after \${moves.length} moves\` : "draw");
  return { winner, moves, board: render(board), illegal };
}`,
    scenarios: runs(
      [{}, { askMove: [0, 1, 0, 1, 0, 1, 0].map((column) => ({ result: { column } })), announce: { result: null } }],
      [
        { first: "O" },
        {
          askMove: [0, 1, 1, 2, 2, 3, 2, 3, 3, 9, 4, 3].map((column) => ({ result: { column } })),
          announce: { result: null },
        },
      ],
      [
        {},
        { askMove: [{ result: { column: 1 } }, { result: { column: 1, resign: true } }], announce: { result: null } },
      ],
      [{}, { askMove: { result: { column: 7 } }, announce: { result: null } }],
      [{ maxMoves: 3 }, { askMove: { result: { column: 2 } }, announce: { result: null } }],
    ),
  },
  {
    name: "board vote with quorum, delegation and a tie break",
    before: `${declarations}type Choice = "yes" | "no" | "abstain";
interface Member { id: string; weight: number; delegate?: string }
const ballot = human<{ member: string; motion: string }, { choice: Choice }>("ballot", { title: "Vote", form: { type: "object", properties: { choice: { type: "string" } }, required: ["choice"] } });
const publishResult = lambda<{ motion: string; passed: boolean; tally: Record<Choice, number> }, void>("publishResult", elsewhere);
class NoQuorum extends WorkflowError { constructor(readonly present: number, readonly needed: number) { super(\`\${present} of \${needed}\`); } }`,
    concurrent: true,
    body: `async ({ motion, members, chair, quorum = 0.5 }: { motion: string; members: Member[]; chair: string; quorum?: number }) => {
  const votes = new Map<string, Choice>();
  const missing = new Set<string>();
  await Promise.all(
    members
      .filter((m) => !m.delegate)
      .map(async (member) => {
        try {
          const { choice } = await ballot({ member: member.id, motion }, { timeout: "7d" });
          votes.set(member.id, choice);
        } catch {
          missing.add(member.id);
        }
      }),
  );
  const resolve = (member: Member, path: string[] = []): Choice | undefined => {
    if (!member.delegate) return votes.get(member.id);
    if (path.includes(member.id)) return undefined;
    const delegate = members.find((m) => m.id === member.delegate);
    return delegate ? resolve(delegate, [...path, member.id]) : undefined;
  };
  const tally: Record<Choice, number> = { yes: 0, no: 0, abstain: 0 };
  let present = 0;
  for (const member of members) {
    const choice = resolve(member);
    if (!choice) { missing.add(member.id); continue; }
    tally[choice] += member.weight;
    present += member.weight;
  }
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const needed = Math.ceil(total * quorum);
  if (present < needed) throw new NoQuorum(present, needed);
  let passed = tally.yes > tally.no;
  let tieBreak = false;
  if (tally.yes === tally.no) {
    tieBreak = true;
    const { choice } = await ballot({ member: chair, motion: \`\${motion} (tie)\` });
    passed = choice === "yes";
  }
  await publishResult({ motion, passed, tally });
  return { passed, tally, tieBreak, missing: [...missing].sort(), turnout: \`\${Math.round((present / total) * 100)}%\` };
}`,
    scenarios: runs(
      [
        {
          motion: "m",
          chair: "a",
          members: [
            { id: "a", weight: 2 },
            { id: "b", weight: 1, delegate: "a" },
            { id: "c", weight: 3 },
            { id: "d", weight: 1, delegate: "e" },
            { id: "e", weight: 1, delegate: "d" },
          ],
        },
        {
          ballot: ({ member, motion }: { member: string; motion: string }) => ({
            choice: motion.includes("tie") ? "yes" : member === "a" ? "yes" : "no",
          }),
          publishResult: { result: null },
        },
      ],
      [
        {
          motion: "m",
          chair: "a",
          quorum: 0.9,
          members: [
            { id: "a", weight: 2 },
            { id: "z", weight: 9 },
          ],
        },
        {
          ballot: ({ member }: { member: string }) => {
            if (member === "z") throw Object.assign(new Error("late"), { name: "States.Timeout" });
            return { choice: "yes" };
          },
        },
      ],
      [
        {
          motion: "m",
          chair: "a",
          quorum: 0.1,
          members: [
            { id: "a", weight: 2 },
            { id: "z", weight: 9 },
          ],
        },
        {
          ballot: ({ member }: { member: string }) => {
            if (member === "z") throw Object.assign(new Error("late"), { name: "States.Timeout" });
            return { choice: "abstain" };
          },
          publishResult: { result: null },
        },
      ],
    ),
  },
  {
    name: "auction with proxy bids and soft close",
    before: `${declarations}interface Bid { bidder: string; max: number; at: number }
interface Auction { lot: string; reserve: number; start: number; endsAt: number; increment: number }
const nextBids = lambda<{ lot: string; after: number }, Bid[]>("nextBids", elsewhere);
const tell = lambda<{ bidder: string; message: string }, void>("tell", elsewhere);
const settle = lambda<{ lot: string; bidder: string; price: number }, { ok: boolean }>("settle", elsewhere);`,
    body: `async (auction: Auction) => {
  let endsAt = auction.endsAt;
  let now = 0;
  let leader: Bid | undefined;
  let price = auction.start;
  const log: string[] = [];
  const maxima: Record<string, number> = {};
  while (now < endsAt) {
    const bids = await nextBids({ lot: auction.lot, after: now });
    if (bids.length === 0) { now += 60; continue; }
    for (const bid of bids.sort((a, b) => a.at - b.at)) {
      now = Math.max(now, bid.at);
      if (bid.at >= endsAt) { log.push(\`\${bid.bidder} too late\`); continue; }
      maxima[bid.bidder] = Math.max(maxima[bid.bidder] ?? 0, bid.max);
      if (leader?.bidder === bid.bidder) { leader = { ...leader, max: Math.max(leader.max, bid.max) }; continue; }
      if (bid.max < price + (leader ? auction.increment : 0)) { await tell({ bidder: bid.bidder, message: \`at least \${price + auction.increment}\` }); continue; }
      if (!leader) {
        leader = bid;
      } else if (bid.max > leader.max) {
        price = Math.min(bid.max, leader.max + auction.increment);
        await tell({ bidder: leader.bidder, message: "outbid" });
        leader = bid;
      } else {
        price = Math.min(leader.max, bid.max + auction.increment);
        await tell({ bidder: bid.bidder, message: "outbid" });
      }
      log.push(\`\${leader.bidder} leads at \${price}\`);
      if (endsAt - bid.at < 120) endsAt = bid.at + 120;
    }
  }
  if (!leader || (leader.max < auction.reserve)) return { lot: auction.lot, sold: false, log, bidders: Object.keys(maxima).length };
  if (price < auction.reserve) price = auction.reserve;
  const ranking = Object.entries(maxima).sort(([, a], [, b]) => b - a).map(([bidder, max]) => ({ bidder, max }));
  for (const { bidder, max } of ranking) {
    const offer = bidder === leader.bidder ? price : Math.min(max, price);
    if (offer < auction.reserve) break;
    const { ok } = await settle({ lot: auction.lot, bidder, price: offer });
    if (ok) return { lot: auction.lot, sold: true, to: bidder, price: offer, extended: endsAt - auction.endsAt, log };
    log.push(\`\${bidder} did not pay\`);
  }
  return { lot: auction.lot, sold: false, log, bidders: ranking.length };
}`,
    scenarios: runs(
      [
        { lot: "vase", reserve: 50, start: 10, endsAt: 300, increment: 5 },
        {
          nextBids: [
            {
              result: [
                { bidder: "a", max: 40, at: 10 },
                { bidder: "b", max: 60, at: 5 },
              ],
            },
            { result: [] },
            {
              result: [
                { bidder: "c", max: 62, at: 280 },
                { bidder: "d", max: 20, at: 281 },
                { bidder: "c", max: 99, at: 290 },
              ],
            },
            { result: [] },
          ],
          tell: { result: null },
          settle: [{ result: { ok: false } }, { result: { ok: true } }],
        },
      ],
      [
        { lot: "vase", reserve: 50, start: 10, endsAt: 100, increment: 5 },
        {
          nextBids: [
            {
              result: [
                { bidder: "a", max: 40, at: 10 },
                { bidder: "b", max: 200, at: 150 },
              ],
            },
            { result: [] },
          ],
          tell: { result: null },
        },
      ],
      [{ lot: "vase", reserve: 50, start: 10, endsAt: 100, increment: 5 }, { nextBids: { result: [] } }],
    ),
  },
];
