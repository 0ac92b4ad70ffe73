/** Paths on which a compiled machine takes that many transitions more than the one by hand. There are none. */
export const knownGaps: Readonly<Record<string, number>> = {};
