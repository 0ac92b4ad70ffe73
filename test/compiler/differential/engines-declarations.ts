/** What workflows begin with that declare tasks of their own. */
export const declarations = `import { human, lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
`;
