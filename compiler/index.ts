export { compileProject } from "./compile-project.js";
export {
  type CompiledWorkflow,
  type CompileResult,
  type SourceMap,
  type SourcePlace,
  type StateMachine,
  type StateSource,
} from "./compile-result.js";
export { type CompileOptions, CompileSession, localResourceName } from "./compile-session.js";
export { type Diagnostic, hasErrors } from "./diagnostics/diagnostic.js";
export { type DiagnosticFormat, formatDiagnostics, type FormatOptions } from "./diagnostics/format-diagnostics.js";
export { type ResourceNaming } from "./emit/expression-emitter.js";
export {
  type Manifest,
  type ManifestIndex,
  type ManifestKey,
  type ManifestQueue,
  type ManifestTable,
  type ManifestWorkflow,
  type Permission,
  type ResourceKind,
} from "./manifest.js";
export { type SourceLocation } from "./source-span.js";
export { writeBuild } from "./write-build.js";
