/** Items that cannot be read: `States.ItemReaderFailed`. */
export class ItemReaderError extends Error {}
