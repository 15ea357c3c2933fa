import { keyOf } from "#shared/programme/campaign.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { benchmarksCellOf, benchmarksPlaces } from "../benchmarks-cells.ts";
import { MANIFEST } from "../draft.ts";
import { campaignName, type Evidence } from "../evidence.ts";
import { releasedCampaignOfRow } from "../expected-rows.ts";
import { faultless, type Rule } from "../rule.ts";

/**
 * Open campaigns have no figures; a closed one has all of them, each once: every item and indicator, in every group and
 * band. A gap would tell that there was something to hide. The manifest names exactly the closed campaigns.
 */
export const onlyClosedCampaignsAreShown: Rule = {
  name: "only-closed-campaigns-are-shown",
  begin(evidence) {
    const seen = new Map(
      closedCampaigns(evidence).map((closed) => [closed, new Uint8Array(benchmarksPlaces(closed.exact.layout).size)]),
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

function closedCampaigns({ campaigns }: Evidence) {
  return [...campaigns.values()].filter(({ campaign }) => campaign.closed);
}

function manifestFaults(evidence: Evidence) {
  const closed = closedCampaigns(evidence).map(({ campaign }) => campaignName(keyOf(campaign)));
  const released = evidence.draft.manifest.released.map(campaignName);
  return released.toSorted().join("\n") === closed.toSorted().join("\n")
    ? []
    : [{ file: MANIFEST, detail: "names other campaigns as released than those that are closed" }];
}
