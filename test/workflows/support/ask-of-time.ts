/** Asks a simulator about its time, or to let it pass; undefined of an engine that does not know such questions. */
export async function askOfTime(
  endpoint: string,
  action: "DescribeTime" | "SkipPause",
): Promise<Record<string, unknown> | undefined> {
  const headers = { "x-amz-target": `SetpieceSimulator.${action}`, "content-type": "application/x-amz-json-1.0" };
  const response = await fetch(endpoint, { method: "POST", headers, body: "{}" });
  const answer = (await response.json().catch(() => undefined)) as Record<string, unknown> | undefined;
  return response.ok ? answer : undefined;
}
