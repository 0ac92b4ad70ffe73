import { registry } from "setpiece";

type Handler = Parameters<typeof registry.lambdas.set>[1];

export interface StandIn {
  /** Has the function itself called again. */
  end(): void;
}

const open = new Set<StandIn>();

/** Has something else done where a function is called, which may call it: until it ends, or {@link endStandIns} is called. */
export function standInFor(name: string, instead: (perform: () => unknown, input: unknown) => unknown): StandIn {
  const handler = registry.lambdas.get(name);
  if (handler === undefined) throw new Error(`there is no function ${name}`);
  const stand: Handler = (...call: Parameters<Handler>) => instead(() => handler(...call), call[0]);
  registry.lambdas.set(name, stand);
  const standIn: StandIn = {
    end() {
      open.delete(standIn);
      registry.lambdas.set(name, handler);
    },
  };
  open.add(standIn);
  return standIn;
}

/** Ends all. */
export function endStandIns(): void {
  for (const each of open) each.end();
}
