/** `DynamoDB` → `DynamoDb`, `SFN` → `Sfn`, `Secrets Manager` → `SecretsManager`, `EventBridge` stays. */
export function javaName(serviceId: string): string {
  return serviceId
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join("");
}
