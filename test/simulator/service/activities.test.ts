import { expect, test } from "vitest";

import { defaultPlace } from "../../../simulator/engine/arns.js";
import { Activities } from "../../../simulator/service/activities.js";
import { unusedSettings } from "../../../simulator/service/unused-settings.js";

test("a thousand workers wait for tasks of an activity, and no more", async () => {
  const activities = new Activities(
    defaultPlace,
    () => 0,
    () => unusedSettings("refused", undefined),
  );
  const { arn } = activities.create({ name: "busy" });
  const workers = Array.from({ length: 1_001 }, () => new AbortController());
  const poll = async (worker: AbortController | undefined) =>
    activities.poll(arn, undefined, worker?.signal ?? AbortSignal.abort());
  const polls = workers.slice(1).map(poll);
  await expect(poll(workers[0])).rejects.toMatchObject({
    code: "ActivityWorkerLimitExceeded",
    message: "The maximum number of workers concurrently polling for activity tasks has been reached.",
  });
  workers[1]?.abort();
  expect(await polls[0]).toBeUndefined();
  const late = poll(workers[0]);
  for (const worker of workers) worker.abort();
  expect(await late).toBeUndefined();
});
