import { AwsError } from "../wire/aws-error.js";

const statuses: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  EntityTooLarge: 400,
  InvalidRange: 416,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchTagSet: 404,
  NoSuchUpload: 404,
  NotImplemented: 501,
  NotModified: 304,
  PreconditionFailed: 412,
};

/** A refusal in S3's words, with the status of its code. */
export function s3Error(code: string, message: string, fields: Readonly<Record<string, string>> = {}): AwsError {
  return new AwsError(code, message, { status: statuses[code] ?? 400, fields });
}

/** What the simulated S3 does not have is refused by name. */
export function notImplemented(feature: string): AwsError {
  return s3Error("NotImplemented", `${feature} is not simulated.`);
}

/** The refusal of a body that is not the XML that its operation takes. */
export function malformedXml(): AwsError {
  return s3Error(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
}
