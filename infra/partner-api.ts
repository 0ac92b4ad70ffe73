import { RemovalPolicy } from "aws-cdk-lib";
import {
  AccessLogFormat,
  LogGroupLogDestination,
  RestApi,
  StepFunctionsIntegration,
  TokenAuthorizer,
} from "aws-cdk-lib/aws-apigateway";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IStateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { SetpieceFunction } from "./setpiece-function.js";

export interface PartnerApiProps {
  /** Says which requests may go on. */
  readonly authoriser: SetpieceFunction;
  /** The Express workflow that takes orders in. */
  readonly orderIntake: IStateMachine;
}

/** The API of the shop's partners: `POST /orders` runs the intake and answers what it answers. */
export class PartnerApi extends Construct {
  constructor(scope: Construct, id: string, { authoriser, orderIntake }: PartnerApiProps) {
    super(scope, id);
    const logs = new LogGroup(this, "Logs", {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const api = new RestApi(this, "Api", {
      description: "What partners of the shop call",
      cloudWatchRole: false,
      deployOptions: {
        stageName: "live",
        tracingEnabled: true,
        throttlingRateLimit: 500,
        throttlingBurstLimit: 1_000,
        accessLogDestination: new LogGroupLogDestination(logs),
        accessLogFormat: AccessLogFormat.jsonWithStandardFields(),
      },
    });
    const authorizer = new TokenAuthorizer(this, "Authoriser", {
      handler: authoriser.function,
      // A policy covers all that a partner may do, so it is good for every path.
      resultsCacheTtl: Duration.minutes(1),
      validationRegex: "^Bearer [\\w.~+/-]{16,256}=*$",
    });
    api.root
      .addResource("orders")
      .addMethod("POST", StepFunctionsIntegration.startExecution(orderIntake, { headers: false }), { authorizer });
  }
}
