/** A table that grants single actions, and hands out its variable with the grant. */
import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { CustomerKey } from "./customer-key.ts";
import type { Verb } from "./verb.ts";

export type TableAction = "GetItem" | "Query" | "PutItem" | "UpdateItem" | "DeleteItem";

export interface TableStoreProps {
  /** The environment variable that tells a function the table's name. */
  readonly variable: string;
  readonly key: CustomerKey;
  /** The attribute with the second, since 1970, from which an item may be deleted. */
  readonly expiryAttribute?: string;
}

/** A table with string keys `pk` and `sk`, encrypted, recoverable to any second of the last 35 days, and kept whatever happens to its stack. */
export class TableStore extends Construct {
  readonly table: Table;
  readonly #variable: string;
  readonly #key: CustomerKey;

  constructor(scope: Construct, id: string, { variable, key, expiryAttribute }: TableStoreProps) {
    super(scope, id);
    this.#variable = variable;
    this.#key = key;
    this.table = new Table(this, "Table", {
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(expiryAttribute !== undefined && { timeToLiveAttribute: expiryAttribute }),
    });
  }

  /** Tells the function where the table is and lets it do exactly this there. */
  grant(verb: Verb, ...actions: [TableAction, ...TableAction[]]): void {
    verb.setVariable(this.#variable, this.table.tableName);
    verb.allow(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [this.table.tableArn],
      }),
    );
    const writes = actions.some((action) => action !== "GetItem" && action !== "Query");
    // DynamoDB unwraps the table's key with the caller's permission, for a write too.
    verb.allow(
      this.#key.useThrough("dynamodb", [
        "Decrypt",
        "DescribeKey",
        ...(writes ? ["Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo"] : []),
      ]),
    );
  }
}
