import { SFNClient, StartSyncExecutionCommand } from "@aws-sdk/client-sfn";
import type { Pipe } from "../../wiring/wiring.js";
import { changesSource } from "./changes-source.js";
import type { PipeSource, RunBatch } from "./pipe-source.js";
import { queueSource } from "./queue-source.js";
import { streamSource } from "./stream-source.js";

/** A pipe of EventBridge Pipes in local runs. */
export interface PlayedPipe {
  /** Hands over all that waits now, batch by batch, and gives the number of records that are done with. */
  drain(): Promise<number>;
  /** The same, but leaves batches that may still become full until their window is over. */
  look(): Promise<number>;
  stop(): void;
}

/** Plays a pipe over the AWS APIs. */
export function playPipe(pipe: Pipe): PlayedPipe {
  const stepFunctions = new SFNClient({ disableHostPrefix: true });
  const stateMachineArn = `arn:aws:states:us-east-1:123456789012:stateMachine:${pipe.workflow}`;
  const run: RunBatch = async (records) => {
    const { status } = await stepFunctions.send(
      new StartSyncExecutionCommand({ stateMachineArn, input: JSON.stringify(records) }),
    );
    return status === "SUCCEEDED";
  };
  const source = sourceOf(pipe);
  let draining: Promise<number> = Promise.resolve(0);
  const handOver = async (isUrgent: boolean): Promise<number> => {
    for (let taken = 0; ;) {
      const count = await source.next(run, isUrgent);
      if (count === 0) return taken;
      taken += count;
    }
  };
  // One after the other: a pipe keeps the order of its source.
  const inTurn = (isUrgent: boolean) => (draining = draining.catch(() => 0).then(() => handOver(isUrgent)));
  return {
    drain: () => inTurn(true),
    look: () => inTurn(false),
    stop: () => {
      source.stop();
      stepFunctions.destroy();
    },
  };
}

function sourceOf(pipe: Pipe): PipeSource {
  switch (pipe.source) {
    case "queue":
      return queueSource(pipe);
    case "changes":
      return changesSource(pipe);
    case "stream":
      return streamSource(pipe);
  }
}
