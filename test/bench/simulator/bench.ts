import type { Figure } from "./figure.js";
import { renderFigure } from "./figure.js";
import { inProcessFigures } from "./in-process.js";
import { chain, dayLongWait, parallel } from "./machines.js";
import { latency, startWaiting, throughput } from "./over-http.js";
import { type BenchServer, servePeer, serveSimulator } from "./servers.js";
import { startUpFigure } from "./start-up.js";

/** The simulator and stepfunctions-local, each in a process of its own, asked the same by this one. */
async function* httpFigures(): AsyncGenerator<Figure> {
  const ours = await serveSimulator();
  const peer = await servePeer();
  try {
    const rate = (server: BenchServer, total: number) => throughput(server.url, chain(10), 200, total);
    await rate(ours, 3_000); // warms up
    await rate(peer, 200);
    yield {
      name: "HTTP: 10-Pass chain with its history, 200 in flight",
      value: Math.max(await rate(ours, 5_000), await rate(ours, 5_000)),
      peer: await rate(peer, 500),
      unit: "executions/s",
      goal: { kind: "times the peer", factor: 2 },
    };
    const machines: readonly [string, object, number, number][] = [
      ["chain of 1,000", chain(1_000), 1_000, 10],
      ["Parallel of 10 chains of 50", parallel(10, 50), 501, 1],
    ];
    for (const [name, definition, count, factor] of machines) {
      const perSecond = async ({ url }: BenchServer) =>
        (count / (await latency(url, definition, {}, 100)).bestMs) * 1000; // both warm
      yield {
        name: `HTTP: ${name}`,
        value: await perSecond(ours),
        peer: await perSecond(peer),
        unit: "transitions/s",
        ...(factor > 1 ? { goal: { kind: "times the peer" as const, factor } } : {}),
      };
    }
    yield {
      name: "HTTP: from the start of a 10-Pass chain to its end, median",
      value: (await latency(ours.url, chain(10), {}, 200)).medianMs,
      peer: (await latency(peer.url, chain(10), {}, 50)).medianMs,
      unit: "ms",
    };
    const before = (await ours.heapUsed()) ?? 0;
    await startWaiting(ours.url, dayLongWait, 10_000);
    const after = (await ours.heapUsed()) ?? 0;
    yield {
      name: "HTTP: memory of one of 10,000 waiting executions",
      value: (after - before) / 10_000 / 1024,
      unit: "KiB",
      goal: { kind: "at most", value: 20 },
    };
  } finally {
    await peer.close();
    await ours.close();
  }
}

/** Measures everything and prints it, goals beside results. It takes about a minute. */
export async function benchSimulator(print: (line: string) => void = console.log): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const take = (figure: Figure) => {
    figures.push(figure);
    print(renderFigure(figure));
  };
  for await (const figure of inProcessFigures()) take(figure);
  for await (const figure of httpFigures()) take(figure);
  take(await startUpFigure(5));
  return figures;
}
