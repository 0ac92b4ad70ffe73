export type * from "./types.js";
export {
  formatLocation,
  hasErrors,
  invalidDefinitionMessage,
  type DefinitionPath,
  type Diagnostic,
  type Severity,
} from "./diagnostic.js";
export {
  maximumDefinitionBytes,
  refusalOfDefinition,
  validateDefinition,
  validateDefinitionFile,
  withPositions,
  type ValidationOptions,
} from "./validate-definition.js";
export { verifyWithAslValidator, type AslValidatorVerdict } from "./asl-validator.js";
export {
  parseDefinitionFile,
  type DefinitionSyntaxError,
  type DuplicateField,
  type FilePosition,
  type ParsedDefinitionFile,
} from "./definition-file.js";
export {
  childNodes,
  expressionText,
  isPairs,
  isTooDeep,
  parseJsonata,
  tooDeepMessage,
  type JsonataFilter,
  type JsonataNode,
  type JsonataNodeType,
  type JsonataSyntaxError,
  type ParsedJsonata,
} from "./jsonata.js";
export { contextReferences, statesFields, type ContextReferences } from "./context-references.js";
export { expressionDepth } from "./expression-depth.js";
export { freeVariables } from "./free-variables.js";
export { jsonataFunctions } from "./jsonata-functions.js";
export { walkExpressions, walkTemplates, type LocatedExpression, type LocatedTemplate } from "./walk-expressions.js";
export { walkGraphs, walkStates, type LocatedGraph, type LocatedState } from "./graphs.js";
export { parseJsonPath, type ParsedPath, type PathResult, type PathRoot, type PathSegment } from "./json-path.js";
export {
  checkIntrinsicCall,
  parseIntrinsicFunction,
  type IntrinsicArgument,
  type IntrinsicCall,
  type IntrinsicResult,
} from "./intrinsic-function.js";
export { parseTaskResource, type TaskResource } from "./task-resource.js";
export {
  integrationParameters,
  parameterProblems,
  unusableParameters,
  type IntegrationParameters,
} from "./integration-parameters.js";
export { shapeProblems, type FindSdkAction, type ParameterShape, type SdkAction } from "./sdk-actions.js";
export { integrationPatterns, type IntegrationPattern } from "./service-integrations.js";
export { maxJsonDepth, tooDeepAt } from "./json-depth.js";
export { numberOutOfRange, type JsonNumber } from "./json-numbers.js";
export { findJsonSyntaxError, type JsonSyntaxError } from "./json-syntax-error.js";
export { isTimestamp } from "./timestamp.js";
export { inlineMapFields, type InlineMapFields } from "./validation/map-checks.js";
