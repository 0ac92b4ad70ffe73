import { list, notSimulated, structure, text } from "../../wire/shape.js";

export const secretId = text({ min: 1, max: 2048 });
export const token = text({ min: 32, max: 64 });
export const description = text({ max: 2048 });
export const kmsKeyId = text({ max: 2048 });
export const secretString = text({ min: 1, max: 65_536 });
export const tags = list(structure({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }));
export const stages = list(text({ min: 1, max: 256 }), { min: 1, max: 20 });
export const replicas = notSimulated("The replication of secrets");
