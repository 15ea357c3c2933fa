/** The claims of the stores, on dynalite. */
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
import { startDynalite } from "./dynalite.ts";

describe("on dynalite", () => {
  let database: Database;
  beforeAll(async () => {
    database = await startDynalite();
  });
  afterAll(() => database.stop());

  claimsOfResponses(() => database, 100);
  claimsOfComments(() => database);
  claimsOfNights(() => database);
  claimsOfProgramme(() => database);
  claimsOfRecounts(() => database);
  claimsOfCounts(() => database);
  claimsOfEndings(() => database);
  claimsOfRowsThatRemain(() => database);
});
