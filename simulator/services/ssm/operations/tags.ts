import { AwsError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { list, structure, text } from "../../wire/shape.js";
import type { Parameter, ParametersState } from "../parameter.js";
import { parameterName, tags } from "./shapes.js";

const resource = { ResourceType: text(), ResourceId: parameterName } as const;
const addShape = structure({ ...resource, Tags: tags }, ["ResourceType", "ResourceId", "Tags"]);
const removeShape = structure({ ...resource, TagKeys: list(text({ min: 1, max: 128 })) }, [
  "ResourceType",
  "ResourceId",
  "TagKeys",
]);
const listShape = structure(resource, ["ResourceType", "ResourceId"]);

export function addTagsToResource(state: ParametersState, json: unknown): object {
  const input = readInput(addShape, json);
  const parameter = taggable(state, input);
  const added = input.Tags.map(({ Key, Value }) => [Key, Value] as const);
  state.parameters.set(parameter.name, { ...parameter, tags: new Map([...parameter.tags, ...added]) });
  return {};
}

export function removeTagsFromResource(state: ParametersState, json: unknown): object {
  const input = readInput(removeShape, json);
  const parameter = taggable(state, input);
  const left = [...parameter.tags].filter(([key]) => !input.TagKeys.includes(key));
  state.parameters.set(parameter.name, { ...parameter, tags: new Map(left) });
  return {};
}

export function listTagsForResource(state: ParametersState, json: unknown): object {
  const parameter = taggable(state, readInput(listShape, json));
  return { TagList: [...parameter.tags].map(([Key, Value]) => ({ Key, Value })) };
}

function taggable(
  state: ParametersState,
  { ResourceType: type, ResourceId: id }: { readonly ResourceType: string; readonly ResourceId: string },
): Parameter {
  if (type !== "Parameter")
    throw new AwsError("InvalidResourceType", `The simulator has no resources of type ${type}.`);
  const parameter = state.parameters.get(id);
  if (parameter === undefined)
    throw new AwsError(
      "InvalidResourceId",
      "The resource ID is not valid. Verify that you entered the correct ID and try again.",
    );
  return parameter;
}
