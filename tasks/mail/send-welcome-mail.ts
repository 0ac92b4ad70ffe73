import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { MessageRejected, SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { lambda, type LambdaContext } from "setpiece";
import { z } from "zod";
import { clientOf } from "../aws-clients.js";
import { MailRefused } from "../errors.js";
import { problemsIn } from "../invalid-input.js";
import { once } from "../once.js";
import { observed } from "../observed.js";
import { metrics } from "../powertools.js";
import { doneCalls } from "../resources.js";

const inputSchema = z.object({
  customerId: z.string().min(1),
  name: z.string().min(1).max(100),
  email: z.email(),
});

export interface SentMail {
  readonly messageId: string;
}

const send = once("customerId", async ({ name, email }: z.infer<typeof inputSchema>): Promise<SentMail> => {
  const text = `Hello ${name},\n\nit is good to have you with us. Your first order travels free of charge.\n`;
  const { MessageId } = await clientOf(SESv2Client).send(
    new SendEmailCommand({
      FromEmailAddress: process.env.MAIL_FROM ?? "shop@example.com",
      Destination: { ToAddresses: [email] },
      Content: { Simple: { Subject: { Data: "Welcome" }, Body: { Text: { Data: text } } } },
    }),
  );
  metrics.addMetric("WelcomeMails", MetricUnit.Count, 1);
  return { messageId: MessageId ?? "" };
});

/**
 * Sends the mail that a new customer gets. Asked again for the same customer within a day it sends nothing more and gives
 * the first answer.
 *
 * @throws MailRefused when the address makes no sense, or the mail service does not send to it
 */
export const sendWelcomeMail = lambda(
  "sendWelcomeMail",
  observed(async (input: z.infer<typeof inputSchema>, context: LambdaContext): Promise<SentMail> => {
    const welcome = inputSchema.safeParse(input);
    if (!welcome.success) throw new MailRefused(problemsIn(welcome.error));
    try {
      return await send(welcome.data, context);
    } catch (error) {
      if (error instanceof MessageRejected) throw new MailRefused("the mail service does not send to this address");
      throw error;
    }
  }),
  {
    retry: [
      { errors: ["MailRefused"], maxAttempts: 0 },
      { errors: ["States.ALL"], interval: "2s", maxAttempts: 6, maxDelay: "1m", jitter: "full" },
    ],
    uses: [
      {
        on: doneCalls,
        actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
      },
    ],
  },
);
