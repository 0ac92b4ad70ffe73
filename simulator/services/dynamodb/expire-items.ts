import type { Engine } from "./engine.js";
import type { Table } from "./table.js";
import { expirySeconds, isExpired } from "./time-to-live.js";
import { writeItem } from "./write-item.js";

/**
 * Removes every item whose time to live is over.
 *
 * DEVIATION: the service removes expired items some time within days; here they go at the first request after their
 * time, so that tests can rely on it.
 */
export function expireItems(engine: Engine): void {
  const nowSeconds = Math.floor(engine.clock.nowMs() / 1000);
  for (const table of engine.tables.values()) {
    if (table.timeToLiveAttribute !== undefined && table.earliestExpirySeconds <= nowSeconds)
      expireTable(engine, table, table.timeToLiveAttribute, nowSeconds);
  }
}

function expireTable(engine: Engine, table: Table, attribute: string, nowSeconds: number): void {
  let earliest = Infinity;
  for (const item of [...table.items.values()]) {
    if (isExpired(item, attribute, nowSeconds)) {
      writeItem(engine, table, item, undefined, "expiry");
      continue;
    }
    const expiry = expirySeconds(item, attribute);
    if (expiry !== undefined && expiry > nowSeconds) earliest = Math.min(earliest, expiry);
  }
  table.earliestExpirySeconds = earliest;
}
