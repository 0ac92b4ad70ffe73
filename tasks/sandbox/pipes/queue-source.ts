import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { resourceName } from "setpiece";
import type { QueuePipe } from "../../wiring/wiring.js";
import { type PipeSource, wantedObject } from "./pipe-source.js";

/** The messages of a queue. A batch that fails becomes visible again. */
export function queueSource({ from, batchSize, filter }: QueuePipe): PipeSource {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const QueueUrl = resourceName(from.queue);
  return {
    next: async (run) => {
      const received = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: Math.min(batchSize, 10),
          MessageSystemAttributeNames: ["All"],
        }),
      );
      const messages = received.Messages ?? [];
      if (messages.length === 0) return 0;
      const wanted = messages.filter(
        ({ Body = "" }) => filter === undefined || wantedObject(Body, filter.body) !== undefined,
      );
      const records = wanted.map(({ MessageId, Body, Attributes }) => ({
        messageId: MessageId,
        body: Body,
        attributes: Attributes ?? {},
        eventSource: "aws:sqs",
      }));
      if (records.length > 0 && !(await run(records))) return 0;
      const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      return messages.length;
    },
    stop: () => sqs.destroy(),
  };
}
