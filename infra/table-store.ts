/** A table that grants single actions, and hands out its variable with the grant. */
import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { type Conditions, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { CustomerKey } from "./customer-key.ts";
import type { Verb } from "./verb.ts";

export type TableAction = "GetItem" | "Query" | "PutItem" | "UpdateItem" | "DeleteItem";

/** What may be done in which partitions, `*` standing for any characters: `{ GetItem: ["link#*"] }`. */
export type ActionsByPartition = Readonly<Partial<Record<TableAction, readonly [string, ...string[]]>>>;

export interface TableStoreProps {
  /** The environment variable that tells a function the table's name. */
  readonly variable: string;
  readonly key: CustomerKey;
  /** The attribute with the second, since 1970, from which an item may be deleted. */
  readonly expiryAttribute?: string;
}

/** A write may ask for the item as it was: that would be a read. It asks for nothing where the request does not say. */
const withoutReturnedValues: Conditions = { StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" } };

export interface AttributesWithin {
  /** `*` stands for any characters. */
  readonly partitions: readonly [string, ...string[]];
  readonly attributes: readonly [string, ...string[]];
}

/** Of what a request names, nothing lies outside of these. "For all" holds of none, too, so that it must name something. */
function within({ partitions, attributes }: Partial<AttributesWithin>): Conditions {
  return {
    ...(partitions !== undefined && { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": partitions } }),
    ...(attributes !== undefined && { "ForAllValues:StringEquals": { "dynamodb:Attributes": attributes } }),
    Null: {
      ...(partitions !== undefined && { "dynamodb:LeadingKeys": "false" }),
      ...(attributes !== undefined && { "dynamodb:Attributes": "false" }),
    },
  };
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
    this.#allow(verb, actions);
  }

  /** Tells the function where the table is and lets it do exactly this there, each action in these partitions alone. */
  grantWithin(verb: Verb, allowed: ActionsByPartition): void {
    for (const [action, partitions] of Object.entries(allowed)) {
      this.#allow(verb, [action as TableAction], within({ partitions }));
    }
  }

  /** Lets the function put items of these attributes and no others, over what is there, and see nothing of that. */
  grantPutUnseen(verb: Verb, attributes: AttributesWithin["attributes"]): void {
    this.#allow(verb, ["PutItem"], { ...withoutReturnedValues, ...within({ attributes }) });
  }

  /** Lets the function update these attributes alone (the key's among them) of items in these partitions, and see nothing of them. */
  grantUpdateUnseen(verb: Verb, { partitions, attributes }: AttributesWithin): void {
    this.#allow(verb, ["UpdateItem"], { ...withoutReturnedValues, ...within({ partitions, attributes }) });
  }

  /** What lets a person put items of these attributes into these partitions, and read none. */
  puttingOf(allowed: AttributesWithin): PolicyStatement[] {
    return [
      this.#statement(["PutItem"], { ...withoutReturnedValues, ...within(allowed) }),
      this.#useOfTheKey(["PutItem"]),
    ];
  }

  /**
   * Lets the function count the items of a partition, and read none. No attribute but the key may be asked about: how many have
   * a certain answer would be a reading too.
   */
  grantCount(verb: Verb): void {
    this.#allow(verb, ["Query"], {
      StringEquals: { "dynamodb:Select": "COUNT" },
      "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk"] },
    });
  }

  /** Lets the function delete items, and see nothing of them. */
  grantDeleteUnseen(verb: Verb): void {
    this.#allow(verb, ["DeleteItem"], withoutReturnedValues);
  }

  #allow(verb: Verb, actions: readonly TableAction[], conditions?: Conditions): void {
    verb.setVariable(this.#variable, this.table.tableName);
    verb.allow(this.#statement(actions, conditions));
    verb.allow(this.#useOfTheKey(actions));
  }

  #statement(actions: readonly TableAction[], conditions?: Conditions): PolicyStatement {
    return new PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [this.table.tableArn],
      ...(conditions !== undefined && { conditions }),
    });
  }

  /** DynamoDB unwraps the table's key with the caller's permission, for a write too. */
  #useOfTheKey(actions: readonly TableAction[]): PolicyStatement {
    const writes = actions.some((action) => action !== "GetItem" && action !== "Query");
    return this.#key.useThrough("dynamodb", [
      "Decrypt",
      "DescribeKey",
      ...(writes ? ["Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo"] : []),
    ]);
  }
}
