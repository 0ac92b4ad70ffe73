/**
 * Bounds of one evaluation. The service documents none; the figures follow measurements of it that third parties
 * published: arrays up to 873,782 numbers and strings of 4 Mi characters pass, 8 Mi do not; nesting ends near 100.
 *
 * DEVIATION: the service bounds the time of an evaluation, the simulator the number of nodes it evaluates, so that a
 * run gives the same result on every machine. Only regular expressions, which nothing can count, are bounded by time.
 */
export const evaluationLimits = {
  depth: 100,
  nodes: 1_000_000,
  arrayItems: 873_782,
  rangeFunctionItems: 360_145,
  stringCharacters: 7_000_000,
  /** Values in a result, shared parts counted as often as they occur. */
  resultValues: 1_000_000,
} as const;

/** Thrown by the guard; its message appears in the cause like that of one of JSONata's own errors. */
export interface EvaluationStopped {
  readonly code?: string;
  readonly message: string;
}

export function memoryExceeded(): EvaluationStopped {
  return { message: "Expression evaluation memory limit exceeded: Check for excessive memory usage" };
}

export function depthExceeded(): EvaluationStopped {
  return {
    message:
      "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.",
  };
}

export function timeExceeded(): EvaluationStopped {
  return { message: "Expression evaluation timeout: Check for infinite loop" };
}
