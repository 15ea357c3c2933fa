/**
 * The AWS clients. Endpoint, region and credentials come from the environment (locally all three are set to this
 * machine). Waiting is bounded so that a function can still answer when a store does not.
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";

export interface Patience {
  readonly attempts: number;
  readonly connectionTimeoutInMilliseconds: number;
  readonly requestTimeoutInMilliseconds: number;
}

/** A person waits: give up early and tell the client to try again. */
export const interactive: Patience = {
  attempts: 3,
  connectionTimeoutInMilliseconds: 500,
  requestTimeoutInMilliseconds: 1_500,
};

/** Nobody waits: be stubborn. */
export const nightly: Patience = {
  attempts: 8,
  connectionTimeoutInMilliseconds: 2_000,
  requestTimeoutInMilliseconds: 20_000,
};

function settings(patience: Patience) {
  return {
    maxAttempts: patience.attempts,
    requestHandler: {
      connectionTimeout: patience.connectionTimeoutInMilliseconds,
      requestTimeout: patience.requestTimeoutInMilliseconds,
      throwOnRequestTimeout: true,
    },
  };
}

export const dynamoDb = (patience: Patience) => new DynamoDBClient(settings(patience));
export const s3 = (patience: Patience) => new S3Client(settings(patience));
