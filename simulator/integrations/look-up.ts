import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import type { SdkAnswer } from "./aws-sdk.js";
import type { LookUp } from "./optimised-services.js";

/** What a look-up ended with: the parameters with the id, a refusal of the service, or what is wrong with the parameters. */
export type LookedUp =
  | { readonly kind: "found"; readonly parameters: JsonObject }
  | { readonly kind: "unusable"; readonly problem: string }
  | Exclude<SdkAnswer, { kind: "answered" }>;

/**
 * Puts the id of what the task names into its parameters.
 *
 * DEVIATION: the service does not tell what it answers to a name that there is not; here the parameters are unusable.
 *
 * @param list asks the service for a page of its list
 * @see AWS Step Functions developer guide, "Create and manage Amazon EMR clusters with Step Functions"
 */
export async function lookUp(
  { list: listMember, name: nameField, into, id }: LookUp,
  parameters: JsonObject,
  list: (parameters: JsonObject) => Promise<SdkAnswer>,
): Promise<LookedUp> {
  const { [nameField]: name, ...rest } = parameters;
  const target = isJsonObject(parameters[into]) ? parameters[into] : {};
  if (typeof name !== "string") return unusable(`The field '${nameField}' is required but was missing`);
  if (target[id] !== undefined) return unusable(`The field "${id}" is not supported by Step Functions`);
  let marker: JsonValue | undefined;
  do {
    const answer = await list({
      ClusterId: parameters.ClusterId ?? null,
      ...(marker === undefined ? {} : { Marker: marker }),
    });
    if (answer.kind !== "answered") return answer;
    const page = isJsonObject(answer.output) ? answer.output : {};
    const items = (page[listMember] ?? []) as readonly JsonObject[]; // as the service's model has it
    const item = items.find((each) => each.Name === name);
    if (item !== undefined)
      return { kind: "found", parameters: { ...rest, [into]: { ...target, [id]: item.Id ?? "" } } };
    marker = page.Marker;
  } while (typeof marker === "string" && marker !== "");
  return unusable(`There is no ${into} with the name '${name}'`);
}

const unusable = (problem: string): LookedUp => ({ kind: "unusable", problem });
