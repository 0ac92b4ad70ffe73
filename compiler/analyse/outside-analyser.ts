import { Analyser } from "./analyser.js";
import { Environment } from "./environment.js";

/** An analyser for what stands outside every function: no variables, no calls. */
export function outsideAnalyser(analyser: Analyser): Analyser {
  return new Analyser(analyser.analysis, new Environment(), {
    onReturn: () => undefined,
    isAsync: false,
    isCallback: true,
    depth: -1,
    branches: [],
    calls: [],
  });
}
