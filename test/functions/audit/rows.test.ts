/** Rows about the wrong campaign, or with the wrong name, that the audit must not let pass. */
import { describe, expect, test } from "vitest";
import { onlyClosedCampaignsAreShown } from "#functions/audit/rules/only-closed-campaigns-are-shown.ts";
import { onlyConsentingPeersAreNamed } from "#functions/audit/rules/only-consenting-peers-are-named.ts";
import { rowsDescribeTheirCampaign } from "#functions/audit/rules/rows-describe-their-campaign.ts";
import { syntheticIsMarked } from "#functions/audit/rules/synthetic-is-marked.ts";
import { aNight, type Night, theNightWithLadders } from "./a-night.ts";
import {
  AVERAGES,
  BENCHMARKS,
  CHANGES,
  COMPARISONS,
  COUNTS,
  FUNNEL,
  foundBy,
  GAPS,
  having,
  inManifest,
  inRow,
  isFound,
  NATIONAL,
  PEERS,
  RATES,
  type Spoiled,
} from "./spoiling.ts";

const anyRow = () => true;

describe("the rows describe their campaign: finds", () => {
  const notAuthoritys = "the name or code is not the one that the plan gives the authority";
  test.each<Spoiled>([
    [
      "another authority's name",
      inRow(BENCHMARKS, anyRow, { la_name: "Authority 802" }),
      `${BENCHMARKS}: ${notAuthoritys}`,
    ],
    [
      "another authority's code",
      inRow(RATES, { campaign_status: "open" }, { new_la_code: "E06000802" }),
      `${RATES}: ${notAuthoritys}`,
    ],
    [
      "another region",
      inRow(RATES, { campaign_status: "held" }, { region_name: "London" }),
      `${RATES}: the region is not the one that the plan gives the authority`,
    ],
    [
      "another year",
      inRow(BENCHMARKS, anyRow, { time_period: "2014" }),
      `${BENCHMARKS}: time_period is not the year that the wave begins with`,
    ],
    [
      "another kind of period",
      inRow(BENCHMARKS, anyRow, { time_identifier: "Week 1" }),
      `${BENCHMARKS}: time_identifier is not Calendar year`,
    ],
    [
      "another domain",
      inRow(BENCHMARKS, anyRow, { domain: "food" }),
      `${BENCHMARKS}: domain is not the one that the measure belongs to`,
    ],
    [
      "another domain of noised counts",
      inRow(COUNTS, anyRow, { domain: "food" }),
      `${COUNTS}: domain is not the one that the measure belongs to`,
    ],
    [
      "a measure that nobody was asked",
      inRow(FUNNEL, anyRow, { measure: "shoe-size" }),
      `${FUNNEL}: domain is not the one that the measure belongs to`,
    ],
    [
      "another country",
      inRow(BENCHMARKS, anyRow, { country_name: "Wales" }),
      `${BENCHMARKS}: the country is not England`,
    ],
    [
      "another geographic level",
      inRow(BENCHMARKS, anyRow, { geographic_level: "School" }),
      `${BENCHMARKS}: geographic_level is not Local authority`,
    ],
    [
      "the nation as an authority",
      inRow(NATIONAL, anyRow, { geographic_level: "Local authority" }),
      `${NATIONAL}: geographic_level is not National`,
    ],
  ])("%s", (_, spoil, fault) => isFound(rowsDescribeTheirCampaign, spoil, fault));

  test("another domain of a ladder's mean", () =>
    isFound(
      rowsDescribeTheirCampaign,
      inRow(AVERAGES, anyRow, { domain: "food" }),
      `${AVERAGES}: domain is not the one that the measure belongs to`,
      theNightWithLadders(),
    ));
});

describe("synthetic is marked: finds", () => {
  const wrongOrigin = "data_origin is not what the plan says of the campaign";
  test.each<Spoiled>([
    [
      "invented answers in a row that does not say so",
      inRow(BENCHMARKS, { wave: "2017" }, { data_origin: "survey" }),
      `${BENCHMARKS}: ${wrongOrigin}`,
    ],
    [
      "invented response rates that do not say so",
      inRow(RATES, { campaign_status: "open" }, { data_origin: "survey" }),
      `${RATES}: ${wrongOrigin}`,
    ],
    [
      "children's answers that are marked as invented",
      inRow(BENCHMARKS, { wave: "2015" }, { data_origin: "SYNTHETIC" }),
      `${BENCHMARKS}: ${wrongOrigin}`,
    ],
    [
      "a manifest that hides it",
      inManifest(() => ({ synthetic: false })),
      "manifest.json: does not say rightly whether any answers are invented",
    ],
    [
      "a notice that hides it",
      inManifest(() => ({ notice: "Figures of a survey." })),
      "manifest.json: has another notice than its answers call for",
    ],
  ])("%s", (_, spoil, fault) => isFound(syntheticIsMarked, spoil, fault));
});

describe("only closed campaigns are shown: finds", () => {
  const of2017 = having({ wave: "2017" });
  const isTheOpens = { old_la_code: "880" };
  const without = (path: string) => (night: Night) => night.rewrite(path, (rows) => rows.slice(1));
  const lacks = "has more or fewer rows of 2015#801#ylyc-4-7 than its questionnaire asks for";
  const notNamed =
    "released does not name exactly the campaigns that are closed and counted, with the day of their counts";

  test.each<Spoiled>([
    ...[BENCHMARKS, COMPARISONS, GAPS, FUNNEL, COUNTS, PEERS].map(
      (path): Spoiled => [
        `a row of an open campaign in ${path}`,
        inRow(path, of2017, isTheOpens),
        `${path}: has figures of a campaign that is open`,
      ],
    ),
    [
      "a row of a held campaign",
      inRow(BENCHMARKS, of2017, { old_la_code: "870" }),
      `${BENCHMARKS}: has figures of a campaign that is held`,
    ],
    [
      "a row of a campaign that has not begun",
      inRow(BENCHMARKS, of2017, { old_la_code: "890" }),
      `${BENCHMARKS}: is about a campaign that is not in the plan, or whose window has not opened`,
    ],
    [
      "a change of an open campaign's figures",
      inRow(CHANGES, { wave: "2017", dataset: "benchmarks" }, isTheOpens),
      `${CHANGES}: has figures of a campaign that is open`,
    ],
    [
      "a national row of a wave in which nobody is released",
      inRow(NATIONAL, anyRow, { wave: "2014" }),
      `${NATIONAL}: is about a wave and questionnaire without a released campaign`,
    ],
    [
      "a national row of invented answers among real ones",
      inRow(NATIONAL, { wave: "2015" }, { data_origin: "SYNTHETIC" }),
      `${NATIONAL}: is about a wave and questionnaire without a released campaign`,
    ],
    ...[BENCHMARKS, GAPS, FUNNEL].map(
      (path): Spoiled => [`a row that is missing in ${path}`, without(path), `${path}: ${lacks}`],
    ),
    [
      "a campaign without comparisons",
      (night) => night.rewrite(COMPARISONS, (rows) => rows.filter(({ wave }) => wave !== "2015")),
      `${COMPARISONS}: ${lacks}`,
    ],
    [
      "a manifest that leaves a campaign out",
      inManifest(({ released }) => ({ released: released.slice(1) })),
      `manifest.json: ${notNamed}`,
    ],
    [
      "a manifest that names a held campaign",
      inManifest(({ released }) => ({
        released: [...released, { wave: "2017", authority: "870", questionnaire: "ylyc-4-7", asAt: "2017-04-01" }],
      })),
      `manifest.json: ${notNamed}`,
    ],
    [
      "a manifest that makes figures older than they are",
      inManifest(({ released }) => ({ released: released.map((each) => ({ ...each, asAt: "2017-03-31" })) })),
      `manifest.json: ${notNamed}`,
    ],
  ])("%s", (_, spoil, fault) => isFound(onlyClosedCampaignsAreShown, spoil, fault));

  describe("in the response rates", () => {
    const released = { campaign_status: "released" };
    const open = { campaign_status: "open" };
    const held = { campaign_status: "held" };
    const wrongRate = "response_rate_percent is shown of a campaign that is not released, or missing of one that is";
    test.each<Spoiled>([
      [
        "an open campaign that is called released",
        inRow(RATES, open, released),
        "campaign_status is not what the plan and the counts table say",
      ],
      [
        "a held campaign that is called released",
        inRow(RATES, held, released),
        "campaign_status is not what the plan and the counts table say",
      ],
      [
        "another reason for which a campaign is held",
        inRow(RATES, held, { held_reason: "identical-answers" }),
        "held_reason is not what the counts table says",
      ],
      [
        "figures that are said to be newer than they are",
        inRow(RATES, released, { as_at: "2017-04-02" }),
        "as_at is not the day on which the campaign was counted",
      ],
      ["a rate while the window is open", inRow(RATES, open, { response_rate_percent: "20" }), wrongRate],
      ["no rate of a released campaign", inRow(RATES, released, { response_rate_percent: "x" }), wrongRate],
      [
        "an exact number of responses",
        inRow(RATES, released, { response_count: "61" }),
        "response_count of a released campaign is not a rounded number",
      ],
      [
        "an exact number of responses of an open campaign",
        inRow(RATES, open, { response_count: "41" }),
        "response_count is neither rounded nor c",
      ],
      [
        "a number of responses of a held campaign",
        inRow(RATES, held, { response_count: "5" }),
        "response_count is shown of a held campaign",
      ],
      [
        "another number of children who were invited",
        inRow(RATES, released, { eligible_count: "199" }),
        "eligible_count is not what the plan says",
      ],
      [
        "a campaign that is missing",
        (night) => night.rewrite(RATES, (rows) => rows.slice(1)),
        "has no row of 2015#801#ylyc-4-7",
      ],
      [
        "a campaign that is there twice",
        (night) => night.rewrite(RATES, (rows) => [...rows, ...rows.slice(0, 1)]),
        "is a second row of its campaign",
      ],
      [
        "a campaign that has not begun",
        inRow(RATES, open, { old_la_code: "890" }),
        "is about a campaign that is not in the plan, or whose window has not opened",
      ],
    ])("%s", (_, spoil, fault) => isFound(onlyClosedCampaignsAreShown, spoil, `${RATES}: ${fault}`));

    test("a campaign of which the counts table says nothing", () =>
      isFound(
        onlyClosedCampaignsAreShown,
        (night) => night.stored.campaigns.delete("2017#801#ylyc-4-7"),
        `${BENCHMARKS}: has figures of a campaign that is not-tallied`,
      ));
  });
});

describe("only consenting peers are named: finds", () => {
  const named = having({ peer_old_la_code: "802" });
  const noConsent = `${PEERS}: names an authority whose newest wave in the plan does not consent to be named`;

  test("nothing where those who consent are named", async () => {
    expect((await aNight()).rows(PEERS).some(named)).toBe(true);
    expect(await foundBy(onlyConsentingPeersAreNamed, await aNight())).toEqual([]);
  });

  test.each<Spoiled>([
    [
      "an authority that never consented",
      inRow(PEERS, named, { peer_old_la_code: "804", peer_la_name: "Authority 804" }),
      noConsent,
    ],
    [
      "an authority that has taken its consent back since the wave that is told",
      ({ plan }) => {
        const own = plan.campaigns.find(({ authority, wave }) => authority.code === "802" && wave === "2017");
        if (own === undefined) throw new Error("802 was not asked");
        plan.campaigns.push({ ...own, wave: "2018", authority: { ...own.authority, mayBeNamed: false } });
      },
      noConsent,
    ],
    [
      "an authority that consents with one of the questionnaires of its newest wave",
      ({ plan }) => {
        const own = plan.campaigns.find(({ authority, wave }) => authority.code === "802" && wave === "2017");
        if (own === undefined) throw new Error("802 was not asked");
        const authority = { ...own.authority, mayBeNamed: false };
        plan.campaigns.push({ ...own, questionnaire: "ylyc-8-11", opens: "2017-05-01", closed: false, authority });
      },
      noConsent,
    ],
    [
      "the authority itself",
      inRow(PEERS, named, ({ old_la_code = "", la_name = "" }) => {
        return { peer_old_la_code: old_la_code, peer_la_name: la_name };
      }),
      `${PEERS}: names the authority itself as its peer`,
    ],
    [
      "an authority that is not in the plan",
      inRow(PEERS, named, { peer_old_la_code: "999" }),
      `${PEERS}: names an authority that is not in the plan`,
    ],
    [
      "the name of another authority",
      inRow(PEERS, named, { peer_la_name: "Authority 804" }),
      `${PEERS}: peer_la_name is not a name of the authority with this code`,
    ],
    [
      "a name beside no code",
      inRow(PEERS, { peer_old_la_code: "z" }, { peer_la_name: "Authority 804" }),
      `${PEERS}: peer_la_name names an authority beside no code`,
    ],
  ])("%s", (_, spoil, fault) => isFound(onlyConsentingPeersAreNamed, spoil, fault));
});
