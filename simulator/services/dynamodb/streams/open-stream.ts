import { validationError } from "../../wire/aws-error.js";
import type { Engine } from "../engine.js";
import type { StreamViewType, Table } from "../table.js";

/** Turns the stream of a table on: a new stream, with a label made of the time. */
export function openStream(engine: Engine, table: Table, view: StreamViewType | undefined): void {
  if (view === undefined)
    throw validationError(
      "One or more parameter values were invalid: StreamViewType must be specified when StreamEnabled is true",
    );
  const nowMs = engine.clock.nowMs();
  const label = freeLabel(engine, table, nowMs);
  const arn = `${table.arn}/stream/${label}`;
  engine.streams.open(arn, label, table.name, table.key, view, nowMs);
  table.streamView = view;
  table.latestStreamArn = arn;
}

/** Turns the stream of a table off; its records stay readable. */
export function closeStream(engine: Engine, table: Table): void {
  if (table.latestStreamArn !== undefined) engine.streams.close(table.latestStreamArn);
  table.streamView = undefined;
}

/** Two streams of a table never share a label, also where the clock stands still between them. */
function freeLabel(engine: Engine, table: Table, nowMs: number): string {
  for (let ms = nowMs; ; ms++) {
    const label = new Date(ms).toISOString().replace("Z", "");
    if (engine.streams.find(`${table.arn}/stream/${label}`) === undefined) return label;
  }
}
