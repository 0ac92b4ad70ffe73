import { readFileSync } from "node:fs";
import path from "node:path";
import { App } from "aws-cdk-lib";
import { RetailStack } from "./retail-stack.js";

/**
 * The CDK app of the retail set pieces. `npm run synth` runs it by itself, offline; the CDK command line runs it by way of
 * `cdk.json`, which also holds the context that both use.
 */
const projectRoot = path.resolve(import.meta.dirname, "..");
const { context } = JSON.parse(readFileSync(path.join(projectRoot, "cdk.json"), "utf8")) as {
  readonly context: Record<string, unknown>;
};
const app = new App({
  context,
  analyticsReporting: false,
  ...(process.env.CDK_OUTDIR === undefined ? { outdir: path.join(projectRoot, "cdk.out") } : {}),
});
new RetailStack(app, "SetpieceRetail", {
  projectRoot,
  paymentProviderUrl: String(app.node.tryGetContext("paymentProviderUrl")),
  taxServiceUrl: String(app.node.tryGetContext("taxServiceUrl")),
  orderDeskUrl: String(app.node.tryGetContext("orderDeskUrl")),
  paymentPushUrl: String(app.node.tryGetContext("paymentPushUrl")),
  mailFrom: String(app.node.tryGetContext("mailFrom")),
  siteUrl: String(app.node.tryGetContext("siteUrl")),
  description: "The retail set pieces: checkout, payment authorisation and the workflows around them",
});
app.synth();
