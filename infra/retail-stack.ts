import path from "node:path";
import { Stack, type StackProps } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { resourceNameVariable } from "../dsl/index.js";
import { authoriseRequest } from "../tasks/identity/authorise-request.js";
import { accessKeys } from "../tasks/resources.js";
import { retailWiring } from "../tasks/wiring/retail-wiring.js";
import { PartnerApi } from "./partner-api.js";
import { RetailWiring } from "./retail-wiring.js";
import { SetpieceFunction } from "./setpiece-function.js";
import { SetpieceProject } from "./setpiece-project.js";
import { SetpieceTable } from "./setpiece-table.js";

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
  /** The address that mails come from; Amazon SES must have verified it. */
  readonly mailFrom: string;
  /** The address of the shop's site, with a slash at its end. */
  readonly siteUrl: string;
}

/** The retail set pieces of `workflows/`, with their tasks. */
export class RetailStack extends Stack {
  readonly project: SetpieceProject;
  readonly #mailFrom: string;

  constructor(scope: Construct, id: string, props: RetailStackProps) {
    super(scope, id, props);
    const { projectRoot, paymentProviderUrl, taxServiceUrl, orderDeskUrl, paymentPushUrl, mailFrom, siteUrl } = props;
    this.#mailFrom = mailFrom;
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
        sendWelcomeMail: { MAIL_FROM: mailFrom },
        writeSitemapPart: { SITE_URL: siteUrl },
        writeSitemapIndex: { SITE_URL: siteUrl },
        bookOrder: { ORDER_DESK_URL: orderDeskUrl },
      },
    });
    this.#allowMail();
    this.#addPartnerApi(projectRoot);
    new RetailWiring(this, "Wiring", {
      wiring: retailWiring,
      project: this.project,
      addresses: { PAYMENT_PUSH_URL: paymentPushUrl },
    });
  }
  /** Mails go out under the shop's own address alone. */
  #allowMail(): void {
    const identity = `arn:${this.partition}:ses:${this.region}:${this.account}:identity/*`;
    this.project.functions.get("sendWelcomeMail")?.function.addToRolePolicy(
      new PolicyStatement({
        actions: ["ses:SendEmail"],
        resources: [identity],
        conditions: { StringEquals: { "ses:FromAddress": this.#mailFrom } },
      }),
    );
  }

  /** The authoriser is called by API Gateway and not by a workflow, so it is no part of the project. */
  #addPartnerApi(projectRoot: string): void {
    const orderIntake = this.project.workflows.get("order-intake")?.stateMachine;
    if (orderIntake === undefined) throw new Error("the project has no workflow order-intake");
    const { table } = new SetpieceTable(this, "AccessKeys", {
      table: { name: accessKeys.name, partitionKey: { name: "keyHash", type: "S" } },
    });
    const { taskName: name } = authoriseRequest;
    const file = "tasks/identity/authorise-request.ts";
    const authoriser = new SetpieceFunction(this, "Authoriser", {
      task: { name, file, timeoutSeconds: 5, memory: 256, permissions: [] },
      bundle: { file: path.join(projectRoot, file), projectRoot, conditions: ["setpiece:source"] },
      environment: { [resourceNameVariable(accessKeys.name)]: table.tableName },
    });
    table.grant(authoriser.function, "dynamodb:GetItem");
    new PartnerApi(this, "PartnerApi", { authoriser, orderIntake });
  }
}
