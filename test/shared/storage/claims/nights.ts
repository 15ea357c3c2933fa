/** What the programme table promises of the nightly lease and the record of nights, on any DynamoDB. */
import { beforeEach, describe, expect, it } from "vitest";
import type { NightRecord } from "#shared/programme/night.ts";
import { LeaseLost, type Nights, nightStore } from "#shared/storage/nights.ts";
import { type Database, newTable } from "../database.ts";

export function claimsOfNights(database: () => Database): void {
  let nights: Nights;
  beforeEach(async () => {
    nights = nightStore(database().client, await newTable(database().client));
  });

  describe("the nightly lease", () => {
    const acquire = (holder: string, nowInSeconds: number) =>
      nights.acquireLease({ holder, nowInSeconds, seconds: 60 });
    const renew = (holder: string, nowInSeconds: number) => nights.renewLease({ holder, nowInSeconds, seconds: 60 });

    it("goes to exactly one of fifty that ask at a time", async () => {
      const asked = Array.from({ length: 50 }, (_, index) => acquire(`night-${index}`, 1_000));
      expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
    });

    it("is held until its last second has passed", async () => {
      expect(await acquire("first", 1_000)).toBe(true);
      expect(await acquire("second", 1_060)).toBe(false);
      expect(await acquire("second", 1_061)).toBe(true);
    });

    it("can be asked for again by its holder", async () => {
      await acquire("first", 1_000);
      expect(await acquire("first", 1_030)).toBe(true);
      expect(await acquire("second", 1_090)).toBe(false);
    });

    it("lasts longer when it is renewed", async () => {
      await acquire("first", 1_000);
      await renew("first", 1_050);
      expect(await acquire("second", 1_110)).toBe(false);
      expect(await acquire("second", 1_111)).toBe(true);
    });

    it("is lost to a holder whom another has followed", async () => {
      await acquire("first", 1_000);
      await acquire("second", 1_061);
      await expect(renew("first", 1_062)).rejects.toThrow(LeaseLost);
    });

    it("cannot be renewed by one who never held it", async () => {
      await expect(renew("first", 1_000)).rejects.toThrow(LeaseLost);
    });

    it("is free once it has ended", async () => {
      await acquire("first", 1_000);
      await nights.endLease("first");
      expect(await acquire("second", 1_001)).toBe(true);
    });

    it("does not end when another than its holder says so", async () => {
      await nights.endLease("second");
      await acquire("first", 1_000);
      await nights.endLease("second");
      expect(await acquire("second", 1_001)).toBe(false);
      await expect(renew("first", 1_002)).resolves.toBeUndefined();
    });
  });

  describe("the record of nights", () => {
    const running: NightRecord = {
      runId: "night-1",
      asOf: "2026-12-19",
      startedAt: "2026-12-19T03:15:00Z",
      status: "running",
    };

    it("keeps how a night went, the last word of it", async () => {
      await nights.recordNight(running);
      await nights.recordNight({ ...running, status: "failed", error: "AuditFailed" });
      expect(await nights.night("2026-12-19", "night-1")).toEqual({
        ...running,
        status: "failed",
        error: "AuditFailed",
      });
    });

    it("knows nothing of a night that never was", async () => {
      await nights.recordNight(running);
      expect(await nights.night("2026-12-19", "night-2")).toBeUndefined();
      expect(await nights.night("2026-12-20", "night-1")).toBeUndefined();
    });
  });
}
