import { gunzipSync } from "node:zlib";
import { type AttributeValue, ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { dynamoDb, s3 } from "../aws-clients.js";
import { InvalidSweep } from "../errors.js";
import { problemsIn } from "../invalid-input.js";
import { observed } from "../observed.js";
import { logger } from "../powertools.js";
import { sessionExports, sessions } from "../resources.js";

const inputSchema = z.object({
  sweepId: z.string().min(1).max(80),
  /** The key of `manifest-files.json` of an export that DynamoDB made. Default: the table is read. */
  manifest: z.string().min(1).optional(),
  /** Of the sweep, in epoch milliseconds: looked at here with the rest of its request. */
  seenBefore: z.number().nonnegative().optional(),
});

/** A line of an export: an item as DynamoDB exports it (AWS page "DynamoDB table export output format"). */
export interface ExportedSession {
  readonly Item: {
    readonly sessionId: { readonly S: string };
    readonly status?: { readonly S: string };
    /** Epoch milliseconds. */
    readonly lastSeenAt?: { readonly N: string };
  };
}

export interface SessionExport {
  /** The key of the file with a line for each session. */
  readonly key: string;
  readonly sessions: number;
}

/**
 * Writes the sessions table to S3 as one file of JSON Lines. It holds the file in memory: some hundred thousand sessions fit.
 * Asked again it writes the file anew.
 *
 * @throws InvalidSweep when the request makes no sense
 */
export const exportSessions = lambda(
  "exportSessions",
  observed(async (input: z.infer<typeof inputSchema>): Promise<SessionExport> => {
    const request = inputSchema.safeParse(input);
    if (!request.success) throw new InvalidSweep(problemsIn(request.error));
    const { sweepId, manifest } = request.data;
    const lines: string[] = [];
    for await (const line of manifest === undefined ? scannedLines() : gatheredLines(manifest)) lines.push(line);
    const key = `sweeps/${sweepId}.jsonl`;
    const Body = lines.map((line) => line + "\n").join("");
    await s3().send(
      new PutObjectCommand({
        Bucket: resourceName(sessionExports),
        Key: key,
        Body,
        ContentLength: Buffer.byteLength(Body), // said for an empty file, of which the SDK warns otherwise
        ContentType: "application/jsonl",
      }),
    );
    logger.info("sessions exported", { key, sessions: lines.length });
    return { key, sessions: lines.length };
  }),
  {
    memory: 1_024,
    timeout: "5m",
    retry: [
      { errors: ["InvalidSweep"], maxAttempts: 0 },
      { errors: ["States.ALL"], interval: "2s", maxAttempts: 4, jitter: "full" },
    ],
    uses: [
      { on: sessions, actions: ["dynamodb:Scan"] },
      { on: sessionExports, actions: ["s3:GetObject", "s3:PutObject"] },
    ],
  },
);

async function* scannedLines(): AsyncIterable<string> {
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamoDb().send(
      new ScanCommand({
        TableName: resourceName(sessions),
        ProjectionExpression: "sessionId, #status, lastSeenAt",
        ExpressionAttributeNames: { "#status": "status" },
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      }),
    );
    for (const Item of page.Items ?? []) yield JSON.stringify({ Item });
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}

/** Each line of the manifest names a file of packed lines. */
async function* gatheredLines(manifest: string): AsyncIterable<string> {
  for (const line of linesOf((await read(manifest)).toString())) {
    const { dataFileS3Key } = z.object({ dataFileS3Key: z.string() }).parse(JSON.parse(line));
    yield* linesOf(gunzipSync(await read(dataFileS3Key)).toString());
  }
}

async function read(Key: string): Promise<Buffer> {
  const { Body } = await s3().send(new GetObjectCommand({ Bucket: resourceName(sessionExports), Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

const linesOf = (text: string): readonly string[] => text.split("\n").filter((line) => line.trim() !== "");
