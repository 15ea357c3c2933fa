/** What the datasets bucket promises, on any S3. */
import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it } from "vitest";
import { DamagedObject, MissingObject } from "#shared/storage/objects.ts";
import {
  type Drafts,
  draftStore,
  type Latest,
  manifestKey,
  type Releases,
  type Retracting,
  type Retractions,
  releaseStore,
  retractingStore,
  toldOf,
} from "#shared/storage/releases.ts";
import type { ObjectStore } from "../fauxqs.ts";

const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x00, 0xff, 0x0d, 0x0a]);
const pointer: Latest = { releaseId: "r1", manifest: manifestKey("r1"), manifestSha256: "00" };

const told = {
  releaseId: "2017-04-01-0123456789ab",
  retractedOn: "2017-04-02",
  because: "wrong",
  note: "Girls and boys were exchanged.",
} as const;
const retracted: Retractions = {
  retractions: [{ ...told, contentSha256: "00" }],
  lastTold: pointer,
  standsSince: null,
};

export function claimsOfReleases(objects: () => ObjectStore): void {
  describe("the drafts and releases stores", () => {
    let bucket: string;
    let drafts: Drafts;
    let releases: Releases;
    let retracting: Retracting;
    beforeEach(() => {
      bucket = objects().newBucket();
      drafts = draftStore(objects().client, bucket);
      releases = releaseStore(objects().client, bucket);
      retracting = retractingStore(objects().client, bucket);
    });

    const write = (path: string, runId = "night-1") => drafts.write(runId, { path, contentType: "text/csv", bytes });

    it("reads a draft back byte for byte", async () => {
      await write("benchmarks.csv");
      expect(await drafts.read("night-1", "benchmarks.csv")).toEqual(bytes);
    });

    it.each(["benchmarks.csv", "wave=2017/rates & more+100%.csv"])(
      "adopts %s of a draft byte for byte, twice if need be",
      async (path) => {
        await write(path);
        await releases.adopt("night-1", "r1", path);
        await releases.adopt("night-1", "r1", path);
        expect(await releases.read("r1", path)).toEqual(bytes);
        const { ContentType: type } = await objects().client.send(
          new HeadObjectCommand({ Bucket: bucket, Key: `releases/r1/${path}` }),
        );
        expect(type).toBe("text/csv");
      },
    );

    it("says which object is missing, whether it is read or adopted", async () => {
      await expect(drafts.read("night-1", "none.csv")).rejects.toThrow(new MissingObject("drafts/night-1/none.csv"));
      await expect(releases.read("r1", "none.csv")).rejects.toThrow(new MissingObject("releases/r1/none.csv"));
      await expect(releases.adopt("night-1", "r1", "none.csv")).rejects.toThrow(
        new MissingObject("drafts/night-1/none.csv"),
      );
    });

    it("shows no release until the pointer moves", async () => {
      await write("manifest.json");
      await releases.adopt("night-1", "r1", "manifest.json");
      expect(await releases.latest()).toBeUndefined();
      await releases.pointTo(pointer);
      expect(await releases.latest()).toEqual(pointer);
    });

    it("moves the pointer and leaves the earlier release where it was", async () => {
      for (const releaseId of ["r1", "r2"]) {
        await write("manifest.json");
        await releases.adopt("night-1", releaseId, "manifest.json");
        await releases.pointTo({ ...pointer, releaseId, manifest: manifestKey(releaseId) });
      }
      expect((await releases.latest())?.releaseId).toBe("r2");
      const { Contents: found = [] } = await objects().client.send(new ListObjectsV2Command({ Bucket: bucket }));
      expect(found.map(({ Key: key }) => key)).toEqual([
        "drafts/night-1/manifest.json",
        "latest.json",
        "releases/r1/manifest.json",
        "releases/r2/manifest.json",
      ]);
    });

    it("keeps what was retracted, in full, and knows of nothing before", async () => {
      expect(await releases.retractions()).toBeUndefined();
      await retracting.writeRetractions(retracted);
      expect(await releases.retractions()).toEqual(retracted);
      expect(toldOf(await releases.retractions())).toEqual([told]);
      expect(toldOf(undefined)).toEqual([]);
    });

    it("takes a file out of reach of those who read releases, as often as it is asked, and recalls it byte for byte", async () => {
      const path = "wave=2017/rates & more+100%.csv";
      await write(path);
      await releases.adopt("night-1", "r1", path);
      expect(await releases.recall("r1", path)).toEqual(bytes);
      await retracting.takeOutOfReach("r1", path);
      await retracting.takeOutOfReach("r1", path);
      await expect(releases.read("r1", path)).rejects.toThrow(MissingObject);
      expect(await releases.recall("r1", path)).toEqual(bytes);
      await expect(releases.recall("r1", "none.csv")).rejects.toThrow(MissingObject);
    });

    it("points nowhere as before the first release, as often as it is asked", async () => {
      await releases.pointTo(pointer);
      await retracting.pointNowhere();
      await retracting.pointNowhere();
      expect(await releases.latest()).toBeUndefined();
    });

    it("refuses damaged retractions, by which a night would forget what was told", async () => {
      await objects().client.send(
        new PutObjectCommand({ Bucket: bucket, Key: "retractions.json", Body: '{"retractions":[]}' }),
      );
      await expect(releases.retractions()).rejects.toThrow(DamagedObject);
    });

    it("refuses a damaged pointer", async () => {
      await objects().client.send(
        new PutObjectCommand({ Bucket: bucket, Key: "latest.json", Body: '{"releaseId":1}' }),
      );
      await expect(releases.latest()).rejects.toThrow(DamagedObject);
    });
  });
}
