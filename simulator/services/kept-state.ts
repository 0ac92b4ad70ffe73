/** How what a service holds is kept over restarts, by somebody who writes it down. Changes are plain JSON. */
export interface KeptState {
  /** Tells every change, before anybody hears of it otherwise. There is one listener. */
  onChange(listener: (change: unknown) => void): void;
  /** Makes a change again that was told before, in its order, without telling it. */
  restore(change: unknown): void;
  /** Changes that lead from nothing to what there is. */
  snapshot(): readonly unknown[];
}
