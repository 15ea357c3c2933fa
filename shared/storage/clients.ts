/**
 * The AWS clients. Endpoint, region and credentials come from the environment (locally all three are set to this
 * machine). Waiting is bounded so that a function can still answer when a store does not.
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type GetObjectCommandOutput, S3Client } from "@aws-sdk/client-s3";

export interface Patience {
  /** How often in all a request is made that fails. */
  readonly attempts: number;
  /** Whether one that had no answer in time is made again, too. */
  readonly asksAgainAfterSilence: boolean;
  readonly connectionTimeoutInMilliseconds: number;
  /** With its connection. */
  readonly requestTimeoutInMilliseconds: number;
}

/**
 * A person waits: give up early and tell the client to try again.
 *
 * While a table hangs every request holds one of collect's 50 sandboxes until it gives up. Within a second, so that all that
 * the front door admits, 50 requests a second, find a sandbox: each is told by us when to try again, and the gateway, which
 * cannot say it, need not refuse any. One long wait, not two short ones: a table that is well answers within 20 ms, and
 * within 100 all but one time in a thousand; one that recovers may take several hundred, and to break that off and ask
 * again would keep it down. What fails at once holds nothing, and is tried three times.
 */
export const interactive: Patience = {
  attempts: 3,
  asksAgainAfterSilence: false,
  connectionTimeoutInMilliseconds: 500,
  requestTimeoutInMilliseconds: 950,
};

/** Nobody waits: be stubborn. */
export const nightly: Patience = {
  attempts: 8,
  asksAgainAfterSilence: true,
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

/** Not among the errors that the SDK tries again, as its own for this is. */
export class StoreSilent extends Error {
  override readonly name = "StoreSilent";
  constructor() {
    super("a store did not answer in time");
  }
}

export function dynamoDb(patience: Patience): DynamoDBClient {
  const client = new DynamoDBClient(settings(patience));
  if (patience.asksAgainAfterSilence) return client;
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        throw (error as Error).name === "TimeoutError" ? new StoreSilent() : error;
      }
    },
    // Behind the step that tries again.
    { step: "finalizeRequest", priority: "low", name: "silence" },
  );
  return client;
}

/**
 * Every object is read to its end before it counts as an answer: a body that breaks off in the middle is then one more
 * request that failed, and is made again as any other. By itself the client tries requests again, and never looks at a body.
 */
export function s3(patience: Patience): S3Client {
  const client = new S3Client(settings(patience));
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const output = (answer.output ?? {}) as Partial<GetObjectCommandOutput>;
      if (output.Body === undefined) return answer;
      const bytes = await output.Body.transformToByteArray();
      const whole = {
        transformToByteArray: async () => bytes,
        transformToString: async (encoding?: string) => new TextDecoder(encoding).decode(bytes),
      };
      Object.assign(output, { Body: whole });
      return answer;
    },
    // Outside of what takes the answer apart, and inside of what tries again.
    { step: "deserialize", priority: "high", name: "wholeBody" },
  );
  return client;
}
