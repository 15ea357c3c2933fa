import { describe, expect, test } from "vitest";
import { aNight, asked, writeNight } from "../a-night.ts";
import { CHANGES, called, firstNight, secondNight, writeAgain } from "./spoilt-copies.ts";

test("what is written again with nothing spoilt is the same to the byte, and passes", async () => {
  for (const written of [firstNight, secondNight]) {
    const night = await aNight(written);
    const { files } = night.manifest();
    await writeAgain(night);
    expect(night.manifest().files).toEqual(files);
    expect(await night.faults()).toEqual([]);
  }
});

describe("an honest draft passes", () => {
  const ofOthers = [801, 802, 803, 804, 805].map((code) => asked("2017", code, 60, { leaning: 1.2 }));
  const older = asked("2016", 801, 60);

  test("where an authority has invented and real answers in one wave", async () => {
    const real = asked("2017", 801, 40, { questionnaire: "ylyc-8-11", synthetic: false, leaning: 0.5 });
    const night = await aNight(writeNight([...ofOthers, real].map(called)));
    expect(await night.faults()).toEqual([]);
  });

  test("where an authority has another name, and rows of it are gone", async () => {
    const before = await writeNight([older, ...ofOthers]);
    const renamed = ofOthers.map(({ campaign, ...each }) => ({
      ...each,
      campaign: { ...campaign, authority: { ...campaign.authority, name: `New ${campaign.authority.code}` } },
    }));
    const night = await aNight(writeNight(renamed, { asOf: "2017-04-02", before }));
    const gone = night.rows(CHANGES).filter(({ change }) => change === "removed");
    expect(gone.map(({ wave, dataset, la_name }) => `${wave} ${dataset} ${la_name}`)).toContain("2017 trends New 801");
    expect(await night.faults()).toEqual([]);
  });

  test("where nothing has been released", async () => {
    const open = { closes: "2017-04-30" };
    const night = await aNight(writeNight([asked("2017", 801, 40, open), asked("2017", 802, 4)]));
    expect(await night.faults()).toEqual([]);
    expect(night.rows(CHANGES).map(({ dataset }) => dataset)).toEqual(["response_rates", "response_rates"]);
  });

  test("where nobody has been asked", async () => {
    const night = await aNight(writeNight([]));
    expect(await night.faults()).toEqual([]);
  });

  test("where a wave of real answers is gone", async () => {
    const before = await writeNight([asked("2016", 801, 60, { synthetic: false }), ...ofOthers]);
    const night = await aNight(writeNight(ofOthers, { asOf: "2017-04-02", before }));
    expect(
      night.rows(CHANGES).filter(({ change, data_origin }) => change === "removed" && data_origin === "survey"),
    ).not.toEqual([]);
    expect(await night.faults()).toEqual([]);
  });
});
