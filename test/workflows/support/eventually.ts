/** Waits until a check gives something, on machines of any speed; the test's own timeout is the limit. */
export async function eventually<T>(check: () => T | Promise<T>): Promise<NonNullable<Exclude<T, false>>> {
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== null && found !== false) return found as NonNullable<Exclude<T, false>>;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
