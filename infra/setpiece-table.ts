import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { type IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { ManifestIndex, ManifestKey, ManifestTable } from "../compiler/index.js";

export interface SetpieceTableProps {
  /** The table as the manifest describes it. */
  readonly table: ManifestTable;
  /** @default the table is encrypted with the key that AWS keeps for DynamoDB in this account */
  readonly encryptionKey?: IKey;
  /** @default the table outlives the stack, and nobody can delete it before they switch the protection off */
  readonly removalPolicy?: RemovalPolicy;
}

const attributeTypes: Readonly<Record<string, AttributeType>> = {
  S: AttributeType.STRING,
  N: AttributeType.NUMBER,
  B: AttributeType.BINARY,
};

/**
 * A DynamoDB table of a workflow project: on-demand, encrypted, recoverable to any second of the last 35 days, retained
 * when the stack goes.
 */
export class SetpieceTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, props: SetpieceTableProps) {
    super(scope, id);
    const { table, encryptionKey, removalPolicy = RemovalPolicy.RETAIN } = props;
    this.table = new Table(this, "Table", {
      partitionKey: attribute(table.partitionKey),
      ...(table.sortKey === undefined ? {} : { sortKey: attribute(table.sortKey) }),
      ...(table.timeToLive === undefined ? {} : { timeToLiveAttribute: table.timeToLive }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      ...(encryptionKey === undefined
        ? { encryption: TableEncryption.AWS_MANAGED }
        : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }),
      removalPolicy,
    });
    for (const index of table.indexes ?? []) this.addIndex(index);
  }

  private addIndex({ name, partitionKey, sortKey, attributes }: ManifestIndex): void {
    this.table.addGlobalSecondaryIndex({
      indexName: name,
      partitionKey: attribute(partitionKey),
      ...(sortKey === undefined ? {} : { sortKey: attribute(sortKey) }),
      ...projection(attributes),
    });
  }
}

function projection(attributes: ManifestIndex["attributes"]) {
  if (attributes === "all") return { projectionType: ProjectionType.ALL };
  if (attributes === "keys") return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...attributes] };
}

function attribute({ name, type }: ManifestKey): { readonly name: string; readonly type: AttributeType } {
  const attributeType = attributeTypes[type];
  if (attributeType === undefined) throw new Error(`key ${name} has type ${type}; it must be S, N or B`);
  return { name, type: attributeType };
}
