import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { resourceName } from "setpiece";
import type { QueuePipe } from "../../wiring/wiring.js";
import { type PipeSource, wantedObject } from "./pipe-source.js";

/** The messages of a queue. A batch that fails becomes visible again, later; the next does not wait for it. */
export function queueSource({ from, batchSize, filter }: QueuePipe): PipeSource {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const QueueUrl = resourceName(from.queue);
  const isWanted = (body: string) => filter === undefined || wantedObject(body, filter.body) !== undefined;
  const receive = async (): Promise<readonly Message[]> => {
    const { Messages: messages } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(batchSize, 10),
        MessageSystemAttributeNames: ["All"],
      }),
    );
    return messages ?? [];
  };
  return {
    next: async (run) => {
      for (;;) {
        const messages = await receive();
        if (messages.length === 0) return 0;
        const records = messages.filter(({ Body = "" }) => isWanted(Body)).map(recordOf);
        if (records.length > 0 && !(await run(records))) continue;
        const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle }));
        await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
        return messages.length;
      }
    },
    stop: () => sqs.destroy(),
  };
}

const recordOf = ({ MessageId, Body, Attributes }: Message): object => ({
  messageId: MessageId,
  body: Body,
  attributes: Attributes ?? {},
  eventSource: "aws:sqs",
});
