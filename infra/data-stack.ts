/** The stack that must never be lost. */
import { Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { CustomerKey } from "./customer-key.ts";
import { ObjectStore } from "./object-store.ts";
import type { Stage } from "./stages.ts";
import { TableStore } from "./table-store.ts";

const LONGEST_WAVE_IN_DAYS = 730;

/** What outlives every deploy: tables, buckets, keys. Its logical ids are pinned by a test: renaming one loses its data. */
export class DataStack extends Stack {
  readonly responses: TableStore;
  readonly comments: TableStore;
  readonly programme: TableStore;
  readonly tallies: ObjectStore;
  readonly datasets: ObjectStore;
  /** Record-level files of finished waves, anonymised: `owner/` for the owner, `shared/` for researchers too. */
  readonly microdata: ObjectStore;
  /** What analysts' queries answered. Here, and not with the workgroup, because the bucket of the access logs is. */
  readonly queryResults: Bucket;
  /** Of everything but the microdata. */
  readonly key: CustomerKey;

  constructor(
    scope: Construct,
    id: string,
    { stage, ...props }: StackProps & { readonly stage: Pick<Stage, "retentionInDays"> },
  ) {
    super(scope, id, {
      ...props,
      description: "Bright Spots: what outlives every deploy",
      terminationProtection: true,
    });
    const key = new CustomerKey(this, "Key", "Bright Spots: responses, comments, programme, tallies and datasets");
    this.key = key;

    this.responses = new TableStore(this, "Responses", {
      variable: "RESPONSES_TABLE",
      key,
      expiryAttribute: "expiresAt",
    });
    this.comments = new TableStore(this, "Comments", { variable: "COMMENTS_TABLE", key, expiryAttribute: "expiresAt" });
    this.programme = new TableStore(this, "Programme", { variable: "PROGRAMME_TABLE", key });

    const accessLogs = new Bucket(this, "AccessLogs", {
      // S3 delivers access logs only into buckets that it encrypts with its own key.
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(stage.retentionInDays.logs) }],
    });
    this.tallies = new ObjectStore(this, "Tallies", {
      variable: "TALLIES_BUCKET",
      key,
      accessLogs: { bucket: accessLogs, prefix: "tallies/" },
      lifecycleRules: [
        // A plan says what a night covered; it explains the night's logs and goes when they go.
        { prefix: "plans/", expiration: Duration.days(stage.retentionInDays.logs) },
        ...["tallies/", "members/", "reconciliation/"].map((prefix) => ({
          prefix,
          expiration: Duration.days(stage.retentionInDays.tallies),
        })),
        // Written when a campaign is first released and not again, while its counts are written until the wave is over.
        { prefix: "ledger/", expiration: Duration.days(stage.retentionInDays.tallies + LONGEST_WAVE_IN_DAYS) },
        // A tally is replaced every night; older ones are of use only for as long as a mistake takes to be noticed.
        { noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    this.datasets = new ObjectStore(this, "Datasets", {
      variable: "DATASETS_BUCKET",
      key,
      accessLogs: { bucket: accessLogs, prefix: "datasets/" },
      lifecycleRules: [
        // Releases never expire. A draft that failed its audit is kept just long enough to find out why.
        { prefix: "drafts/", expiration: Duration.days(14), noncurrentVersionExpiration: Duration.days(1) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    this.microdata = new ObjectStore(this, "Microdata", {
      variable: "MICRODATA_BUCKET",
      // Another tier, another key: whoever may read figures with theirs can open no record.
      key: new CustomerKey(this, "MicrodataKey", "Bright Spots: microdata"),
      accessLogs: { bucket: accessLogs, prefix: "microdata/" },
      lifecycleRules: [
        // Two versions of a file tell by their difference who came or left: the older one goes soon.
        { noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    this.queryResults = new Bucket(this, "QueryResults", {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: "query-results/",
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
  }
}
