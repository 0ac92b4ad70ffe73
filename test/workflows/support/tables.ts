import * as sdk from "@aws-sdk/client-dynamodb";
import type { DynamoDb } from "../../../simulator/services/dynamodb/dynamodb.js";
import type { ManifestTable } from "setpiece/compiler";
import { plain } from "./attribute-value.js";
import { makeRemoteTable } from "./remote-tables.js";

/** The tables of a world, for tests to read and to change: in this process, or through the AWS SDK. */
export class Tables {
  readonly #client: sdk.DynamoDBClient;

  /**
   * @param embedded the DynamoDB of this process, where the tables are in it
   * @param endpoint where they are otherwise; default: as the AWS SDK finds it
   */
  constructor(
    private readonly embedded: DynamoDb | undefined,
    endpoint?: string,
  ) {
    this.#client = new sdk.DynamoDBClient(endpoint === undefined ? {} : { endpoint });
  }

  /** True where a call is a call of a function. */
  get isHere(): boolean {
    return this.embedded !== undefined;
  }

  /** Carries out an action, such as `PutItem`, with its parameters as the API has them. */
  async call(action: string, parameters: object): Promise<Record<string, unknown>> {
    if (this.embedded !== undefined) return this.embedded.call(action, parameters) as Record<string, unknown>;
    const Command = (sdk as unknown as Record<string, AnyCommand>)[`${action}Command`]; // one for each action of the API
    if (Command === undefined) throw new Error(`DynamoDB has no action ${action}`);
    const { $metadata, ...answer } = await this.#client.send(new Command(parameters));
    void $metadata;
    return answer;
  }

  /** Makes a table that no workflow declares, empty. */
  async make(table: ManifestTable): Promise<void> {
    if (this.embedded === undefined) await makeRemoteTable(this.#client, table);
    else this.embedded.ensureTable(table as Parameters<DynamoDb["ensureTable"]>[0]);
  }

  /** Puts an item, given as the API has it. */
  async put(TableName: string, Item: object): Promise<void> {
    await this.call("PutItem", { TableName, Item });
  }

  async putAll(table: string, items: readonly object[]): Promise<void> {
    for (let from = 0; from < items.length; from += 25) {
      const requests = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
      await this.call("BatchWriteItem", { RequestItems: { [table]: requests } });
    }
  }

  /** All items of a table, as plain values: text, numbers, lists, maps. */
  async items(TableName: string): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    let ExclusiveStartKey: unknown;
    do {
      const page = await this.call("Scan", {
        TableName,
        ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
      });
      for (const item of page.Items as object[]) found.push(plain({ M: item }) as Record<string, unknown>);
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return found;
  }

  /** The item with that value in that attribute. */
  async item(table: string, attribute: string, value: unknown): Promise<Record<string, unknown> | undefined> {
    return (await this.items(table)).find((each) => each[attribute] === value);
  }

  close(): void {
    this.#client.destroy();
  }
}

type AnyCommand = new (parameters: object) => Parameters<sdk.DynamoDBClient["send"]>[0];
