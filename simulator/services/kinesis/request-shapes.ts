import { text } from "../wire/shape.js";

/** Members that many requests of Kinesis have. */
export const streamMembers = {
  StreamName: text({ min: 1, max: 128, pattern: "[a-zA-Z0-9_.-]+" }),
  StreamARN: text({ min: 1, max: 2048, pattern: "arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+" }),
};
export const shardIdShape = text({ min: 1, max: 128, pattern: "[a-zA-Z0-9_.-]+" });
