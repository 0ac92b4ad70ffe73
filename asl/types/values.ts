export type JsonPrimitive = string | number | boolean | null;

export type JsonArray = readonly JsonValue[];

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export type JsonValue = JsonPrimitive | JsonArray | JsonObject;

export type QueryLanguage = "JSONPath" | "JSONata";

export type StateMachineType = "STANDARD" | "EXPRESS";

/** A JSONata expression as it stands in a definition, between `{%` and `%}`. */
export type JsonataExpression = `{%${string}%}`;

/** A JSON value in which any string of the form `{% … %}`, at any depth, is a JSONata expression. */
export type JsonataTemplate = JsonValue;

/** A JSON value in which a field whose name ends in `.$` holds a path, a context path or an intrinsic function. */
export type PayloadTemplate = JsonValue;

/** A JSONPath into the state input, `$$…` into the context object, or `$name…` into a variable. */
export type JsonPath = string;

/** A path that picks exactly one node: no wildcard, descent, filter, slice or union. */
export type ReferencePath = string;

/** A path, or an intrinsic function call such as `States.Format('{}', $.name)`. */
export type PathOrIntrinsic = string;
