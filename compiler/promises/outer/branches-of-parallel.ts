import type { Expression, Variable } from "../../ir/expression.js";
import type { Assign, Block, ParallelEffect, Perform, Statement } from "../../ir/statement.js";
import { renameVariables } from "../../ir/statement-rewrite.js";
import { anyType, arrayType, objectType } from "../../ir/value-types.js";
import { mapOperands } from "../../ir/walk.js";
import type { SourceSpan } from "../../source-span.js";
import { elementOf, objectOf, readOf } from "../branches.js";
import { assignsFirst, type ChangedParts, readsOfChanged, usesOf } from "../uses.js";
import { timelessVariables } from "./timeless.js";
import { type Divided, divide, type Refusal } from "./divide.js";
import { entryTypes } from "./entries.js";
import { each, replayed, returning } from "./replay.js";

/**
 * A Parallel state whose branches return what they leave to do, and the variables that only they know, beside their results.
 *
 * @param isInside true in an iteration or another branch, which may have to leave to do what these leave; a copy reads the variable
 */
export function bringOutOfBranches(
  statement: Perform & { readonly effect: ParallelEffect },
  outer: ChangedParts,
  isInside: boolean,
): Block | Refusal {
  const { effect, result, span } = statement;
  const ended: Variable = { kind: "variable", name: "ended", types: arrayType };
  // A branch that only reads what no other one changes has nothing to do with it.
  const known = effect.branches.map(
    (branch) => new Set([...usesOf(branch).assigns.keys(), ...readsOfChanged(branch, outer)]),
  );
  const isShared = (variable: Variable): boolean => known.filter((variables) => variables.has(variable)).length > 1;
  const shared = new Map([...outer].filter(([variable]) => isShared(variable)));
  const timeless = timelessVariables(effect.branches.flat());
  const branches: Block[] = [];
  const after: Statement[] = [];
  const values: Expression[] = [];
  for (const [at, branch] of effect.branches.entries()) {
    const own = [...outer.keys()].filter((variable) => !shared.has(variable) && known[at]?.has(variable) === true);
    const left = isInside ? new Branch(branch, [], outer, timeless).made : undefined;
    const made = left === undefined || "reason" in left ? new Branch(branch, own, shared, timeless).made : left;
    if ("reason" in made) return made;
    branches.push(made.block);
    const given = elementOf(readOf(ended, span), at, made.isChanged ? objectType : anyType, span);
    values.push(made.isChanged ? { kind: "property", object: given, name: "value", types: anyType, span } : given);
    after.push(...made.after(given, span));
  }
  const list: Expression = {
    kind: "array",
    elements: values.map((value) => ({ spread: false, value })),
    types: arrayType,
    span,
  };
  const raw: Expression = { kind: "states", field: "result", types: arrayType, span };
  return [
    { ...statement, effect: { ...effect, branches, value: raw }, result: ended },
    ...(result === undefined
      ? []
      : [{ kind: "assign", variable: result, value: inTermsOf(effect.value, list), declares: true, span } as const]),
    ...after,
  ];
}

/** The value of an effect in terms of another result. */
function inTermsOf(value: Expression, result: Expression): Expression {
  if (value.kind === "states" && value.field === "result") return result;
  return mapOperands(value, (operand) => inTermsOf(operand, result));
}

interface MadeBranch {
  readonly block: Block;
  /** False for a branch that returns what it returned before. */
  readonly isChanged: boolean;
  /** What is done with what the branch gave. */
  readonly after: (given: Expression, span: SourceSpan) => Block;
}

class Branch {
  readonly made: MadeBranch | Refusal;

  constructor(block: Block, own: readonly Variable[], shared: ChangedParts, timeless: ReadonlySet<Variable>) {
    const entry: Variable = { kind: "variable", name: "change", types: entryTypes };
    const copies = new Map(own.map((variable) => [variable, { ...variable }]));
    const divided = divide(renameVariables(block, copies), shared, entry, timeless);
    this.made = "reason" in divided ? divided : withCopies(block, divided, copies, entry);
  }
}

function withCopies(
  given: Block,
  { body, changes, groups }: Divided,
  copies: ReadonlyMap<Variable, Variable>,
  entry: Variable,
): MadeBranch {
  const outputs = [...copies].map(([variable, copy], index) => ({ variable, copy, name: `${variable.name}${index}` }));
  if (outputs.length === 0 && groups.length === 0) return { block: given, isChanged: false, after: () => [] };
  const { span } = given[0] as Statement;
  const takeOver = outputs
    .filter(({ variable }) => !assignsFirst(given, variable))
    .map(({ variable, copy }): Assign => {
      return { kind: "assign", variable: copy, value: readOf(variable, span), declares: true, span };
    });
  const block = returning(body, (value, at) =>
    objectOf(
      {
        value,
        ...(groups.length === 0 ? {} : { changes: readOf(changes, at) }),
        ...Object.fromEntries(outputs.map(({ copy, name }) => [name, readOf(copy, at)])),
      },
      at,
    ),
  );
  return {
    block: [...takeOver, ...block],
    isChanged: true,
    after: (object, at) => [
      ...outputs.map(({ variable, name }): Assign => {
        const value: Expression = { kind: "property", object, name, types: variable.types, span: at };
        return { kind: "assign", variable, value, declares: false, span: at };
      }),
      ...(groups.length === 0
        ? []
        : [
            each(
              entry,
              { kind: "property", object, name: "changes", types: arrayType, span: at },
              replayed(groups, entry, at),
              at,
            ),
          ]),
    ],
  };
}
