import { bool, list, map, type Shape, structure, text } from "../../wire/shape.js";
import { attributeValueShape, itemShape } from "../attribute-value-shape.js";

const tableName = text({ min: 3, max: 255, pattern: "[a-zA-Z0-9_.-]+" });
const tableArn = text({ min: 1, max: 1024 });

/** A table's name, or its ARN. */
export const nameShape: Shape<string> = {
  read: (json) => tableName.read(json),
  check: (value, path, problems) => (value.startsWith("arn:") ? tableArn : tableName).check(value, path, problems),
};
export const indexNameShape = text({ min: 3, max: 255, pattern: "[a-zA-Z0-9_.-]+" });
export const returnConsumedCapacity = text({ values: ["INDEXES", "TOTAL", "NONE"] });
export const returnItemCollectionMetrics = text({ values: ["SIZE", "NONE"] });
export const returnValues = text({ values: ["ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"] });
export const returnOnFailure = text({ values: ["ALL_OLD", "NONE"] });
export const namesShape = map(text());
export const attributeNames = list(text({ max: 65535 }), { min: 1, max: 255 });

export const comparisonOperators = [
  "IN",
  "NULL",
  "BETWEEN",
  "LT",
  "NOT_CONTAINS",
  "EQ",
  "GT",
  "NOT_NULL",
  "NE",
  "LE",
  "BEGINS_WITH",
  "GE",
  "CONTAINS",
] as const;
const comparisonOperator = text({ values: comparisonOperators });
export const conditionalOperator = text({ values: ["OR", "AND"] });

/** A condition of the days before expressions, in `QueryFilter`, `ScanFilter` and `KeyConditions`. */
export const legacyConditions = map(
  structure({ AttributeValueList: list(attributeValueShape), ComparisonOperator: comparisonOperator }, [
    "ComparisonOperator",
  ]),
);

/** `Expected`, the older form of a condition expression. */
export const expectedShape = map(
  structure({
    Value: attributeValueShape,
    Exists: bool,
    ComparisonOperator: comparisonOperator,
    AttributeValueList: list(attributeValueShape),
  }),
);

/** `AttributeUpdates`, the older form of an update expression. */
export const attributeUpdatesShape = map(
  structure({ Value: attributeValueShape, Action: text({ values: ["ADD", "PUT", "DELETE"] }) }),
);

/** Members that every conditional write has. */
export const conditionMembers = {
  ConditionExpression: text(),
  ExpressionAttributeNames: namesShape,
  ExpressionAttributeValues: itemShape,
  Expected: expectedShape,
  ConditionalOperator: conditionalOperator,
  ReturnValuesOnConditionCheckFailure: returnOnFailure,
} as const;

/** Members that every single write has beside its condition. */
export const writeMembers = {
  ...conditionMembers,
  ReturnValues: returnValues,
  ReturnConsumedCapacity: returnConsumedCapacity,
  ReturnItemCollectionMetrics: returnItemCollectionMetrics,
} as const;
