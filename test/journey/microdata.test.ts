import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { tiers } from "#shared/storage/microdata.ts";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { classSizes, releasedReportOf, rowsOf } from "../functions/generalise/read-back.ts";
import { itemsIn, nightAfter, objectsIn, registered, responsesCounted, withCloud } from "./small-wave.ts";
import { postLikeFrontEnds } from "./synthetic/front-end.ts";
import { dayAfter } from "./synthetic/programme.ts";
import type { LinkedCampaign } from "./synthetic/visits.ts";
import type { WaveFigures } from "./synthetic/waves.ts";

const SEED = 17;
const figures: WaveFigures = { wave: "2017", authorities: 3, respondents: { "ylyc-8-11": 120 } };

/** Withdraws the first submission with answers of a campaign that is counted. */
async function withdrawFrom(cloud: LocalCloud, campaign: LinkedCampaign | undefined): Promise<void> {
  const submission = campaign?.submissions.find(({ body }) => Object.keys(body.answers).length > 0);
  const answer = await fetch(`${cloud.apiUrl}/v1/surveys/${campaign?.link}/submissions`, {
    method: "DELETE",
    headers: { "idempotency-key": submission?.key ?? "" },
  });
  expect([answer.status, await answer.json()]).toEqual([200, { figures: "stay" }]);
}

describe("the records of a wave", () => {
  it("are there after the night that follows its last release, as their report says, and stay as they are", async () => {
    await withCloud(async (cloud) => {
      const campaigns = await registered(cloud, figures, SEED);
      await postLikeFrontEnds({ apiUrl: cloud.apiUrl, campaigns, seed: SEED });
      const first = await cloud.runNight({ asOf: nightAfter() });
      expect(first).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
      expect([...(await objectsIn(cloud, "microdata")).keys()]).toEqual([]);
      await withdrawFrom(cloud, campaigns[0]);

      const second = await cloud.runNight({ asOf: dayAfter(nightAfter()) });
      expect(second).toMatchObject({ status: "SUCCEEDED", output: { status: "unchanged" } });
      const objects = await objectsIn(cloud, "microdata");
      const counted = [...(await responsesCounted(cloud)).values()].reduce((all, responses) => all + responses, 0);
      const sortKeys = (await itemsIn(cloud, "responses")).map(({ sk }) => sk?.S ?? "");
      for (const tier of tiers) {
        const folder = `${tier}/2017/ylyc-8-11-v1`;
        const records = objects.get(`${folder}/records.csv`);
        const { file, risk } = releasedReportOf(objects.get(`${folder}/risk-report.json`));
        const rows = rowsOf(records);
        const sizes = classSizes(
          rows,
          risk.quasiIdentifiers.map(({ name }) => name),
        );
        // One has withdrawn since.
        const leftOut = counted - 1 - rows.length;
        expect(leftOut).toBeGreaterThanOrEqual(0);
        expect(risk).toMatchObject({
          records: rows.length,
          suppressed: leftOut === 0 ? "none" : "under 10",
          classes: sizes.length,
          k: Math.min(...sizes),
        });
        expect(risk.k).toBeGreaterThanOrEqual(tier === "owner" ? 5 : 10);
        expect(file.sha256).toBe(createHash("sha256").update(String(records)).digest("hex"));
        expect(String(objects.get(`${folder}/README.md`))).toContain("SYNTHETIC");
        for (const sortKey of sortKeys) expect(String(records)).not.toContain(sortKey);
      }

      await withdrawFrom(cloud, campaigns[1]);
      await cloud.runNight({ asOf: dayAfter(dayAfter(nightAfter())) });
      expect(await objectsIn(cloud, "microdata")).toEqual(objects);
    });
  });
});
