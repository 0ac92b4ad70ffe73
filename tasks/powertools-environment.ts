/**
 * Switches off what the handlers' tools do by themselves outside Lambda, before they are loaded: the X-Ray SDK follows every
 * promise of the process, which makes local runs twice as slow.
 */
export const isOnLambda = process.env.AWS_LAMBDA_FUNCTION_NAME !== undefined;

if (!isOnLambda) {
  process.env.AWS_XRAY_MANUAL_MODE ??= "true";
  process.env.POWERTOOLS_METRICS_DISABLED ??= "true";
}
