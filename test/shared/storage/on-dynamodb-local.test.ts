/** The claims of the stores, on AWS's own DynamoDB Local. */
import { afterAll, beforeAll, describe } from "vitest";
import { claimsOfComments } from "./claims/comments.ts";
import { claimsOfCounts } from "./claims/counts.ts";
import { claimsOfEndings } from "./claims/endings.ts";
import { claimsOfNights } from "./claims/nights.ts";
import { claimsOfProgramme } from "./claims/programme.ts";
import { claimsOfRecounts } from "./claims/recounts.ts";
import { claimsOfRowsThatRemain } from "./claims/remains.ts";
import { claimsOfResponses } from "./claims/responses.ts";
import type { Database } from "./database.ts";
import { hasJava, startDynamoDbLocal } from "./dynamodb-local.ts";

const runnable = hasJava();
if (!runnable) console.warn("SKIPPED on DynamoDB Local: it needs Java 17 or later. The same claims ran on dynalite.");

describe.skipIf(!runnable)("on DynamoDB Local", () => {
  let database: Database;
  beforeAll(async () => {
    database = await startDynamoDbLocal();
  });
  afterAll(() => database.stop());

  // It takes half as long again as dynalite, which runs a hundred rounds.
  claimsOfResponses(() => database, 10);
  claimsOfComments(() => database);
  claimsOfNights(() => database);
  claimsOfProgramme(() => database);
  claimsOfRecounts(() => database);
  claimsOfCounts(() => database);
  claimsOfEndings(() => database);
  claimsOfRowsThatRemain(() => database);
});
