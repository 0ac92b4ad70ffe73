import { validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { bool, structure, text } from "../../wire/shape.js";
import { type Engine, findTable } from "../engine.js";
import { nameShape } from "./request-shapes.js";

const describeShape = structure({ TableName: nameShape }, ["TableName"]);
const updateShape = structure(
  {
    TableName: nameShape,
    TimeToLiveSpecification: structure({ Enabled: bool, AttributeName: text({ min: 1, max: 255 }) }, [
      "Enabled",
      "AttributeName",
    ]),
  },
  ["TableName", "TimeToLiveSpecification"],
);

export function describeTimeToLive(engine: Engine, json: unknown): unknown {
  const { timeToLiveAttribute } = findTable(engine, readInput(describeShape, json).TableName);
  return {
    TimeToLiveDescription:
      timeToLiveAttribute === undefined
        ? { TimeToLiveStatus: "DISABLED" }
        : { TimeToLiveStatus: "ENABLED", AttributeName: timeToLiveAttribute },
  };
}

/** DEVIATION: the service lets an hour pass between two changes of this setting; here it may change at once. */
export function updateTimeToLive(engine: Engine, json: unknown): unknown {
  const request = readInput(updateShape, json);
  const table = findTable(engine, request.TableName);
  const { Enabled: enable, AttributeName: attribute } = request.TimeToLiveSpecification;
  const present = table.timeToLiveAttribute;
  if (enable && present !== undefined) throw validationError("TimeToLive is already enabled");
  if (!enable && present === undefined) throw validationError("TimeToLive is already disabled");
  if (!enable && present !== attribute)
    throw validationError("TimeToLive is active on a different AttributeName: current AttributeName is " + present);
  table.timeToLiveAttribute = enable ? attribute : undefined;
  table.earliestExpirySeconds = enable ? -Infinity : Infinity; // the next look finds the true time
  return { TimeToLiveSpecification: request.TimeToLiveSpecification };
}
