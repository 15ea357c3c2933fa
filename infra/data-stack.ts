/** The stack that must never be lost. */
import { Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import {
  DRAFTS_KEPT_IN_DAYS,
  EARLIER_DRAFTS_KEPT_IN_DAYS,
  OLDER_VERSIONS_KEPT_IN_DAYS,
} from "#shared/programme/expiry.ts";
import { CustomerKey } from "./customer-key.ts";
import { ObjectStore } from "./object-store.ts";
import type { Stage } from "./stages.ts";
import { TableStore } from "./table-store.ts";

/** Without the last of the three the mark that a deletion leaves would go on naming a wave. */
const olderVersions: LifecycleRule = {
  noncurrentVersionExpiration: Duration.days(OLDER_VERSIONS_KEPT_IN_DAYS),
  abortIncompleteMultipartUploadAfter: Duration.days(1),
  expiredObjectDeleteMarker: true,
};

/** What outlives every deploy: tables, buckets, keys. Its logical ids are pinned by a test: renaming one loses its data. */
export class DataStack extends Stack {
  readonly responses: TableStore;
  readonly comments: TableStore;
  readonly programme: TableStore;
  /** Noised counts: all that is ever kept of how often an answer was given. */
  readonly counts: TableStore;
  /** What a night notes for itself: its plan, and what it found of retention. */
  readonly nights: ObjectStore;
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
    const key = new CustomerKey(this, "Key", "Bright Spots: responses, comments, programme, counts and datasets");
    this.key = key;

    this.responses = new TableStore(this, "Responses", {
      variable: "RESPONSES_TABLE",
      key,
      expiryAttribute: "expiresAt",
    });
    this.comments = new TableStore(this, "Comments", { variable: "COMMENTS_TABLE", key, expiryAttribute: "expiresAt" });
    this.programme = new TableStore(this, "Programme", { variable: "PROGRAMME_TABLE", key });
    this.counts = new TableStore(this, "Counts", { variable: "COUNTS_TABLE", key, expiryAttribute: "expiresAt" });

    const accessLogs = new Bucket(this, "AccessLogs", {
      // S3 delivers access logs only into buckets that it encrypts with its own key.
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(stage.retentionInDays.logs) }],
    });
    this.nights = new ObjectStore(this, "Nights", {
      variable: "NIGHTS_BUCKET",
      key,
      accessLogs: { bucket: accessLogs, prefix: "nights/" },
      lifecycleRules: [
        // What a night covered explains the night's logs, and goes when they go.
        { prefix: "plans/", expiration: Duration.days(stage.retentionInDays.logs) },
        // The proof that answers are gone is kept as long as the counts of them.
        { prefix: "retention/", expiration: Duration.days(stage.retentionInDays.counts) },
        olderVersions,
      ],
    });
    this.datasets = new ObjectStore(this, "Datasets", {
      variable: "DATASETS_BUCKET",
      key,
      accessLogs: { bucket: accessLogs, prefix: "datasets/" },
      lifecycleRules: [
        // Releases never expire.
        {
          prefix: "drafts/",
          expiration: Duration.days(DRAFTS_KEPT_IN_DAYS),
          noncurrentVersionExpiration: Duration.days(EARLIER_DRAFTS_KEPT_IN_DAYS),
        },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    this.datasets.forbidOverwriting("releases/*");
    this.microdata = new ObjectStore(this, "Microdata", {
      variable: "MICRODATA_BUCKET",
      // Another tier, another key: whoever may read figures with theirs can open no record.
      key: new CustomerKey(this, "MicrodataKey", "Bright Spots: microdata"),
      accessLogs: { bucket: accessLogs, prefix: "microdata/" },
      lifecycleRules: [
        { expiration: Duration.days(stage.retentionInDays.microdata) },
        // Two versions of a file tell by their difference who came or left: the older one goes soon.
        olderVersions,
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
