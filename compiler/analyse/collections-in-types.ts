import { ToldTypes } from "./told-types.js";
import { collectionOf } from "./value-types-of.js";

/** Types that tell of Sets and Maps. */
export const collections = new ToldTypes((type) => collectionOf(type) !== undefined, /\b(Readonly)?(Set|Map)\b/, true);
