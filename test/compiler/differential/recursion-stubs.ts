/** What the programs with functions that call themselves are given. */
export const tree = {
  value: 3,
  children: [
    {
      value: 5,
      children: [
        { value: 1, children: [] },
        { value: 8, children: [] },
      ],
    },
    { value: 5, children: [{ value: 3, children: [] }] },
  ],
};

export const stubs = {
  double: (x: number) => x * 2,
  echo: (x: unknown) => x,
  check: (x: number) => x > 2,
  fetchItem: (id: string) => ({ id, price: id.length, tags: [id] }),
};
