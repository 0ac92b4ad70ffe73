/** What has that name, or an error that says that the wiring names it in vain. */
export function found<T>(all: ReadonlyMap<string, T>, name: string): T {
  const one = all.get(name);
  if (one === undefined) throw new Error(`the wiring names ${name}, which no workflow or task of the project uses`);
  return one;
}
