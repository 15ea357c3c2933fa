import { rm } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { startLocalCloud } from "../../infra/local/local-cloud.ts";
import { itemsIn, newFolder } from "./small-wave.ts";

describe("a night that stopped with its local cloud", () => {
  it("is on record as failed, and holds no later night back", async () => {
    const dataDir = await newFolder();
    let cloud = await startLocalCloud({ dataDir, timers: false });
    try {
      const stopped = cloud.runNight();
      const holdsTheLease = async () => (await itemsIn(cloud, "programme")).some(({ pk }) => pk?.S === "lease");
      while (!(await holdsTheLease())) await wait(5);
      await cloud.stop();
      expect(await stopped).toMatchObject({ status: "ABORTED" });

      cloud = await startLocalCloud({ dataDir, timers: false });
      expect(await cloud.runNight()).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
      const nights = (await itemsIn(cloud, "programme")).filter(({ pk }) => pk?.S === "nights");
      expect(nights.map(({ night }) => JSON.parse(night?.S ?? "")).map(({ status, error }) => [status, error])).toEqual(
        expect.arrayContaining([
          ["failed", "LocalCloudStopped"],
          ["published", undefined],
        ]),
      );
      expect(await holdsTheLease()).toBe(false);
    } finally {
      await cloud.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
