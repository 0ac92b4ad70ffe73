import type { ParameterShape } from "./sdk-actions.js";

const plain: ParameterShape = { kind: "plain" };
const text: ParameterShape = { kind: "text" };
const boolean: ParameterShape = { kind: "boolean" };
const listOf = (item: () => ParameterShape): ParameterShape => ({ kind: "list", item });
const mapOf = (value: () => ParameterShape): ParameterShape => ({ kind: "map", value });
const structure = (members: Readonly<Record<string, ParameterShape>>) => ({
  kind: "structure" as const,
  member: (name: string) => (Object.hasOwn(members, name) ? members[name] : undefined),
});

const attributeValue: ParameterShape = {
  ...structure({
    ...{ S: text, N: text, B: plain },
    ...{ SS: listOf(() => text), NS: listOf(() => text), BS: listOf(() => plain) },
    ...{ M: mapOf(() => attributeValue), L: listOf(() => attributeValue) },
    ...{ NULL: boolean, BOOL: boolean },
  }),
  orText: true,
};
const attributeValues = mapOf(() => attributeValue);

const messageAttributes = mapOf(() =>
  structure({
    ...{ DataType: text, StringValue: text, BinaryValue: plain },
    ...{ StringListValues: listOf(() => text), BinaryListValues: listOf(() => plain) },
  }),
);

/**
 * What is inside parameters of optimized integrations, by their names, which mean the same in all that have them. Numbers
 * of DynamoDB are text, and text alone is an attribute's value of type S.
 *
 * @see API references of DynamoDB (AttributeValue), SQS and SNS (MessageAttributeValue) and EventBridge (PutEventsRequestEntry)
 */
export const nestedParameters: Readonly<Record<string, ParameterShape>> = {
  Item: attributeValues,
  Key: attributeValues,
  ExpressionAttributeValues: attributeValues,
  ExpressionAttributeNames: mapOf(() => text),
  ConsistentRead: boolean,
  MessageAttributes: messageAttributes,
  MessageSystemAttributes: messageAttributes,
  Entries: listOf(() =>
    structure({
      ...{ Source: text, DetailType: text, EventBusName: text, TraceHeader: text },
      ...{ Detail: plain, Time: plain, Resources: listOf(() => text) },
    }),
  ),
};
