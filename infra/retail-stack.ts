import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { retailWiring } from "../tasks/wiring/retail-wiring.js";
import { RetailWiring } from "./retail-wiring.js";
import { SetpieceProject } from "./setpiece-project.js";

export interface RetailStackProps extends StackProps {
  /** The folder with the project's `package.json`. */
  readonly projectRoot: string;
  /** The address under which the payment providers answer. */
  readonly paymentProviderUrl: string;
  /** The address under which the tax service answers. */
  readonly taxServiceUrl: string;
  /** The address under which the order desk answers. */
  readonly orderDeskUrl: string;
  /** Where a partner takes notifications of payments. */
  readonly paymentPushUrl: string;
}

/** The retail set pieces of `workflows/`, with their tasks. */
export class RetailStack extends Stack {
  readonly project: SetpieceProject;

  constructor(scope: Construct, id: string, props: RetailStackProps) {
    super(scope, id, props);
    const { projectRoot, paymentProviderUrl, taxServiceUrl, orderDeskUrl, paymentPushUrl } = props;
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
        bookOrder: { ORDER_DESK_URL: orderDeskUrl },
      },
    });
    new RetailWiring(this, "Wiring", {
      wiring: retailWiring,
      project: this.project,
      addresses: { PAYMENT_PUSH_URL: paymentPushUrl },
    });
  }
}
