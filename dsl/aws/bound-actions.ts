import type { CallOptions } from "../call-options.js";
import type { ClientActions } from "../aws-sdk.js";

/** Actions of a service on one resource: the member of the request that names it is filled in. */
export type BoundActions<Client, Action extends keyof ClientActions<Client>, Member extends string> = {
  readonly [Name in Action]: Bound<ClientActions<Client>[Name], Member>;
};

type Bound<Action, Member extends string> = Action extends (
  input: infer Input,
  options?: CallOptions,
) => Promise<infer Output>
  ? (input: Omit<Input, Member>, options?: CallOptions) => Promise<Output>
  : never;

/** Gives the actions with the resource named in each request. */
export function bindActions<Client, const Action extends keyof ClientActions<Client>, Member extends string>(
  service: ClientActions<Client>,
  actions: readonly Action[],
  member: Member,
  resource: string,
): BoundActions<Client, Action, Member> {
  const bound = actions.map((action) => [
    action,
    (input: object, options?: CallOptions) =>
      (service[action] as (input: object, options?: CallOptions) => Promise<unknown>)(
        { [member]: resource, ...input },
        options,
      ),
  ]);
  return Object.fromEntries(bound) as BoundActions<Client, Action, Member>; // one function for each action
}
