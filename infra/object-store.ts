/** A bucket that grants reading and writing by prefix: to a function with its variable, to a person as statements. */
import { RemovalPolicy } from "aws-cdk-lib";
import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { CustomerKey } from "./customer-key.ts";
import type { Verb } from "./verb.ts";

export interface ObjectStoreProps {
  /** The environment variable that tells a function the bucket's name. */
  readonly variable: string;
  readonly key: CustomerKey;
  readonly accessLogs: { readonly bucket: Bucket; readonly prefix: string };
  readonly lifecycleRules: LifecycleRule[];
}

/** A private bucket, encrypted, versioned, reached over TLS only, and kept whatever happens to its stack. */
export class ObjectStore extends Construct {
  readonly bucket: Bucket;
  readonly #variable: string;
  readonly #key: CustomerKey;

  constructor(scope: Construct, id: string, { variable, key, accessLogs, lifecycleRules }: ObjectStoreProps) {
    super(scope, id);
    this.#variable = variable;
    this.#key = key;
    this.bucket = new Bucket(this, "Bucket", {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      serverAccessLogsBucket: accessLogs.bucket,
      serverAccessLogsPrefix: accessLogs.prefix,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules,
    });
  }

  /** Tells the function where the bucket is and lets it read under these keys and prefixes (`plans/*`). */
  grantRead(verb: Verb, ...keys: [string, ...string[]]): void {
    verb.setVariable(this.#variable, this.bucket.bucketName);
    verb.allow(new PolicyStatement({ actions: ["s3:GetObject"], resources: this.#arnsOf(keys) }));
    // Without it S3 answers 403, not 404, to a read of what is not there. Such a read carries no `s3:prefix`, so a
    // condition on the prefix would bring the 403 back. A listing shows names of objects only: campaigns and releases.
    verb.allow(new PolicyStatement({ actions: ["s3:ListBucket"], resources: [this.bucket.bucketArn] }));
    verb.allow(this.#key.useThrough("s3", ["Decrypt"]));
  }

  /** Tells the function where the bucket is and lets it write under these keys and prefixes, without reading them. */
  grantWrite(verb: Verb, ...keys: [string, ...string[]]): void {
    verb.setVariable(this.#variable, this.bucket.bucketName);
    verb.allow(new PolicyStatement({ actions: ["s3:PutObject"], resources: this.#arnsOf(keys) }));
    verb.allow(this.#key.useThrough("s3", ["GenerateDataKey"]));
  }

  /** Tells the function where the bucket is and lets it delete under these keys and prefixes: an earlier version stays. */
  grantDelete(verb: Verb, ...keys: [string, ...string[]]): void {
    verb.setVariable(this.#variable, this.bucket.bucketName);
    verb.allow(new PolicyStatement({ actions: ["s3:DeleteObject"], resources: this.#arnsOf(keys) }));
  }

  /** Tells the function where the bucket is and lets it list what lies under these prefixes, older versions too, and read none of it. */
  grantListing(verb: Verb, ...prefixes: [string, ...string[]]): void {
    verb.setVariable(this.#variable, this.bucket.bucketName);
    verb.allow(
      new PolicyStatement({
        actions: ["s3:ListBucket", "s3:ListBucketVersions"],
        resources: [this.bucket.bucketArn],
        conditions: { StringLike: { "s3:prefix": prefixes } },
      }),
    );
  }

  /**
   * Nobody writes over what lies under these keys, whatever their own policy allows: S3 takes only writes that ask it to refuse
   * where something lies already. Deleting is another permission.
   */
  forbidOverwriting(...keys: [string, ...string[]]): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ["s3:PutObject"],
        resources: this.#arnsOf(keys),
        // S3 knows one value of this header, so that being there is all there is to ask.
        conditions: { Null: { "s3:if-none-match": "true" } },
      }),
    );
  }

  /** What lets a person read under these keys and prefixes (`releases/*`), and list the prefixes, each by itself. */
  readingOf(...keys: [string, ...string[]]): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ["s3:GetObject"], resources: this.#arnsOf(keys) }),
      new PolicyStatement({
        actions: ["s3:ListBucket"],
        resources: [this.bucket.bucketArn],
        conditions: { StringLike: { "s3:prefix": keys.filter((key) => key.endsWith("*")) } },
      }),
      this.#key.useThrough("s3", ["Decrypt"]),
    ];
  }

  #arnsOf(keys: readonly string[]): string[] {
    return keys.map((key) => this.bucket.arnForObjects(key));
  }
}
