import type { ExecutionEngine, ExecutionEngineOptions } from "./execution-engine.js";
import type { MapRunHost } from "./map-run.js";

/** What map runs ask of the engine that has them. */
export function mapRunHostOf(engine: ExecutionEngine, { log, objects, world }: ExecutionEngineOptions): MapRunHost {
  return {
    nowMs: () => engine.nowMs(),
    newId: () => world.uuid(),
    objects,
    isPaused: () => engine.time.isPaused,
    itemsRead: (mapRunArn, items) => log?.itemsRead(mapRunArn, items),
    startChild: (machine, start, mapRunArn, index) => {
      const seed = log?.newSeed();
      const startMs = engine.nowMs();
      if (seed !== undefined) log?.childStarted({ mapRunArn, index, start, startMs, seed });
      return engine.start(machine, start, seed, startMs);
    },
    whenEnded: (executionArn, done) => engine.whenEnded(executionArn, done),
    redrive: (executionArn, done) => {
      engine.send(executionArn, { kind: "redrive" });
      engine.time.run(() => engine.whenEnded(executionArn, done));
    },
    stop: (executionArn) => engine.send(executionArn, { kind: "stop", error: undefined, cause: undefined }),
    hold: (work) => engine.hold(work),
  };
}
