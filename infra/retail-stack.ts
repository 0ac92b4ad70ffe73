import { Stack, type StackProps } from "aws-cdk-lib";
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
      environment: {
        askTaxService: { TAX_SERVICE_URL: taxServiceUrl },
        authoriseWithProvider: { PAYMENT_PROVIDER_URL: paymentProviderUrl },
        requestChallenge: { PAYMENT_PROVIDER_URL: paymentProviderUrl },
        captureWithProvider: { PAYMENT_PROVIDER_URL: paymentProviderUrl },
        cancelPayment: { PAYMENT_PROVIDER_URL: paymentProviderUrl },
      },
    });
  }
}
