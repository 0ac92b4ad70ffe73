import { isFields, type Fields } from "./fields.js";

/** What a parameter may hold, as far as the service's model tells it. */
export type ParameterShape =
  | { readonly kind: "structure"; readonly member: (name: string) => ParameterShape | undefined }
  | { readonly kind: "list"; readonly item: () => ParameterShape }
  | { readonly kind: "map"; readonly value: () => ParameterShape }
  /** Anything that has no parameters inside it. */
  | { readonly kind: "plain" };

/** The parameters of an action of the AWS SDK integration. */
export interface SdkAction {
  readonly shape: ParameterShape;
  readonly required: readonly string[];
}

/** Tells what is known of an action: its parameters, that there is none of the name, or nothing. */
export type FindSdkAction = (service: string, action: string) => SdkAction | "missing" | undefined;

/**
 * The names among an action's parameters, in the order given, that it does not have. `entriesOf` gives a template's
 * fields by the names that their values will have; what only the execution knows, it leaves undefined.
 */
export function unknownParameters(
  value: unknown,
  shape: ParameterShape,
  entriesOf: (fields: Fields) => readonly (readonly [string, unknown])[] = Object.entries,
): readonly string[] {
  const inside = (part: unknown, partShape: ParameterShape): readonly string[] =>
    unknownParameters(part, partShape, entriesOf);
  if (shape.kind === "list")
    return Array.isArray(value) ? value.flatMap((item: unknown) => inside(item, shape.item())) : [];
  if (!isFields(value)) return [];
  if (shape.kind === "map") return entriesOf(value).flatMap(([, member]) => inside(member, shape.value()));
  if (shape.kind !== "structure") return [];
  return entriesOf(value).flatMap(([name, member]) => {
    const memberShape = shape.member(name);
    return memberShape === undefined ? [name] : inside(member, memberShape);
  });
}
