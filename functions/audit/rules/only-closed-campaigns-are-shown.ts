import { keyOf } from "#shared/programme/campaign.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { MANIFEST } from "#shared/release/manifest.ts";
import { benchmarksCellOf, benchmarksPlaces } from "../benchmarks-cells.ts";
import { campaignName, type Evidence, isReleased } from "../evidence.ts";
import { releasedCampaignOfRow } from "../expected-rows.ts";
import { faultless, faultsOf, type Rule } from "../rule.ts";

/**
 * Open and held campaigns have no figures; a released one has all of them, each once: every item and indicator, in every
 * group and band. A gap would tell that there was something to hide. The manifest names exactly the released campaigns, and
 * the day as of which the figures of each stand.
 */
export const onlyClosedCampaignsAreShown: Rule = {
  name: "only-closed-campaigns-are-shown",
  begin(evidence) {
    const seen = new Map(
      releasedCampaigns(evidence).map((each) => [each, new Uint8Array(benchmarksPlaces(each.exact.layout).size)]),
    );
    return {
      judges: {
        "benchmarks.csv": ({ fields }) => {
          const known = releasedCampaignOfRow(fields, evidence);
          if (typeof known === "string") return [known];
          const position = benchmarksCellOf(fields, evidence)?.position;
          const marks = seen.get(known);
          if (position === undefined || marks === undefined) {
            return ["is of a measure, group or band that the questionnaire does not have"];
          }
          if (marks[position] === 1) return ["is there twice"];
          marks[position] = 1;
          return faultless;
        },
      },
      atEnd: () => [
        ...[...seen]
          .filter(([, marks]) => marks.includes(0))
          .map(([{ campaign }]) => ({
            file: benchmarks.path,
            detail: `campaign ${campaignName(keyOf(campaign))} has gaps`,
          })),
        ...manifestFaults(evidence),
      ],
    };
  },
};

function releasedCampaigns({ campaigns }: Evidence) {
  return [...campaigns.values()].filter(isReleased);
}

function manifestFaults(evidence: Evidence) {
  const expected = releasedCampaigns(evidence).map(({ campaign, standing }) => ({
    ...keyOf(campaign),
    asAt: standing.status === "released" ? standing.asAt : undefined,
  }));
  const named = evidence.draft.manifest.released;
  const listOf = (entries: typeof named, nameOf: (entry: (typeof named)[number]) => string) =>
    entries.map(nameOf).toSorted().join("\n");
  const isOther = (nameOf: (entry: (typeof named)[number]) => string) =>
    listOf(named, nameOf) !== listOf(expected, nameOf);
  return faultsOf(
    [isOther(campaignName), "names other campaigns as released than those that are closed and not held"],
    [
      !isOther(campaignName) && isOther((entry) => `${campaignName(entry)} ${entry.asAt}`),
      "gives another day as of which figures stand than the ledger",
    ],
  ).map((detail) => ({ file: MANIFEST, detail }));
}
