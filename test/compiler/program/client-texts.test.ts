import { expect, test } from "vitest";
import { ClientTexts } from "../../../compiler/program/client-texts.js";

const client = `
import type { HttpHandlerOptions } from "@smithy/types";
import { type GetThingCommandInput, GetThingCommandOutput } from "./commands/GetThingCommand";
import { type PutThingCommandInput, PutThingCommandOutput } from "./commands/PutThingCommand";
export interface Things {
    /**
     * @see {@link GetThingCommand}
     */
    getThing(args: GetThingCommandInput): Promise<GetThingCommandOutput>;
    getThing(args: GetThingCommandInput, cb: (err: any) => void): void;
    putThing(args: PutThingCommandInput): Promise<PutThingCommandOutput>;
    waitUntilThingIsThere(args: GetThingCommandInput): Promise<void>;
    readonly region: string;
}
export declare class Things extends ThingsClient implements Things {
}
`;

const models = `import type { Colour, Size } from "./enums";
/**
 * Of all files below /things/*
 */
export interface GetThingOutput {
    /** What it is made of. */ Parts?: Part[];
    /**
     * See Unneeded.
     */
    Colour?: Colour;
}
export interface Part {
    Made?: Made;
    Parts?: Part[];
}
export type Made = Made.ByHandMember | Unknown;
export declare namespace Made {
    interface ByHandMember {
        By: Maker;
    }
}
export interface Maker {
}
interface Unknown {
}
export interface GetThingInput {
}
export interface Unneeded {
    Size?: Size;
}
`;

const enums = `
export declare const Colour: {
    readonly RED: "RED";
};
export type Colour = (typeof Colour)[keyof typeof Colour];
export declare const Size: {
    readonly BIG: "BIG";
};
export type Size = (typeof Size)[keyof typeof Size];
`;

const command = (name: string): string => `
import type { ${name}Input, ${name}Output } from "../models/models_0";
/**
 * It is no Unneeded thing.
 */
export interface ${name}CommandInput extends ${name}Input {
}`;

/** The files cut down to what some actions, and some types, are made of. */
function cut(needs: { actions?: readonly string[]; types?: readonly string[] }, changed: Record<string, string> = {}) {
  const files: Record<string, string> = {
    "/p/Things.d.ts": client,
    "/p/models/models_0.d.ts": models,
    "/p/models/enums.d.ts": enums,
    "/p/commands/GetThingCommand.d.ts": command("GetThing"),
    "/p/commands/PutThingCommand.d.ts": command("PutThing"),
    ...changed,
  };
  const texts = new ClientTexts("/p", {
    readFile: (file) => files[file],
    readFolder: (folder) =>
      Object.keys(files)
        .filter((file) => file.startsWith(`${folder}/`))
        .map((file) => file.slice(folder.length + 1)),
  });
  const wanted = { actions: new Set(needs.actions), types: new Set(needs.types) };
  const textOf = (file: string): string => texts.cut(`/p/${file}.d.ts`, wanted);
  const declared = (text: string): string =>
    [...text.matchAll(/^(?:export )?(?:declare )?\w+ (\w+)/gm)]
      .map(([, name]) => name)
      .filter((name) => name !== "type")
      .join(" ");
  return {
    client: textOf("Things"),
    models: declared(textOf("models/models_0")),
    enums: declared(textOf("models/enums")),
  };
}

test("a client has the actions that are needed, and all that is none", () => {
  const text = cut({ actions: ["getThing"] }).client;
  expect(text.match(/getThing\(/g)).toHaveLength(2);
  expect(text).toContain("readonly region: string;");
  expect(text).toContain("@smithy/types");
  expect(text).toContain("export declare class Things extends ThingsClient implements Things {\n}");
  expect(text).not.toMatch(/putThing|PutThing|waitUntil/);
});

test("models have what the actions are made of", () => {
  expect(cut({ actions: ["getThing"] })).toMatchObject({
    models: "GetThingOutput Part Made Made Maker Unknown GetThingInput",
    enums: "Colour Colour",
  });
  expect(cut({ types: ["Maker"] })).toMatchObject({ models: "Maker", enums: "" });
  expect(cut({ types: ["Unneeded"] })).toMatchObject({ models: "Unneeded", enums: "Size Size" });
});

test("what has a form that is not known is kept, with all it is made of", () => {
  const more = `${models}export * from "./others";\nexport { Unneeded as Other };\n`;
  expect(cut({}, { "/p/models/models_0.d.ts": more })).toMatchObject({ models: "Unneeded", enums: "Size Size" });
});

test("where a comment may be cut in two, nothing is cut", () => {
  const odd = models.replace(" * Of all", "interface of all");
  const { models: kept, enums: keptEnums } = cut({}, { "/p/models/models_0.d.ts": odd });
  expect(kept).toContain("Unneeded");
  expect(keptEnums).toBe("Colour Colour Size Size");
});
