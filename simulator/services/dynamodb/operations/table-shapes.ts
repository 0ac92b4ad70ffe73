import { bool, integer, list, structure, text } from "../../wire/shape.js";
import { indexNameShape } from "./request-shapes.js";

export const newTableName = text({ min: 3, max: 255, pattern: "[a-zA-Z0-9_.-]+" });

export const attributeDefinitions = list(
  structure({ AttributeName: text({ min: 1, max: 255 }), AttributeType: text({ values: ["B", "N", "S"] }) }, [
    "AttributeName",
    "AttributeType",
  ]),
);

export const keySchemaShape = list(
  structure({ AttributeName: text({ min: 1, max: 255 }), KeyType: text({ values: ["HASH", "RANGE"] }) }, [
    "AttributeName",
    "KeyType",
  ]),
  { min: 1, max: 2 },
);

const projectionShape = structure({
  ProjectionType: text({ values: ["ALL", "INCLUDE", "KEYS_ONLY"] }),
  NonKeyAttributes: list(text({ min: 1, max: 255 }), { min: 1, max: 20 }),
});

export const throughputShape = structure(
  { ReadCapacityUnits: integer({ min: 1 }), WriteCapacityUnits: integer({ min: 1 }) },
  ["ReadCapacityUnits", "WriteCapacityUnits"],
);

/** Taken and ignored in effect: the embedded tables have no throughput to limit. */
export const onDemandThroughput = structure({ MaxReadRequestUnits: integer(), MaxWriteRequestUnits: integer() });

export const localIndexShape = structure(
  { IndexName: indexNameShape, KeySchema: keySchemaShape, Projection: projectionShape },
  ["IndexName", "KeySchema", "Projection"],
);

export const globalIndexShape = structure(
  {
    IndexName: indexNameShape,
    KeySchema: keySchemaShape,
    Projection: projectionShape,
    ProvisionedThroughput: throughputShape,
    OnDemandThroughput: onDemandThroughput,
  },
  ["IndexName", "KeySchema", "Projection"],
);

export const streamSpecification = structure(
  {
    StreamEnabled: bool,
    StreamViewType: text({ values: ["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"] }),
  },
  ["StreamEnabled"],
);

export const billingModeShape = text({ values: ["PROVISIONED", "PAY_PER_REQUEST"] });
export const tableClassShape = text({ values: ["STANDARD", "STANDARD_INFREQUENT_ACCESS"] });

/** Encryption at rest has no effect in memory; the setting is taken as it is. */
export const sseSpecification = structure({ Enabled: bool, SSEType: text(), KMSMasterKeyId: text() });

export const tagsShape = list(
  structure({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }, ["Key", "Value"]),
);
