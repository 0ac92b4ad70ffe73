/** Makes ids, notes which ones were made for an operation, and makes the same ones when it is replayed. */
export class RecordedIds {
  private noted: string[] | undefined;
  private given: string[] | undefined;

  constructor(private readonly newId: () => string) {}

  readonly next = (): string => {
    const id = this.given?.shift() ?? this.newId();
    this.noted?.push(id);
    return id;
  };

  /** Does something and gives the ids that were made meanwhile. */
  record<Result>(work: () => Result): { readonly result: Result; readonly ids: readonly string[] } {
    const ids: string[] = [];
    this.noted = ids;
    try {
      return { result: work(), ids };
    } finally {
      this.noted = undefined;
    }
  }

  /** Does something with the ids that were made the first time. */
  replay<Result>(ids: readonly string[], work: () => Result): Result {
    this.given = [...ids];
    try {
      return work();
    } finally {
      this.given = undefined;
    }
  }
}
