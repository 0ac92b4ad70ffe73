import { inject } from "vitest";

process.env.SETPIECE_DYNAMODB_ENDPOINT = inject("dynamoDbLocalUrl");
