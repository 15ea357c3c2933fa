/** Where analysts ask: each dataset of a release as a table, a workgroup that bounds what a query reads, saved queries. */
import path from "node:path";
import { Aws, RemovalPolicy } from "aws-cdk-lib";
import { CfnNamedQuery, CfnWorkGroup } from "aws-cdk-lib/aws-athena";
import {
  type Column,
  Database,
  DataFormat,
  PartitionProjectionConfiguration,
  S3Table,
  S3TableStorage,
  Schema,
  type Type,
} from "aws-cdk-lib/aws-glue";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { DatasetDefinition } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import {
  type ParquetColumn,
  type ParquetType,
  parquetColumnsOf,
  parquetPathOf,
  SHOWN,
} from "#shared/release/parquet-layout.ts";
import type { DataStack } from "./data-stack.ts";
import { savedQueries } from "./saved-queries.ts";
import type { Stage } from "./stages.ts";

/** About half a cent's worth. A release holds some megabytes, so whatever reads more is a mistake. */
const MOST_BYTES_A_QUERY_SCANS = 1_000_000_000;

const RESULTS = "results/";

const glueTypes: Readonly<Record<ParquetType, Type>> = {
  INT32: Schema.INTEGER,
  DOUBLE: Schema.DOUBLE,
  DATE: Schema.DATE,
  STRING: Schema.STRING,
};

export interface AnalysisProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** Asks a release without copying it. What a query may read, its caller's own policy says: see `Readers`. */
export class Analysis extends Construct {
  readonly workGroup: CfnWorkGroup;
  readonly #data: DataStack;
  readonly #database: Database;
  readonly #tables: readonly S3Table[];

  constructor(scope: Construct, id: string, { stage, data }: AnalysisProps) {
    super(scope, id);
    this.#data = data;
    this.#database = new Database(this, "Database", {
      // Athena takes no hyphens.
      databaseName: `bright_spots_${stage.name}`,
      description: "Bright Spots: the datasets of every release",
      // Names of columns and nothing else: a new deploy writes them again.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#tables = allDatasets.map((dataset) => this.#table(dataset));
    this.workGroup = this.#workGroup(stage);
    for (const { name, question, parameters, sql } of savedQueries) {
      new CfnNamedQuery(this, name, {
        name,
        description: `${question} Parameters, in single quotes: ${parameters.join("; ")}.`,
        database: this.#database.databaseName,
        workGroup: this.workGroup.ref,
        queryString: sql.trim(),
      });
    }
  }

  /** What lets a person ask here and read the answers. It opens no dataset: Athena reads as whoever asks. */
  statementsToAsk(): PolicyStatement[] {
    const { key, queryResults } = this.#data;
    return [
      new PolicyStatement({
        actions: [
          "BatchGetNamedQuery",
          "BatchGetQueryExecution",
          "GetNamedQuery",
          "GetQueryExecution",
          "GetQueryResults",
          "GetQueryResultsStream",
          "GetQueryRuntimeStatistics",
          "GetWorkGroup",
          "ListNamedQueries",
          "ListQueryExecutions",
          "StartQueryExecution",
          "StopQueryExecution",
        ].map((action) => `athena:${action}`),
        resources: [`arn:aws:athena:${Aws.REGION}:${Aws.ACCOUNT_ID}:workgroup/${this.workGroup.name}`],
      }),
      new PolicyStatement({
        actions: ["glue:GetDatabase", "glue:GetTable"],
        resources: [
          // Glue asks for the permission on everything above a table, too.
          this.#database.catalog.catalogArn,
          this.#database.databaseArn,
          ...this.#tables.map(({ tableArn }) => tableArn),
        ],
      }),
      new PolicyStatement({ actions: ["s3:GetBucketLocation"], resources: [queryResults.bucketArn] }),
      new PolicyStatement({
        actions: ["s3:ListBucket"],
        resources: [queryResults.bucketArn],
        conditions: { StringLike: { "s3:prefix": `${RESULTS}*` } },
      }),
      new PolicyStatement({
        actions: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
        resources: [queryResults.arnForObjects(`${RESULTS}*`)],
      }),
      key.useThrough("s3", ["Decrypt", "GenerateDataKey"]),
    ];
  }

  #table(dataset: DatasetDefinition): S3Table {
    const { bucket } = this.#data.datasets;
    const folder = path.posix.dirname(parquetPathOf(dataset));
    return new S3Table(this, dataset.name, {
      database: this.#database,
      tableName: dataset.name,
      description: `${dataset.title}. ${dataset.description}`,
      columns: parquetColumnsOf(dataset).map(columnOf),
      dataFormat: DataFormat.PARQUET,
      storage: S3TableStorage.fromBucket(bucket),
      s3Prefix: "releases/",
      partitionKeys: [
        {
          name: "release_id",
          type: Schema.STRING,
          comment: "A query names the releases that it reads: WHERE release_id = '...', as in latest.json.",
        },
      ],
      // By whoever wrote it, that is; what S3 encrypts it also decrypts.
      hasEncryptedData: false,
      // No list of releases to keep: the query's own words say where to look.
      partitionProjection: { release_id: PartitionProjectionConfiguration.injected() },
      parameters: {
        "storage.location.template": bucket.s3UrlForObject(`releases/\${release_id}/${folder}/`),
      },
    });
  }

  #workGroup(stage: Stage): CfnWorkGroup {
    const { key, queryResults } = this.#data;
    return new CfnWorkGroup(this, "WorkGroup", {
      name: `bright-spots-${stage.name}`,
      description: "Bright Spots: analysts' questions to the releases",
      // A stack that goes takes its saved queries and the history of queries with it.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        // Else whoever asks could choose another place and no encryption for the answer.
        enforceWorkGroupConfiguration: true,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        bytesScannedCutoffPerQuery: MOST_BYTES_A_QUERY_SCANS,
        publishCloudWatchMetricsEnabled: true,
        resultConfiguration: {
          outputLocation: queryResults.s3UrlForObject(RESULTS),
          expectedBucketOwner: Aws.ACCOUNT_ID,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKey: key.keyArn },
        },
      },
    });
  }
}

function columnOf({ name, type, of: { description }, holds }: ParquetColumn): Column {
  return {
    name,
    type: glueTypes[type],
    comment:
      holds === "value" ? description : `${SHOWN} where there is a value, else the symbol that stands in its place.`,
  };
}
