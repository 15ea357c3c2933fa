import { describe, expect, test } from "vitest";
import type { ClaimedHeadline } from "#functions/benchmark/claimed.ts";
import { Releases } from "#functions/benchmark/counts/pools.ts";
import { FEWEST_UNNAMED_PEERS, peerLearningRows } from "#functions/benchmark/peer-learning.ts";
import type { Authority } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { aClaim, headline } from "./claimed-headlines.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";
import { releasedWith } from "./released.ts";

const southWest = { regionCode: "E12000009", regionName: "South West" };
const london = { regionCode: "E12000007", regionName: "London" };

function asked(code: string, about: Partial<Authority> = {}, changes: Partial<PlannedCampaign> = {}): PlannedCampaign {
  const campaign = aPlannedCampaign({ code, questionnaire: "ylyc-8-11", ...changes });
  return { ...campaign, authority: { ...campaign.authority, mayBeNamed: true, ...southWest, ...about } };
}

const releasedOf = (campaigns: readonly PlannedCampaign[]) =>
  new Releases(
    campaigns
      .filter(({ closed }) => closed)
      .map((campaign) => {
        const questionnaire = publishedQuestionnaire(campaign.questionnaire, campaign.version);
        return { ...releasedWith(questionnaire, {}, []), campaign };
      }),
  );

const areaIn = (campaign: PlannedCampaign, changes: Parameters<typeof aClaim>[0] = {}) =>
  aClaim({ campaign, claim: "area-for-improvement", ...changes });
const brightSpotIn = (campaign: PlannedCampaign, changes: Parameters<typeof aClaim>[0] = {}) =>
  aClaim({ campaign, claim: "bright-spot", ...changes });

const rowsOf = (claimed: readonly ClaimedHeadline[], campaigns: readonly PlannedCampaign[]) => [
  ...peerLearningRows([claimed], releasedOf(campaigns), campaigns),
];

/** Authority 801 can improve; the others given do well at the same. */
function peersOf801(others: readonly PlannedCampaign[], about: Partial<Authority> = {}) {
  const asking = asked("801", about);
  return rowsOf([areaIn(asking), ...others.map((campaign) => brightSpotIn(campaign))], [asking, ...others]);
}
const codes = (rows: readonly { readonly peer_old_la_code: string | number }[]) =>
  rows.map(({ peer_old_la_code }) => peer_old_la_code);

const nobodyNamed = { peer_order: "z", peer_old_la_code: "z", peer_la_name: "z", peer_relation: "z" };

describe("peers to learn from", () => {
  test("are named where they do well at what an authority can improve", () => {
    const rows = peersOf801([asked("802", { name: "Gloucestershire" })]);
    expect(rows).toEqual([
      {
        time_period: "2017",
        time_identifier: "Calendar year",
        geographic_level: "Local authority",
        country_code: "E92000001",
        country_name: "England",
        region_code: "E12000009",
        region_name: "South West",
        old_la_code: "801",
        new_la_code: "E06000801",
        la_name: "Authority 801",
        wave: "2017",
        data_origin: "SYNTHETIC",
        instrument: "ylyc-8-11",
        domain: "relationships",
        measure_level: "indicator",
        measure: "trust-carers",
        band: "positive",
        comparison: "other-authorities",
        peer_order: 1,
        peer_old_la_code: "802",
        peer_la_name: "Gloucestershire",
        peer_relation: "same-region",
        unnamed_peer_count: "c",
      },
    ]);
  });

  test("stand in the order of asking: neighbours from the nearest, then the region, then elsewhere, each by code", () => {
    const others = [
      asked("890", london),
      asked("810"),
      asked("880", london),
      asked("805"),
      asked("804", london),
      asked("806"),
      asked("807", london),
    ];
    const rows = peersOf801(others, { statisticalNeighbours: ["807", "999", "806"] });
    expect(rows.map((row) => [row.peer_order, row.peer_old_la_code, row.peer_relation])).toEqual([
      [1, "807", "statistical-neighbour"],
      [2, "806", "statistical-neighbour"],
      [3, "805", "same-region"],
      [4, "810", "same-region"],
      [5, "804", "elsewhere"],
      [6, "880", "elsewhere"],
      [7, "890", "elsewhere"],
    ]);
    expect(peersOf801(others.toReversed(), { statisticalNeighbours: ["807", "999", "806"] })).toEqual(rows);
  });

  test("are never the authority itself, which may do well in another comparison", () => {
    const asking = asked("801");
    const itself = [
      areaIn(asking, { comparison: "general-population" }),
      brightSpotIn(asking, { comparison: "other-authorities" }),
    ];
    expect(rowsOf(itself, [asking])).toMatchObject([{ comparison: "general-population", ...nobodyNamed }]);
  });

  test("are not named without consent", () => {
    expect(peersOf801([asked("802", { mayBeNamed: false })])).toMatchObject([
      { ...nobodyNamed, unnamed_peer_count: "c" },
    ]);
  });

  test("that are not named are counted from five, and not where the named are among them", () => {
    const unnamed = (howMany: number) =>
      Array.from({ length: howMany }, (_, index) => asked(String(820 + index), { mayBeNamed: false }));
    const few = unnamed(FEWEST_UNNAMED_PEERS - 1);
    expect(FEWEST_UNNAMED_PEERS).toBe(5);
    expect(peersOf801([...few, asked("802")])).toMatchObject([{ peer_old_la_code: "802", unnamed_peer_count: "c" }]);
    expect(peersOf801(unnamed(5))).toMatchObject([{ ...nobodyNamed, unnamed_peer_count: 5 }]);
    expect(peersOf801([...unnamed(6), asked("802"), asked("803")])).toMatchObject([
      { peer_old_la_code: "802", unnamed_peer_count: 6 },
      { peer_old_la_code: "803", unnamed_peer_count: 6 },
    ]);
  });

  test("have their bright spot against other authorities, on the same measure, in the same pool", () => {
    const asking = asked("801");
    const other = asked("802");
    const answeredByOthers = asked("803", {}, { questionnaire: "ylyc-11-17" });
    const real = asked("804", {}, { synthetic: false });
    const later = asked("805", {}, { wave: "2018" });
    const all = [asking, other, answeredByOthers, real, later];
    const noPeers = [
      brightSpotIn(other, { measure: "good-friend" }),
      brightSpotIn(other, { comparison: "earlier-wave" }),
      brightSpotIn(answeredByOthers),
      brightSpotIn(real),
      brightSpotIn(later),
    ];
    for (const spot of noPeers) expect(rowsOf([areaIn(asking), spot], all)).toMatchObject([nobodyNamed]);
    expect(codes(rowsOf([areaIn(asking), brightSpotIn(other)], all))).toEqual(["802"]);
    const another = { ...brightSpotIn(other), headline: { ...headline("trust-carers"), scale: undefined } };
    expect(rowsOf([areaIn(asking), another], all)).toMatchObject([nobodyNamed]);
  });

  test("may have done well in the earlier wave with which they stand in the pool, and in that wave only", () => {
    const asking = asked("801", {}, { wave: "2019" });
    const [first, second] = [asked("802", {}, { wave: "2017" }), asked("802", {}, { wave: "2018" })];
    const all = [first, second, asking];
    expect(codes(rowsOf([brightSpotIn(second), areaIn(asking)], all))).toEqual(["802"]);
    expect(rowsOf([brightSpotIn(first), areaIn(asking)], all)).toMatchObject([nobodyNamed]);
  });
});

describe("consent to be named", () => {
  const asking = asked("801");
  const then = (mayBeNamed: boolean) => asked("802", { mayBeNamed });
  const named = (campaigns: readonly PlannedCampaign[]) =>
    codes(
      rowsOf(
        [areaIn(asking), ...campaigns.slice(0, 1).map((campaign) => brightSpotIn(campaign))],
        [asking, ...campaigns],
      ),
    );
  const newer = (mayBeNamed: boolean, changes: Partial<PlannedCampaign> = {}) =>
    asked("802", { mayBeNamed }, { wave: "2018", ...changes });

  test("is that of the newest wave, released or not, whatever it asks with", () => {
    const changesOfTheNewest = [{}, { closed: false }, { questionnaire: "ylbc-16-25" as const }];
    for (const changes of changesOfTheNewest) {
      expect(named([then(true), newer(false, changes)])).toEqual(["z"]);
      expect(named([then(false), newer(true, changes)])).toEqual(["802"]);
    }
  });

  test("must be said in every campaign of the newest wave", () => {
    const sameWave = { wave: "2017", questionnaire: "ylyc-4-7" as const };
    expect(named([then(true), newer(true, sameWave)])).toEqual(["802"]);
    expect(named([then(true), newer(false, sameWave)])).toEqual(["z"]);
  });

  test("for invented answers says nothing of real ones", () => {
    expect(named([then(false), newer(true, { synthetic: false })])).toEqual(["z"]);
    expect(named([then(true), newer(false, { synthetic: false })])).toEqual(["802"]);
  });
});

describe("the rows", () => {
  test("stand in the order of the plan and of the comparisons, one block an area", () => {
    const [one, other, good] = [asked("801"), asked("802"), asked("803")];
    const claimed = [
      areaIn(one, { measure: "good-friend" }),
      areaIn(one, { comparison: "earlier-wave" }),
      areaIn(other),
      brightSpotIn(good),
      brightSpotIn(good, { measure: "good-friend" }),
    ];
    expect(
      rowsOf(claimed, [one, other, good]).map((row) => `${row.old_la_code} ${row.measure} ${row.comparison}`),
    ).toEqual([
      "801 good-friend other-authorities",
      "801 trust-carers earlier-wave",
      "802 trust-carers other-authorities",
    ]);
  });

  test("are none where nothing is to be improved", () => {
    const [one, other] = [asked("801"), asked("802")];
    for (const claim of ["none", "lower", "bright-spot", undefined] as const) {
      expect(rowsOf([aClaim({ campaign: one, claim }), brightSpotIn(other)], [one, other])).toEqual([]);
    }
  });
});
