import { AwsError } from "../wire/aws-error.js";
import type { MessageAttribute } from "./message-digest.js";

type Attributes = Readonly<Record<string, MessageAttribute>>;

const maxAttributes = 10;
const maxNameLength = 256;

const invalid = (message: string): AwsError => new AwsError("InvalidParameterValue", message);

/** Refuses message attributes that SQS does not take. @see SQS developer guide, "Amazon SQS message metadata" */
export function checkMessageAttributes(attributes: Attributes): void {
  const entries = Object.entries(attributes);
  if (entries.length > maxAttributes)
    throw invalid(`Number of message attributes [${entries.length}] exceeds the allowed maximum [${maxAttributes}].`);
  for (const [name, attribute] of entries) {
    checkName(name);
    checkValue(name, attribute);
  }
}

/** Of the attributes that are the service's own a sender may give one. */
export function checkSystemAttributes(attributes: Attributes): void {
  const unknown = Object.keys(attributes).find((name) => name !== "AWSTraceHeader");
  if (unknown !== undefined) throw invalid(`Message system attribute name '${unknown}' is invalid.`);
  for (const [name, attribute] of Object.entries(attributes)) checkValue(name, attribute);
}

function checkName(name: string): void {
  if (name.length > maxNameLength || !/^(?!\.)(?!.*\.\.)[A-Za-z0-9_.-]+(?<!\.)$/.test(name))
    throw invalid(
      `Message (user) attribute name '${name}' is invalid: it has 1 to ${maxNameLength} letters, digits, hyphens, underscores and periods, and no period at its ends or after another.`,
    );
  if (/^(?:aws|amazon)\./i.test(name))
    throw invalid(`Message (user) attribute name '${name}' starts with a prefix that is reserved: AWS. or Amazon.`);
}

function checkValue(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute): void {
  const kind = /^(String|Number|Binary)(?:\.[^]{1,256})?$/.exec(DataType)?.[1];
  if (kind === undefined)
    throw invalid(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  const value = kind === "Binary" ? BinaryValue : StringValue;
  if (value === undefined || value === "")
    throw invalid(`The message (user) attribute '${name}' must contain a non-empty value of type '${kind}'.`);
  if (kind === "Number" && (value.trim() === "" || Number.isNaN(Number(value))))
    throw invalid(`Can't cast the value of message (user) attribute '${name}' to a number.`);
}
