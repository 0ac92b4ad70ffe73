import type { AttributeValue } from "../attribute-value.js";
import type { DocumentPath } from "./document-path.js";

/** The right side of a `SET`, resolved and checked. */
export type UpdateOperand =
  | { readonly kind: "path"; readonly path: DocumentPath }
  | { readonly kind: "value"; readonly value: AttributeValue }
  | { readonly kind: "if_not_exists"; readonly path: DocumentPath; readonly otherwise: UpdateOperand }
  | { readonly kind: "list_append"; readonly left: UpdateOperand; readonly right: UpdateOperand }
  | { readonly kind: "sum"; readonly operator: "+" | "-"; readonly left: UpdateOperand; readonly right: UpdateOperand };

/** One change of an update, at a path of its own. */
export type UpdateAction =
  | { readonly kind: "set"; readonly path: DocumentPath; readonly operand: UpdateOperand }
  | { readonly kind: "remove"; readonly path: DocumentPath }
  | { readonly kind: "add"; readonly path: DocumentPath; readonly value: AttributeValue }
  | { readonly kind: "delete"; readonly path: DocumentPath; readonly value: AttributeValue };
