import path from "node:path";
import ts from "typescript";
import { actionOf, type ClientNeeds, ClientTexts, keyOf, modelFileName, type PackageReader } from "./client-texts.js";
import type { ProjectNames } from "./project-names.js";

/** A file of declarations of an AWS SDK client: the package, and where in it. */
const clientFile = /\/node_modules\/(@aws-sdk\/client-[\w-]+)\/dist-types\/(.+)\.d\.ts$/;

const clientPackage = /^@aws-sdk\/client-[\w-]+$/;

const declaredName = /^export (?:declare )?(?:interface|type|const|namespace|enum|class) (\w+)/gm;

/** What lies behind the client's class, which `awsService` asks nothing of. */
const behindClient =
  /^@smithy\/(?:core|smithy-client)\b|^\.{1,2}\/(?:\w+Client$|pagination\b|waiters\b|schemas\b|endpoint\b|runtimeExtensions$|extensionConfiguration$)/;

/** What the index exports besides: commands and errors as classes. */
const behindIndex = /^\.\/(?:commands|models\/(?:errors|\w+ServiceException))$/;

/** What the aggregated client's waiters are declared with, which are a workflow's own business. */
const behindWaiters = /^(?:@smithy\/types|\.\/models\/errors)$/;

const commandFile = /^\.\/commands\/(\w+)Command$/;

/** What a command imports of `@smithy/types` beside the metadata of answers: types of streams. */
const importOfStreams = /\{[^}]*(?:Blob|Stream)[^}]*\} from "@smithy\/types"/;

const streamType = /Blob|Stream/;

/**
 * Decides which declarations of AWS SDK clients are read. A service declared with `awsService<SQS>("sqs")` needs the types of
 * the actions that workflows call, a small part of what its client declares. An action is called by its name, so
 * the requests and answers of those whose names stand nowhere in the project are left out, and so are the client's class
 * and its commands. Where a file of the project uses more of a client, or another package does, the client is read whole.
 */
export class SdkClients {
  readonly #host: PackageReader;
  readonly #names: ProjectNames;
  readonly #whole = new Set<string>();
  #areAllWhole = false;
  /** The types of requests and answers that the project imports, by client. */
  readonly #named = new Map<string, Set<string>>();
  /** The files that something was left out of, and whether that is needed, if not for the whole client. */
  readonly #leftOut = new Map<string, { readonly client: string; readonly isNeeded: () => boolean }>();
  /** The actions of files of commands. */
  readonly #commands = new Map<string, string>();
  /** Whether the files of actions import types of streams. */
  readonly #streams = new Map<string, boolean>();
  readonly #models = new Map<string, ReadonlySet<string>>();
  readonly #texts = new Map<string, ClientTexts>();
  /** What files were cut down to; undefined for those that were not. */
  readonly #cutTo = new Map<string, { readonly client: string; readonly needs: string | undefined }>();

  constructor(host: PackageReader, names: ProjectNames) {
    this.#host = host;
    this.#names = names;
  }

  /** True when something was left out. */
  areLeftOutOf(program: ts.Program): boolean {
    return [...this.#leftOut.keys()].some((file) => program.getSourceFile(file) !== undefined);
  }

  /** True when the project may call an action that takes or gives a stream, whose type is one of Node.js. */
  get areStreamsUsed(): boolean {
    return this.#areAllWhole || this.#whole.size > 0 || this.#usesStreams();
  }

  /** From now on every client is read whole. */
  readInFull(): void {
    this.#areAllWhole = true;
  }

  /** Takes note of a file that imports a client, and of where that leads. */
  noteImport(file: ts.SourceFile, literal: ts.StringLiteralLike, resolved: string, isOfDsl: boolean): void {
    if (!clientPackage.test(literal.text)) {
      // A path into the package
      const [, client] = clientFile.exec(resolved) ?? [];
      if (client !== undefined && !file.fileName.includes(`/${client}/`)) this.#whole.add(client);
      return;
    }
    if (this.#whole.has(literal.text)) return;
    if (!isOfDsl && !this.#needsTypesOnly(file, literal, resolved)) this.#whole.add(literal.text);
  }

  /**
   * The text of a client's file without what only actions have that are not read; undefined for a file that is read as it
   * is.
   */
  cutText(fileName: string): string | undefined {
    const [, client, place] = clientFile.exec(fileName) ?? [];
    if (client === undefined || place === undefined) return undefined;
    const isModel = /^models\/(?:models_\d+|enums)$/.test(place);
    if (!isModel && !/^(?!index$|\w+Client$)\w+$/.test(place)) return undefined;
    const folder = fileName.slice(0, -`${place}.d.ts`.length);
    const texts = this.#textsOf(client, folder);
    const needs = this.#needsOf(client, texts);
    this.#cutTo.set(fileName, { client, needs: needs && keyOf(needs) });
    return needs && texts.cut(fileName, needs);
  }

  /** The imports of a client's file that are not read. */
  importsToLeaveOut(file: ts.SourceFile, literals: readonly ts.StringLiteralLike[]): ReadonlySet<ts.Node> {
    const { fileName } = file;
    const [, client, place] = clientFile.exec(fileName) ?? [];
    const leftOut = new Set<ts.Node>();
    if (client === undefined || place === undefined) return leftOut;
    this.#leftOut.delete(fileName);
    if (this.#areAllWhole || this.#whole.has(client)) return leftOut;
    const needs: (() => boolean)[] = [];
    for (const literal of literals) {
      const action = importedAction(place, literal.text);
      if (action !== undefined) {
        this.#commands.set(path.join(path.dirname(fileName), `${literal.text}.d.ts`), action);
        if (this.#names.has(action)) continue;
        needs.push(() => this.#names.has(action));
      } else if (!isBeyondTypes(place, literal.text)) {
        const isNeeded = this.#needOfShapes(file, client, place, literal, literals);
        if (isNeeded()) continue;
        needs.push(isNeeded);
      }
      leftOut.add(literal);
    }
    const isNeeded = (): boolean => needs.some((need) => need());
    if (leftOut.size > 0) this.#leftOut.set(fileName, { client, isNeeded });
    return leftOut;
  }

  /** True for a file of which more must be read than was. */
  isStale(fileName: string): boolean {
    const leftOut = this.#leftOut.get(fileName);
    if (leftOut === undefined) return false;
    return this.#areAllWhole || this.#whole.has(leftOut.client) || leftOut.isNeeded();
  }

  /** True when more must be read of some file of the program. */
  areStaleIn(program: ts.Program): boolean {
    const isIn = (file: string): boolean => program.getSourceFile(file) !== undefined;
    return [...this.#leftOut.keys()].some((file) => isIn(file) && this.isStale(file)) || this.#areTextsStale(isIn);
  }

  #areTextsStale(isIn: (file: string) => boolean): boolean {
    return [...this.#cutTo].some(([file, { client, needs }]) => {
      if (!isIn(file)) return false;
      const texts = this.#texts.get(client);
      const now = texts && this.#needsOf(client, texts);
      return needs !== (now && keyOf(now));
    });
  }

  #textsOf(client: string, folder: string): ClientTexts {
    let texts = this.#texts.get(client);
    if (texts === undefined) this.#texts.set(client, (texts = new ClientTexts(folder, this.#host)));
    return texts;
  }

  /** What the project needs of a client; undefined where that is read whole. */
  #needsOf(client: string, texts: ClientTexts): ClientNeeds | undefined {
    if (this.#areAllWhole || this.#whole.has(client)) return undefined;
    const actions = new Set([...texts.actions].filter((action) => this.#names.has(action)));
    return { actions, types: this.#named.get(client) ?? new Set() };
  }

  /**
   * When an import is needed in the declaration of a command, or of requests and answers. Of `@smithy/types` these have
   * the metadata of answers, which no workflow sees, and streams.
   */
  #needOfShapes(
    file: ts.SourceFile,
    client: string,
    place: string,
    literal: ts.StringLiteralLike,
    literals: readonly ts.StringLiteralLike[],
  ): () => boolean {
    const isInShapes = (one: ts.StringLiteralLike): boolean =>
      // What a command imports in place is of its class.
      one.text === literal.text && (declarationOf(file, one) !== undefined || !place.startsWith("commands/"));
    const names = literals.filter(isInShapes).flatMap((one) => importedFrom(file, one) ?? ["all"]);
    const isKnown = names.every((name) => name === "MetadataBearer" || streamType.test(name));
    if (literal.text !== "@smithy/types" || !isKnown) return () => true;
    if (!names.some((name) => streamType.test(name))) return () => false;
    if (place.startsWith("models/")) return () => this.#named.has(client) || this.#usesStreams(client);
    return () => this.#names.hasOwn(this.#commands.get(file.fileName) ?? "");
  }

  /** @param client the package; any when it is not given */
  #usesStreams(client?: string): boolean {
    return [...this.#commands].some(
      ([file, action]) =>
        (client === undefined || file.includes(`/${client}/`)) && this.#names.hasOwn(action) && this.#hasStreams(file),
    );
  }

  #hasStreams(file: string): boolean {
    let known = this.#streams.get(file);
    if (known === undefined) {
      known = importOfStreams.test(this.#host.readFile(file) ?? "");
      this.#streams.set(file, known);
    }
    return known;
  }

  /** True for an import of types of requests and answers, and of classes that are used for `awsService` alone. */
  #needsTypesOnly(file: ts.SourceFile, literal: ts.StringLiteralLike, resolved: string): boolean {
    const { name, namedBindings, phaseModifier } = declarationOf(file, literal)?.importClause ?? {};
    if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
    return namedBindings.elements.every((element) => {
      if (!element.isTypeOnly && phaseModifier !== ts.SyntaxKind.TypeKeyword) return false;
      const imported = (element.propertyName ?? element.name).text;
      if (!this.#modelsOf(path.dirname(resolved)).has(imported)) return isForServiceAlone(file, element.name.text);
      this.#named.set(literal.text, (this.#named.get(literal.text) ?? new Set()).add(imported));
      return true;
    });
  }

  #modelsOf(folder: string): ReadonlySet<string> {
    let known = this.#models.get(folder);
    if (known === undefined) {
      const models = path.join(folder, "models");
      const texts = this.#host
        .readFolder(models)
        .filter((name) => modelFileName.test(name))
        .map((name) => this.#host.readFile(path.join(models, name)) ?? "");
      known = new Set(texts.flatMap((text) => [...text.matchAll(declaredName)].map(([, name]) => name as string)));
      this.#models.set(folder, known);
    }
    return known;
  }
}

/** The action whose types an import of the aggregated client brings: `putItem` for `./commands/PutItemCommand`. */
function importedAction(place: string, specifier: string): string | undefined {
  const [, command] = place.includes("/") ? [] : (commandFile.exec(specifier) ?? []);
  return command === undefined ? undefined : actionOf(command);
}

/** The names that an import takes from a module; undefined when it takes the module itself. */
function importedFrom(file: ts.SourceFile, literal: ts.StringLiteralLike): readonly string[] | undefined {
  const declaration = declarationOf(file, literal);
  const { name, namedBindings } = declaration?.importClause ?? {};
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return undefined;
  return namedBindings.elements.map((element) => (element.propertyName ?? element.name).text);
}

function declarationOf(file: ts.SourceFile, literal: ts.StringLiteralLike): ts.ImportDeclaration | undefined {
  return file.statements.find(
    (one): one is ts.ImportDeclaration => ts.isImportDeclaration(one) && one.moduleSpecifier === literal,
  );
}

/** True for an import that no type of a request or an answer comes from. */
function isBeyondTypes(place: string, specifier: string): boolean {
  if (place === "index") return behindClient.test(specifier) || behindIndex.test(specifier);
  if (place.startsWith("commands/")) return behindClient.test(specifier) || specifier === "..";
  return !place.includes("/") && (behindClient.test(specifier) || behindWaiters.test(specifier));
}

/** True for a name that a file uses as `awsService<Name>` alone, after importing it. */
function isForServiceAlone(file: ts.SourceFile, name: string): boolean {
  const uses = file.text.match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0;
  const services = file.text.match(new RegExp(`\\bawsService<${name}>`, "g"))?.length ?? 0;
  return services > 0 && uses === services + 1;
}
