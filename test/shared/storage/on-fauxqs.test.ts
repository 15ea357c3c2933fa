/** The claims of the stores, on fauxqs. */
import { afterAll, beforeAll, describe } from "vitest";
import { claimsOfMicrodata } from "./claims/microdata.ts";
import { claimsOfPlans } from "./claims/plans.ts";
import { claimsOfReleases } from "./claims/releases.ts";
import { claimsOfObjectsThatRemain } from "./claims/remains.ts";
import { type ObjectStore, startObjectStore } from "./fauxqs.ts";

describe("on fauxqs", () => {
  let objects: ObjectStore;
  beforeAll(async () => {
    objects = await startObjectStore();
  });
  afterAll(() => objects.stop());

  claimsOfPlans(() => objects);
  claimsOfReleases(() => objects);
  claimsOfMicrodata(() => objects);
  claimsOfObjectsThatRemain(() => objects);
});
