/** What Lambda's Node.js runtime answers when a handler throws. */
export interface RuntimeError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** A thrown value in the words of Lambda's Node.js runtime. */
export function runtimeError(thrown: unknown): RuntimeError {
  if (isErrorLike(thrown)) {
    return {
      errorType: thrown.name,
      errorMessage: thrown.message,
      trace: (thrown.stack ?? "").split("\n").filter((line) => line !== ""),
    };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
}

function isErrorLike(thrown: unknown): thrown is Error {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === "[object Error]";
}
