/** The claims of the stores, on fauxqs. */
import { afterAll, beforeAll, describe } from "vitest";
import { claimsOfTheLedger } from "./claims/ledger.ts";
import { claimsOfMicrodata } from "./claims/microdata.ts";
import { claimsOfReleases } from "./claims/releases.ts";
import { claimsOfObjectsThatRemain } from "./claims/remains.ts";
import { claimsOfTallies } from "./claims/tallies.ts";
import { type ObjectStore, startObjectStore } from "./fauxqs.ts";

describe("on fauxqs", () => {
  let objects: ObjectStore;
  beforeAll(async () => {
    objects = await startObjectStore();
  });
  afterAll(() => objects.stop());

  claimsOfTallies(() => objects);
  claimsOfTheLedger(() => objects);
  claimsOfReleases(() => objects);
  claimsOfMicrodata(() => objects);
  claimsOfObjectsThatRemain(() => objects);
});
