import { z } from "zod";
import { type HttpAnswer, type SandboxServer, startJsonServer } from "./http-server.js";

export interface SentMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface MailServiceSandbox extends SandboxServer {
  /** What was sent, in order. */
  readonly sent: SentMessage[];
  /** What a request gets instead of an answer: `after`, the mail was sent all the same. Default: no faults. */
  fault: (moment: "before" | "after") => HttpAnswer | undefined;
}

const requestSchema = z.object({
  Destination: z.object({ ToAddresses: z.array(z.string()).min(1) }),
  Content: z.object({
    Simple: z.object({
      Subject: z.object({ Data: z.string() }),
      Body: z.object({ Text: z.object({ Data: z.string() }) }),
    }),
  }),
});

/** Plays Amazon SES (version 2 of its API) on the loopback interface. It refuses addresses that begin with `nobody@`. */
export async function startMailService(): Promise<MailServiceSandbox> {
  const sent: SentMessage[] = [];
  const server = await startJsonServer(({ method, path, body }) => {
    const request = requestSchema.safeParse(body);
    if (method !== "POST" || path !== "/v2/email/outbound-emails" || !request.success) {
      return { status: 400, body: { __type: "BadRequestException", message: "malformed request" } };
    }
    const fault = sandbox.fault("before");
    if (fault !== undefined) return fault;
    const { Destination, Content } = request.data;
    const to = Destination.ToAddresses[0] ?? "";
    if (to.startsWith("nobody@")) {
      return { status: 400, body: { __type: "MessageRejected", message: "Address is on the suppression list." } };
    }
    sent.push({ to, subject: Content.Simple.Subject.Data, text: Content.Simple.Body.Text.Data });
    return sandbox.fault("after") ?? { status: 200, body: { MessageId: `mail-${sent.length}` } };
  });
  const sandbox: MailServiceSandbox = { ...server, sent, fault: () => undefined };
  return sandbox;
}
