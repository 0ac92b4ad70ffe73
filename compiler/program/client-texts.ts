import path from "node:path";

/** What reads files of installed packages, which do not change. */
export interface PackageReader {
  readonly readFile: (file: string) => string | undefined;
  /** The names of what is in a folder; none when it is not there. */
  readonly readFolder: (folder: string) => readonly string[];
}

/** What declares the types of requests and answers, in the folder `models`. */
export const modelFileName = /^(?:models_\d+|enums)\.d\.ts$/;

const declaredName = /^(?:export )?(?:declare )?(?:interface|type|const|namespace|enum|class) (\w+)/;

const commandImport = /^import .* from "\.\/commands\/(\w+)Command";$/;

/** An overload of an action, or of what pages through its answers or waits for one. */
const method = /^ {4}(\w+)\(.*;$/;

/** What a project needs of a client. */
export interface ClientNeeds {
  readonly actions: ReadonlySet<string>;
  /** Types that it names itself. */
  readonly types: ReadonlySet<string>;
}

/** A declaration, from its first word to what comes next; without a name, its form is none that is known. */
interface Declaration {
  readonly name: string | undefined;
  readonly text: string;
}

/** The file that declares the aggregated client of an SDK package, and those of its models, cut down to what is needed. */
export class ClientTexts {
  readonly #folder: string;
  readonly #reader: PackageReader;
  /** Each with its command. */
  readonly #commands: ReadonlyMap<string, string>;
  #models: ReadonlyMap<string, readonly Declaration[]> | undefined;
  readonly #cut = new Map<string, { readonly key: string; readonly text: string }>();
  #needed: { readonly key: string; readonly names: ReadonlySet<string> } | undefined;

  /** @param folder where the declarations of the package are */
  constructor(folder: string, reader: PackageReader) {
    this.#folder = folder;
    this.#reader = reader;
    const commands = reader
      .readFolder(path.join(folder, "commands"))
      .flatMap((name) => /^(\w+)Command\.d\.ts$/.exec(name)?.[1] ?? []);
    this.#commands = new Map(commands.map((command) => [actionOf(command), command]));
  }

  /** All actions of the client. */
  get actions(): Iterable<string> {
    return this.#commands.keys();
  }

  /** The text of a file of the client, or of its models, without what nothing that is needed is made of. */
  cut(file: string, needs: ClientNeeds): string {
    const key = keyOf(needs);
    const known = this.#cut.get(file);
    if (known?.key === key) return known.text;
    const text = modelFileName.test(path.basename(file)) ? this.#cutModel(file, needs) : this.#cutClient(file, needs);
    this.#cut.set(file, { key, text });
    return text;
  }

  #cutClient(file: string, { actions }: ClientNeeds): string {
    const lines = (this.#reader.readFile(file) ?? "").split("\n");
    const isKept = (line: string): boolean => {
      const command = commandImport.exec(line)?.[1];
      const action = command === undefined ? method.exec(line)?.[1] : actionOf(command);
      return action === undefined || actions.has(action);
    };
    return lines.filter(isKept).join("\n");
  }

  #cutModel(file: string, needs: ClientNeeds): string {
    const needed = this.#namesFor(needs);
    const kept = this.#declarations.get(file)?.filter(({ name }) => name === undefined || needed.has(name)) ?? [];
    return kept.map(({ text }) => text).join("");
  }

  get #declarations(): ReadonlyMap<string, readonly Declaration[]> {
    const folder = path.join(this.#folder, "models");
    this.#models ??= new Map(
      this.#reader
        .readFolder(folder)
        .filter((name) => modelFileName.test(name))
        .map((name) => path.join(folder, name))
        .map((file) => [file, declarationsIn(this.#reader.readFile(file) ?? "")]),
    );
    return this.#models;
  }

  /** The names of what the actions take and give and of the types, and of all that these are made of. */
  #namesFor(needs: ClientNeeds): ReadonlySet<string> {
    const key = keyOf(needs);
    if (this.#needed?.key === key) return this.#needed.names;
    const byName = new Map<string, Declaration[]>();
    const needed = new Set(needs.types);
    for (const declaration of [...this.#declarations.values()].flat()) {
      const { name, text } = declaration;
      if (name === undefined) addNames(needed, isImport(text) ? "" : text);
      else byName.set(name, [...(byName.get(name) ?? []), declaration]);
    }
    for (const action of needs.actions) {
      const file = path.join(this.#folder, "commands", `${this.#commands.get(action) ?? ""}Command.d.ts`);
      addNames(needed, this.#reader.readFile(file) ?? "");
    }
    for (const name of needed) for (const { text } of byName.get(name) ?? []) addNames(needed, text);
    this.#needed = { key, names: needed };
    return needed;
  }
}

/** A text that is the same for the same needs. */
export function keyOf({ actions, types }: ClientNeeds): string {
  return [...actions, "", ...types].join();
}

/** The action that a command performs: `putItem` for `PutItem`. */
export function actionOf(command: string): string {
  return `${command.charAt(0).toLowerCase()}${command.slice(1)}`;
}

/** The declarations of a file, one after the other; a comment goes with what it comes after. */
function declarationsIn(text: string): readonly Declaration[] {
  const parts = text.split(/^(?=\w)/m);
  // Where a line of a comment looks like a declaration, nothing is cut.
  if (!parts.every(hasWholeComments)) return [{ name: undefined, text }];
  return parts.map((part) => ({ name: declaredName.exec(part)?.[1], text: part }));
}

function hasWholeComments(text: string): boolean {
  for (let at = 0; ;) {
    const [begin, end] = [text.indexOf("/*", at), text.indexOf("*/", at)];
    if (begin < 0 || end < begin) return begin < 0 && end < 0;
    at = text.indexOf("*/", begin + 2) + 2;
    if (at < 2) return false;
  }
}

function isImport(text: string): boolean {
  return /^import [^;]*;\s*$/.test(text.replace(comment, ""));
}

/** A comment that has lines of its own. */
const comment = /^[ \t]*\/\*(?:(?!\*\/)[^])*\*\/[ \t]*$/gm;

/** The names in a text, but for those in comments. */
function addNames(names: Set<string>, text: string): void {
  for (const [name] of text.replace(comment, "").matchAll(/[A-Za-z_]\w*/g)) names.add(name);
}
