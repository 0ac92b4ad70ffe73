import { captureValues } from "../../ir/captures.js";
import { isOfExecution } from "../../ir/execution-facts.js";
import { declareWithoutValue } from "../../ir/declare-without-value.js";
import type { Expression, Variable } from "../../ir/expression.js";
import { mapExpressions } from "../../ir/statement-map.js";
import type { Assign, Block, Statement } from "../../ir/statement.js";
import { mapBlocks } from "../../ir/statement-rewrite.js";
import { assignedVariables, blocksOf, expressionsOf, visitStatements } from "../../ir/statement-walk.js";
import { arrayType, numberType } from "../../ir/value-types.js";
import { isNondeterministic, mapOperands } from "../../ir/walk.js";
import { throwsInside } from "../../optimise/throws-inside.js";
import type { SourceSpan } from "../../source-span.js";
import { objectOf, readOf } from "../branches.js";
import {
  assignedHere,
  assignsFirst,
  type ChangedParts,
  hasEffect,
  readsOfChanged,
  type Uses,
  usesOf,
  wayOut,
} from "../uses.js";
import { afterCall } from "./after-call.js";
import { groupMember } from "./entries.js";

/** Why an assignment cannot wait until all iterations or branches have ended. */
export interface Refusal {
  readonly variable: Variable;
  readonly reason: string;
  readonly at: SourceSpan;
}

/** The body of an iteration or a branch without the assignments to variables around it. */
export interface Divided {
  readonly body: Block;
  /** Holds the entries of what is left to do: objects with what it reads of the iteration. */
  readonly changes: Variable;
  /** What is left to do for an entry, the first for those whose `change` is 0. */
  readonly groups: readonly Block[];
  /** The groups of what an iteration does before it awaits anything. */
  readonly early: ReadonlySet<number>;
}

/** What is known of an iteration. */
export interface Iteration {
  /** Variables that it has from the state: the item, and its index. */
  readonly given?: readonly Variable[];
  /** What it does before it awaits anything, where nothing else happens meanwhile. */
  readonly atOnce?: SourceSpan | undefined;
}

/**
 * Takes out of the body of an iteration or a branch what assigns variables around it, with all that computes such a value. In its
 * place, the body notes what that reads of its own.
 *
 * @param outer the variables around it, and what iterations or branches change of them
 * @param entry stands for the entry that a group works with
 * @param timeless variables to which it makes no difference when they are assigned
 */
export function divide(
  body: Block,
  outer: ChangedParts,
  entry: Variable,
  timeless: ReadonlySet<Variable>,
  iteration: Iteration = {},
): Divided | Refusal {
  const division = new Division(body, outer, entry, timeless, iteration);
  const divided = division.block(body, false);
  return division.refusal ?? division.checked(divided);
}

class Division {
  readonly groups: Block[] = [];
  readonly #changes: Variable = { kind: "variable", name: "changes", types: arrayType };
  readonly #outer: ChangedParts;
  readonly #own: ReadonlySet<Variable>;
  readonly #entry: Variable;
  readonly #early = new Set<number>();
  readonly #atOnce: SourceSpan | undefined;
  readonly #timeless: ReadonlySet<Variable>;
  readonly #after: ReadonlySet<Statement>;
  readonly #uses: Uses;
  /** Variables of the body that get values in groups. */
  readonly #moved = new Set<Variable>();
  refusal: Refusal | undefined;

  constructor(
    body: Block,
    outer: ChangedParts,
    entry: Variable,
    timeless: ReadonlySet<Variable>,
    { given = [], atOnce }: Iteration,
  ) {
    this.#outer = outer;
    this.#timeless = timeless;
    this.#entry = entry;
    this.#atOnce = atOnce;
    this.#own = new Set([...assignedVariables(body), ...given].filter((variable) => !outer.has(variable)));
    this.#after = afterCall(body);
    this.#uses = usesOf(body);
  }

  /** @param isInTry whether what is thrown in the block is caught in the body */
  block(block: Block, isInTry: boolean): Block {
    const done: Statement[] = [];
    let run: Statement[] = [];
    let concerned = new Map(this.#outer);
    const flush = (): void => {
      if (run.length > 0) done.push(...this.#noted(run));
      run = [];
      concerned = new Map(this.#outer);
    };
    for (const statement of block) {
      const isConcerned = mentions(statement, concerned);
      if (isConcerned && canWait(statement, isInTry)) {
        run.push(statement);
        for (const variable of assignedHere([statement]))
          if (!concerned.has(variable)) concerned.set(variable, [undefined]);
      } else if (!isConcerned && run.length > 0 && statement.kind === "assign" && statement.declares) {
        done.push(statement); // It may as well come before.
      } else {
        flush();
        done.push(this.#inside(statement, isInTry));
      }
    }
    flush();
    return done;
  }

  #inside(statement: Statement, isInTry: boolean): Statement {
    if (statement.kind === "perform") return statement; // What is left to do there is done after it.
    if (statement.kind !== "try") return mapBlocks(statement, (inner) => this.block(inner, isInTry));
    return {
      ...statement,
      body: this.block(statement.body, true),
      handler: this.block(statement.handler, isInTry),
    };
  }

  /** What takes the place of statements that wait: it adds an entry to the list of changes. */
  #noted(run: Block): Block {
    const [first] = run as [Statement, ...Block];
    const { span } = first;
    const assign = firstAssignOf(run, this.#outer);
    const isTimed = (one: Assign): boolean => one.ofItem !== true && !this.#timeless.has(one.variable);
    const timed = run.find((statement) => firstAssignOf([statement], this.#outer, isTimed));
    if (assign === undefined) {
      // It only reads: what comes of that is looked at afterwards.
      return run;
    }
    const refuse = (reason: string): void => {
      this.refusal ??= { variable: assign.variable, reason, at: assign.span };
    };
    const isEarly = timed !== undefined && !this.#after.has(timed);
    if (isEarly && !this.#isAtOnce(run, isTimed)) {
      refuse("it happens before the first call there, in an order that only the calls beside it know");
    }
    const declared = new Set(declaredIn(run));
    const anew: Statement[] = [];
    for (const variable of assignedHere(run)) {
      if (this.#outer.has(variable)) continue;
      if (declared.has(variable)) {
        this.#moved.add(variable);
      } else if (this.#isOnlyIn(run, variable)) {
        anew.push(declareWithoutValue(variable, span));
        declared.add(variable);
      } else {
        refuse(`\`${variable.name}\` gets its value from it`);
      }
    }
    const { block, values } = this.#fixed([...anew, ...run], refuse);
    const handedIn = (name: string, types: number, at: SourceSpan): Expression => ({
      kind: "property",
      object: readOf(this.#entry, at),
      name,
      types,
      span: at,
    });
    const made = new Set(values.map(({ variable }) => variable));
    const captured = captureValues(
      block,
      {
        variable: (variable) => made.has(variable) || (this.#own.has(variable) && !declared.has(variable)),
        fact: ({ field }) => !isOfExecution(field),
      },
      handedIn,
      [groupMember],
    );
    const group: Expression = { kind: "literal", value: this.groups.length, types: numberType, span };
    if (isEarly) this.#early.add(this.groups.length);
    this.groups.push(captured.block);
    const members = Object.fromEntries(captured.captures.map(({ name, value }) => [name, value]));
    const entry = objectOf({ [groupMember]: group, ...members }, span);
    const elements = [
      { spread: true, value: readOf(this.#changes, span) },
      { spread: false, value: entry },
    ];
    const value: Expression = { kind: "array", elements, types: arrayType, span };
    return [...values, { kind: "assign", variable: this.#changes, value, declares: false, span }];
  }

  /** True where all that assigns variables around it does so before the iteration awaits anything. */
  #isAtOnce(run: Block, isTimed: (assign: Assign) => boolean): boolean {
    const part = this.#atOnce;
    if (part === undefined) return false;
    const isLater = ({ span }: Assign): boolean =>
      span.file !== part.file || span.start < part.start || span.end > part.end;
    return firstAssignOf(run, this.#outer, (assign) => isTimed(assign) && isLater(assign)) === undefined;
  }

  /** True for a variable that the statements give a value before they read it, and that nothing else reads. */
  #isOnlyIn(run: Block, variable: Variable): boolean {
    const inside = usesOf(run).reads.get(variable) ?? 0;
    return (this.#uses.reads.get(variable) ?? 0) === inside && (inside === 0 || assignsFirst(run, variable));
  }

  /** The times, random numbers and identifiers in the statements are those of the iteration. */
  #fixed(run: Block, refuse: (reason: string) => void): { readonly block: Block; readonly values: readonly Assign[] } {
    const values: Assign[] = [];
    const fix = (expression: Expression): Expression => {
      if (!isNondeterministic(expression)) return expression;
      if (expression.kind === "lambda") {
        refuse("it takes a time or a random value for each element of a list");
        return expression;
      }
      if (expression.kind !== "builtin" || expression.operands.some(isNondeterministic)) {
        return mapOperands(expression, fix);
      }
      if (expression.operands.length > 0) return mapOperands(expression, fix);
      const { types, span } = expression;
      const variable: Variable = { kind: "variable", name: "at", types };
      values.push({ kind: "assign", variable, value: expression, declares: true, span });
      return readOf(variable, span);
    };
    const repeats = run.some(repeatsRandom);
    if (repeats) refuse("it takes a time or a random value in each round of a loop");
    return { block: repeats ? run : mapExpressions(run, fix), values };
  }

  /** Nothing that is left may see a variable around it, for others may have changed that. */
  checked(body: Block): Divided | Refusal {
    const concerned = new Map(this.#outer);
    for (const variable of this.#moved) concerned.set(variable, [undefined]);
    let refusal: Refusal | undefined;
    visitStatements(body, (statement) => {
      const [seen] = readsOfChanged([mapBlocks(statement, () => [])], concerned);
      if (seen === undefined || refusal !== undefined) return;
      const reason = this.#outer.has(seen)
        ? "it is read there, too, where the calls beside it may have changed it"
        : `\`${seen.name}\` depends on it and is used beyond`;
      refusal = { variable: seen, reason, at: statement.span };
    });
    if (refusal !== undefined) return refusal;
    const [{ span }] = body as [Statement, ...Block];
    const value: Expression = { kind: "array", elements: [], types: arrayType, span };
    const changes = this.#changes;
    const entries = this.groups.length > 1 ? body : withoutGroups(body, changes);
    return {
      body: [{ kind: "assign", variable: changes, value, declares: true, span }, ...entries],
      changes,
      groups: this.groups,
      early: this.#early,
    };
  }
}

/** Where there is one group, entries need not tell it. */
function withoutGroups(body: Block, changes: Variable): Block {
  return body.map((statement): Statement => {
    const inner = mapBlocks(statement, (block) => withoutGroups(block, changes));
    if (inner.kind !== "assign" || inner.variable !== changes || inner.value.kind !== "array") return inner;
    const elements = inner.value.elements.map((element) => {
      if (element.value.kind !== "object") return element;
      const members = element.value.members.filter((member) => member.kind === "spread" || member.key !== groupMember);
      return { ...element, value: { ...element.value, members } };
    });
    return { ...inner, value: { ...inner.value, elements } };
  });
}

/** True for a statement that only computes and that nothing leaves, neither by a jump nor by an error that the body would catch. */
function canWait(statement: Statement, isInTry: boolean): boolean {
  if (hasEffect(statement) || wayOut([statement], { throws: true }) !== undefined) return false;
  return !isInTry || !throwsInside(statement);
}

function mentions(statement: Statement, variables: ChangedParts): boolean {
  const { assigns } = usesOf([statement]);
  return (
    [...variables.keys()].some((variable) => assigns.has(variable)) || readsOfChanged([statement], variables).size > 0
  );
}

function repeatsRandom(statement: Statement): boolean {
  const isLoop = statement.kind === "loop" || statement.kind === "for-of" || statement.kind === "routine";
  const takes = (inner: Statement): boolean =>
    expressionsOf(inner).some(isNondeterministic) || blocksOf(inner).some((block) => block.some(takes));
  return isLoop
    ? blocksOf(statement).some((block) => block.some(takes))
    : blocksOf(statement).some((block) => block.some(repeatsRandom));
}

function declaredIn(block: Block): ReadonlySet<Variable> {
  const declared = new Set<Variable>();
  visitStatements(block, (statement) => {
    if (statement.kind === "assign" && statement.declares) declared.add(statement.variable);
    if (statement.kind === "for-of") declared.add(statement.item);
    if (statement.kind === "try") declared.add(statement.error);
  });
  return declared;
}

/** The first assignment to one of the variables that fits. */
export function firstAssignOf(
  block: Block,
  variables: { has: (variable: Variable) => boolean },
  fits: (assign: Assign) => boolean = () => true,
): Assign | undefined {
  let found: Assign | undefined;
  visitStatements(block, (statement) => {
    if (statement.kind === "assign" && variables.has(statement.variable) && fits(statement)) found ??= statement;
  });
  return found;
}
