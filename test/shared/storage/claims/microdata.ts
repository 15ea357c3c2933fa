/** What the microdata bucket promises, on any S3. */
import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it } from "vitest";
import { ZodError } from "zod";
import { type EditionKey, type EditionReport, type Microdata, microdataStore } from "#shared/storage/microdata.ts";
import { DamagedObject } from "#shared/storage/objects.ts";
import type { ObjectStore } from "../fauxqs.ts";

const edition: EditionKey = { tier: "owner", wave: "2017", questionnaire: "ylyc-8-11", version: 1 };
const bytes = Buffer.from("row,wave\n1,2017\n");

const about = {
  ...edition,
  notice: "SYNTHETIC: invented.",
  dataOrigin: "SYNTHETIC",
  policy: { id: "records", version: 1, k: 5, l: 2, t: 0.2, suppressionLimit: 0.04, fewestRecords: 10 },
};
const withheld: EditionReport = { ...about, released: false, reason: "There are fewer than 10 respondents." };
const released: Extract<EditionReport, { released: true }> = {
  ...about,
  released: true,
  file: { path: "records.csv", rows: 1, bytes: bytes.length, sha256: "00" },
  risk: {
    records: 8,
    suppressed: "under 10",
    k: 8,
    classes: 1,
    prosecutorRisk: { average: 1 / 8, highest: 1 / 8 },
    loss: 0.1 + 0.2,
    quasiIdentifiers: [{ name: "area", level: 2, levelName: "England", isGeneralised: true }],
    sensitive: [{ name: "bullied", l: 3, t: 0.05 }],
  },
  generalised: ["area: England, instead of the local authority"],
};

export function claimsOfMicrodata(objects: () => ObjectStore): void {
  describe("the microdata store", () => {
    let bucket: string;
    let microdata: Microdata;
    beforeEach(() => {
      bucket = objects().newBucket();
      microdata = microdataStore(objects().client, bucket);
    });

    it("knows no edition until its report is there, whatever else of it is", async () => {
      expect(await microdata.report(edition)).toBeUndefined();
      await microdata.write(edition, { path: "records.csv", contentType: "text/csv", bytes });
      expect(await microdata.report(edition)).toBeUndefined();
      await microdata.complete(released);
      expect(await microdata.report(edition)).toEqual(released);
    });

    it("reads back a report on an edition without records", async () => {
      await microdata.complete(withheld);
      expect(await microdata.report(edition)).toEqual(withheld);
    });

    it("takes no report with a distance or a number of records left out as it was counted", async () => {
      const exact = [
        { suppressed: "7" },
        { suppressed: "under 7" },
        { sensitive: [{ name: "bullied", l: 3, t: 0.052 }] },
      ];
      for (const numbers of exact) {
        await expect(microdata.complete({ ...released, risk: { ...released.risk, ...numbers } })).rejects.toThrow(
          ZodError,
        );
      }
      expect(await microdata.report(edition)).toBeUndefined();
    });

    it("keeps an edition for each tier, wave, instrument and version", async () => {
      await microdata.complete(released);
      const others = [{ tier: "shared" }, { wave: "2018" }, { questionnaire: "ylyc-4-7" }, { version: 2 }] as const;
      for (const other of others) expect(await microdata.report({ ...edition, ...other })).toBeUndefined();
    });

    it("puts each tier under a prefix of its own, with the type of each file", async () => {
      for (const tier of ["owner", "shared"] as const) {
        await microdata.write({ ...edition, tier }, { path: "records.csv", contentType: "text/csv", bytes });
        await microdata.complete({ ...released, tier });
      }
      const { Contents: found = [] } = await objects().client.send(new ListObjectsV2Command({ Bucket: bucket }));
      expect(found.map(({ Key: key }) => key)).toEqual([
        "owner/2017/ylyc-8-11-v1/records.csv",
        "owner/2017/ylyc-8-11-v1/risk-report.json",
        "shared/2017/ylyc-8-11-v1/records.csv",
        "shared/2017/ylyc-8-11-v1/risk-report.json",
      ]);
      const { ContentType: type } = await objects().client.send(
        new HeadObjectCommand({ Bucket: bucket, Key: "owner/2017/ylyc-8-11-v1/records.csv" }),
      );
      expect(type).toBe("text/csv");
    });

    it("refuses a damaged report", async () => {
      await objects().client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: "owner/2017/ylyc-8-11-v1/risk-report.json",
          Body: '{"released":true}',
        }),
      );
      await expect(microdata.report(edition)).rejects.toThrow(DamagedObject);
    });
  });
}
