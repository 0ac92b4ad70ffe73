import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type ts from "typescript";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CompileSession } from "../../../compiler/compile-session.js";
import { ProgramLoader } from "../../../compiler/program/load-program.js";

const repository = path.resolve(import.meta.dirname, "../../..");

describe("the SDK client of a service", () => {
  let folder: string;
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  const workflow = (body: string): string => `
import { workflow } from "setpiece";
import { sqs } from "./queue.js";
export const example = workflow("example", async (url: string) => { ${body} });`;
  const send = workflow(`await sqs.sendMessage({ QueueUrl: url, MessageBody: "hello" });`);

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "setpiece-sdk-"));
    symlinkSync(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
  });
  beforeEach(() => {
    write("example.ts", send);
    write(
      "queue.ts",
      `import type { SQS } from "@aws-sdk/client-sqs";
       import { awsService } from "setpiece";
       export const sqs = awsService<SQS>("sqs");`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The declarations of the client that are read, without the folders that hold its models. */
  function readBy(loader: ProgramLoader): readonly string[] {
    const { program } = loader.load([path.join(folder, "example.ts")]);
    return program
      .getSourceFiles()
      .flatMap(({ fileName }) => /client-sqs\/dist-types\/(?!models\/)(.*)\.d\.ts$/.exec(fileName)?.[1] ?? [])
      .sort();
  }

  test("only the actions are read that the project names", () => {
    const loader = new ProgramLoader(folder);
    expect(readBy(loader)).toEqual(["SQS", "commands/SendMessageCommand", "index"]);
    write("example.ts", workflow(`await sqs.purgeQueue({ QueueUrl: url });`));
    expect(readBy(loader)).toContain("commands/PurgeQueueCommand");
  });

  test.each([
    ["its class as more than a service", "export const find = (client: SQS): string => String(client.config);"],
    ["a type of its class", `export type { SQSClient } from "@aws-sdk/client-sqs";`],
    ["its module as a type", `export type Sent = Parameters<import("@aws-sdk/client-sqs").SQS["sendMessage"]>[0];`],
    ["a command", `import { SendMessageCommand } from "@aws-sdk/client-sqs"; export const send = SendMessageCommand;`],
  ])("it is read whole for a file that uses %s", (_what, more) => {
    write(
      "queue.ts",
      `import type { SQS } from "@aws-sdk/client-sqs";
       import { awsService } from "setpiece";
       export const sqs = awsService<SQS>("sqs");
       ${more}`,
    );
    const read = readBy(new ProgramLoader(folder));
    expect(read).toEqual(expect.arrayContaining(["SQSClient", "commands/PurgeQueueCommand"]));
  });

  test("where nothing imports it any more, it makes no difference to what is wrong", () => {
    const session = new CompileSession({ paths: [path.join(folder, "example.ts")], cwd: folder });
    expect(session.compile().diagnostics).toEqual([]);
    write("example.ts", `import { workflow } from "setpiece"; export const example = workflow("example", 1);`);
    expect(session.compile().diagnostics.map(({ code }) => code)).toContain("SP1000");
  });

  test("it is read whole from when a file uses more of it", () => {
    const loader = new ProgramLoader(folder);
    expect(readBy(loader)).not.toContain("SQSClient");
    write(
      "queue.ts",
      `import { SQS } from "@aws-sdk/client-sqs"; import { awsService } from "setpiece"; export const sqs = awsService<SQS>("sqs");`,
    );
    expect(readBy(loader)).toContain("SQSClient");
  });

  test("types of requests alone need nothing of it", () => {
    write(
      "queue.ts",
      `import type { Message as Received, SQS } from "@aws-sdk/client-sqs";
       import { awsService } from "setpiece";
       export const sqs = awsService<SQS>("sqs");
       export const bodyOf = (message: Received): string => message.Body ?? "";`,
    );
    expect(readBy(new ProgramLoader(folder))).not.toContain("SQSClient");
  });

  test.each([
    ["not for an action without streams", "headBucket", "S3", false],
    ["for an action that gives a stream", "getObject", "S3", true],
    ["where the project names shapes that may have one", "headBucket", "GetObjectOutput, S3", true],
  ])("what all clients share is read %s", (_when, action, imported, isRead) => {
    write(
      "queue.ts",
      `import type { ${imported} } from "@aws-sdk/client-s3"; import { awsService } from "setpiece";
      export const s3 = awsService<S3>("s3");`,
    );
    write("example.ts", `import { s3 } from "./queue.js"; export const ask = s3.${action};`);
    const { program, checker, files } = new ProgramLoader(folder).load([path.join(folder, "example.ts")]);
    const read = program.getSourceFiles().some(({ fileName }) => fileName.includes("/@smithy/types/"));
    expect(read).toBe(isRead);
    const [file] = files;
    const [ask] = checker.getExportsOfModule(checker.getSymbolAtLocation(file as ts.SourceFile) as ts.Symbol);
    const [call] = checker.getTypeOfSymbol(ask as ts.Symbol).getCallSignatures();
    const answer = checker.getAwaitedType((call as ts.Signature).getReturnType());
    const members = answer?.getProperties().map(({ name }) => name);
    expect(members).toContain(action === "getObject" ? "Body" : "BucketRegion");
    expect(members).not.toContain("$metadata");
  });

  test("calls are checked as when everything is read", () => {
    const session = new CompileSession({ paths: ["example.ts"], cwd: folder });
    const messages = (): readonly string[] => session.compile().diagnostics.map(({ message }) => message);
    expect(messages()).toEqual([]);
    write("example.ts", workflow(`await sqs.sendMessage({ QueueUrl: url, Body: "hello" });`));
    expect(messages()).toEqual([expect.stringContaining("'Body' does not exist")]);
    write("example.ts", workflow(`const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: 1 });`));
    expect(messages()).toEqual([expect.stringContaining("'number' is not assignable to type 'string'")]);
    write("example.ts", send);
    expect(messages()).toEqual([]);
  });
});
