import { Stack, type StackProps } from "aws-cdk-lib";
import { Authorization, Connection } from "aws-cdk-lib/aws-events";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { SetpieceProject } from "./setpiece-project.js";

export interface RetailStackProps extends StackProps {
  /** The folder with the project's `package.json`. */
  readonly projectRoot: string;
  /** The address under which the payment providers answer. */
  readonly paymentProviderUrl: string;
  /** The address under which the tax service answers. */
  readonly taxServiceUrl: string;
}

/** The retail set pieces of `workflows/`, with their tasks. */
export class RetailStack extends Stack {
  readonly project: SetpieceProject;

  constructor(scope: Construct, id: string, props: RetailStackProps) {
    super(scope, id, props);
    const { projectRoot, paymentProviderUrl, taxServiceUrl } = props;
    this.project = new SetpieceProject(this, "Retail", {
      paths: ["workflows"],
      projectRoot,
      bundleConditions: ["setpiece:source"],
      endpoints: { "tax-service": { connection: this.#taxConnection(), url: taxServiceUrl } },
      environment: {
        authoriseWithProvider: { PAYMENT_PROVIDER_URL: paymentProviderUrl },
        requestChallenge: { PAYMENT_PROVIDER_URL: paymentProviderUrl },
        captureWithProvider: { PAYMENT_PROVIDER_URL: paymentProviderUrl },
        cancelPayment: { PAYMENT_PROVIDER_URL: paymentProviderUrl },
      },
    });
  }

  /** The key that the tax service knows the shop by: who gets it from them puts it into the secret. */
  #taxConnection(): Connection {
    const key = new Secret(this, "TaxServiceKey", { description: "The shop's key for the tax service" });
    return new Connection(this, "TaxServiceConnection", {
      authorization: Authorization.apiKey("x-api-key", key.secretValue),
      description: "How workflows call the tax service",
    });
  }
}
