import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import { localCredentials, localRegion } from "./local-environment.js";

/** Where the AWS services are: a local endpoint, or AWS as the environment configures it. */
export type AwsPlace = { readonly kind: "local"; readonly endpoint: string } | { readonly kind: "aws" };

export interface AwsClients {
  readonly dynamodb: DynamoDBClient;
  readonly stepFunctions: SFNClient;
  close(): void;
}

/** Clients for one place. A local one never gets the credentials of a person, only those that stand for none. */
export function createAwsClients(place: AwsPlace): AwsClients {
  const config =
    place.kind === "aws"
      ? {}
      : { endpoint: place.endpoint, region: localRegion, credentials: localCredentials, maxAttempts: 1 };
  const dynamodb = new DynamoDBClient(config);
  const stepFunctions = new SFNClient(config);
  return {
    dynamodb,
    stepFunctions,
    close() {
      dynamodb.destroy();
      stepFunctions.destroy();
    },
  };
}
