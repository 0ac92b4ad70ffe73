import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { cases, fullCases } from "./cases.js";
import { type EngineUnderTest, remoteEngine, startOurs, startPeer } from "./engines.js";
import { runCase } from "./run-case.js";

const remote = remoteEngine(process.env);
let ours: EngineUnderTest;
beforeAll(async () => {
  ours = await startOurs();
});
afterAll(async () => {
  await ours.close();
  await remote?.close();
});

describe.skipIf(remote !== undefined)("beside stepfunctions-local", { concurrent: true, timeout: 60_000 }, () => {
  let peer: EngineUnderTest;
  beforeAll(async () => {
    peer = await startPeer();
  }, 60_000);
  afterAll(() => peer.close());

  test.each(cases)("$name", async (peerCase) => {
    const [here, there] = await Promise.all([runCase(peerCase, ours), runCase(peerCase, peer)]);
    const compared = ({ status, output, entered }: NonNullable<typeof here>) => ({
      status,
      output,
      // Branches take turns as each engine likes, and the peer's Parallel has no name in its history.
      entered: peerCase.name.startsWith("Parallel") ? [] : entered,
    });
    if (here === undefined || there === undefined) throw new Error("Both engines can run every case here.");
    if (peerCase.peerDiffers === undefined) expect(compared(here)).toEqual(compared(there));
    else expect(compared(here), `no longer: ${peerCase.peerDiffers}`).not.toEqual(compared(there));
  });
});

describe.skipIf(remote === undefined)("beside SETPIECE_SFN_ENDPOINT (skipped without it)", { timeout: 120_000 }, () => {
  test.each([...cases, ...fullCases])("$name", async (peerCase) => {
    if (remote === undefined) return;
    const there = await runCase(peerCase, remote);
    if (there === undefined) return; // no functions there
    const here = await runCase(peerCase, ours);
    const compared = ({ status, output, events }: NonNullable<typeof here>) => ({
      status,
      output,
      // Branches may advance in another order.
      events: peerCase.name.startsWith("Parallel")
        ? [...events].map((event) => event.replace(/^.* /, "")).sort()
        : events,
    });
    expect(here && compared(here)).toEqual(compared(there));
  });
});
