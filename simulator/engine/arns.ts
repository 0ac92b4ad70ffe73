/** Where a simulator pretends to be. */
export interface Place {
  readonly region: string;
  readonly account: string;
}

export const defaultPlace: Place = { region: "us-east-1", account: "123456789012" };

export function stateMachineArn({ region, account }: Place, name: string): string {
  return `arn:aws:states:${region}:${account}:stateMachine:${name}`;
}

export function executionArn({ region, account }: Place, machineName: string, name: string): string {
  return `arn:aws:states:${region}:${account}:execution:${machineName}:${name}`;
}

export function expressExecutionArn({ region, account }: Place, machineName: string, name: string, id: string): string {
  return `arn:aws:states:${region}:${account}:express:${machineName}:${name}:${id}`;
}

export function activityArn({ region, account }: Place, name: string): string {
  return `arn:aws:states:${region}:${account}:activity:${name}`;
}

/** The function's name in a Lambda ARN (with or without version), or the name itself. */
export function functionNameOf(nameOrArn: string): string {
  const match = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(nameOrArn);
  return match?.[1] ?? nameOrArn.split(":")[0] ?? nameOrArn;
}

/** The version or alias that a function's name or ARN ends with. */
export function qualifierOf(nameOrArn: string): string | undefined {
  return (nameOrArn.startsWith("arn:") ? nameOrArn.split(":").slice(6) : nameOrArn.split(":"))[1];
}
