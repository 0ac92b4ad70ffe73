import path from "node:path";
import ts from "typescript";

/** A file of declarations of an AWS SDK client: the package, and where in it. */
const clientFile = /\/node_modules\/(@aws-sdk\/client-[\w-]+)\/dist-types\/(.+)\.d\.ts$/;

const clientPackage = /^@aws-sdk\/client-[\w-]+$/;

/** What declares the types of requests and answers, in the folder `models`. */
const modelFile = /^(?:models_\d+|enums)\.d\.ts$/;

const declaredName = /^export (?:declare )?(?:interface|type|const|namespace|enum|class) (\w+)/gm;

/** What lies behind the client's class, which `awsService` asks nothing of. */
const behindClient =
  /^@smithy\/(?:core|smithy-client)\b|^\.{1,2}\/(?:\w+Client$|pagination\b|waiters\b|schemas\b|endpoint\b|runtimeExtensions$|extensionConfiguration$)/;

/** What the index exports besides: commands and errors as classes. */
const behindIndex = /^\.\/(?:commands|models\/(?:errors|\w+ServiceException))$/;

const commandFile = /^\.\/commands\/(\w+)Command$/;

/** What a command imports of `@smithy/types` beside the metadata of answers: types of streams. */
const importOfStreams = /\{[^}]*(?:Blob|Stream)[^}]*\} from "@smithy\/types"/;

export interface SdkHost {
  readonly readFile: (file: string) => string | undefined;
  readonly readFolder: (folder: string) => readonly string[];
}

/**
 * Decides which declarations of AWS SDK clients are read. A service declared with `awsService<SQS>("sqs")` needs the types of
 * the actions that workflows call, a small part of what its client declares. An action is called by its name, so
 * the requests and answers of those whose names stand nowhere in the project are left out, and so are the client's class
 * and its commands. Where a file of the project uses more of a client, or another package does, the client is read whole.
 */
export class SdkClients {
  readonly #host: SdkHost;
  readonly #whole = new Set<string>();
  #areAllWhole = false;
  /** What was left out of a file: names of actions; none where nothing but the whole client would add to it. */
  readonly #leftOut = new Map<string, { readonly client: string; readonly actions: readonly string[] }>();
  readonly #names = new Set<string>();
  /** Those of them that stand in files of the project's own. */
  readonly #ownNames = new Set<string>();
  /** The files of the actions that are read. */
  readonly #commands = new Map<string, string>();
  readonly #seen = new WeakSet<ts.SourceFile>();
  readonly #models = new Map<string, ReadonlySet<string>>();

  constructor(host: SdkHost) {
    this.#host = host;
  }

  /** True when something was left out. */
  get areLeftOut(): boolean {
    return this.#leftOut.size > 0;
  }

  /** True when the project may call an action that takes or gives a stream, whose type is one of Node.js. */
  get areStreamsUsed(): boolean {
    if (this.#areAllWhole || this.#whole.size > 0) return true;
    return [...this.#commands].some(
      ([file, action]) => this.#ownNames.has(action) && importOfStreams.test(this.#host.readFile(file) ?? ""),
    );
  }

  /** From now on every client is read whole. */
  readInFull(): void {
    this.#areAllWhole = true;
  }

  /** Takes note of the names that stand in a file of the project, or in one of ours. */
  noteNamesOf(file: ts.SourceFile, isOfDsl: boolean): void {
    if (this.#seen.has(file)) return;
    this.#seen.add(file);
    this.noteNames(file.text, isOfDsl);
  }

  /** Takes note of the names in a text of such a file. */
  noteNames(text: string, isOfDsl: boolean): void {
    for (const [name] of text.matchAll(/\b[a-z]\w+/g)) {
      this.#names.add(name);
      if (!isOfDsl) this.#ownNames.add(name);
    }
  }

  /** Takes note of a file that imports a client, and of where that leads. */
  noteImport(file: ts.SourceFile, literal: ts.StringLiteralLike, resolved: string, isOfDsl: boolean): void {
    if (!clientPackage.test(literal.text) || this.#whole.has(literal.text)) return;
    if (!isOfDsl && !this.#needsTypesOnly(file, literal, resolved)) this.#whole.add(literal.text);
  }

  /** The imports of a client's file that are not read. */
  importsToLeaveOut(fileName: string, literals: readonly ts.StringLiteralLike[]): ReadonlySet<ts.Node> {
    const [, client, place] = clientFile.exec(fileName) ?? [];
    const leftOut = new Set<ts.Node>();
    if (client === undefined || place === undefined) return leftOut;
    this.#leftOut.delete(fileName);
    if (this.#areAllWhole || this.#whole.has(client)) return leftOut;
    const actions: string[] = [];
    for (const literal of literals) {
      const action = actionOf(place, literal.text);
      if (action === undefined ? isBeyondTypes(place, literal.text) : !this.#names.has(action)) {
        leftOut.add(literal);
        if (action !== undefined) actions.push(action);
      } else if (action !== undefined) {
        this.#commands.set(path.join(path.dirname(fileName), `${literal.text}.d.ts`), action);
      }
    }
    if (leftOut.size > 0) this.#leftOut.set(fileName, { client, actions });
    return leftOut;
  }

  /** True for a file of which more must be read than was. */
  isStale(fileName: string): boolean {
    const leftOut = this.#leftOut.get(fileName);
    if (leftOut === undefined) return false;
    return (
      this.#areAllWhole || this.#whole.has(leftOut.client) || leftOut.actions.some((action) => this.#names.has(action))
    );
  }

  /** True when more must be read of some file. */
  get areStale(): boolean {
    return [...this.#leftOut.keys()].some((file) => this.isStale(file));
  }

  /** True for an import of types of requests and answers, and of classes that are used for `awsService` alone. */
  #needsTypesOnly(file: ts.SourceFile, literal: ts.StringLiteralLike, resolved: string): boolean {
    const declaration = file.statements.find(
      (one): one is ts.ImportDeclaration => ts.isImportDeclaration(one) && one.moduleSpecifier === literal,
    );
    const { name, namedBindings, phaseModifier } = declaration?.importClause ?? {};
    if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
    return namedBindings.elements.every((element) => {
      if (!element.isTypeOnly && phaseModifier !== ts.SyntaxKind.TypeKeyword) return false;
      const imported = (element.propertyName ?? element.name).text;
      return this.#modelsOf(path.dirname(resolved)).has(imported) || isForServiceAlone(file, element.name.text);
    });
  }

  #modelsOf(folder: string): ReadonlySet<string> {
    let known = this.#models.get(folder);
    if (known === undefined) {
      const models = path.join(folder, "models");
      const texts = this.#host
        .readFolder(models)
        .filter((name) => modelFile.test(name))
        .map((name) => this.#host.readFile(path.join(models, name)) ?? "");
      known = new Set(texts.flatMap((text) => [...text.matchAll(declaredName)].map(([, name]) => name as string)));
      this.#models.set(folder, known);
    }
    return known;
  }
}

/** The action whose types an import of the aggregated client brings: `putItem` for `./commands/PutItemCommand`. */
function actionOf(place: string, specifier: string): string | undefined {
  const [, command] = place.includes("/") ? [] : (commandFile.exec(specifier) ?? []);
  return command === undefined ? undefined : `${command.charAt(0).toLowerCase()}${command.slice(1)}`;
}

/** True for an import that no type of a request or an answer comes from. */
function isBeyondTypes(place: string, specifier: string): boolean {
  if (place === "index") return behindClient.test(specifier) || behindIndex.test(specifier);
  if (place.startsWith("commands/")) return behindClient.test(specifier) || specifier === "..";
  return !place.includes("/") && behindClient.test(specifier);
}

/** True for a name that a file uses as `awsService<Name>` alone, after importing it. */
function isForServiceAlone(file: ts.SourceFile, name: string): boolean {
  const uses = file.text.match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0;
  const services = file.text.match(new RegExp(`\\bawsService<${name}>`, "g"))?.length ?? 0;
  return services > 0 && uses === services + 1;
}
