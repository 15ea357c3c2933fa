import { keyOf } from "#shared/programme/campaign.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { type CountedCampaign, campaignName, type Evidence } from "../evidence.ts";
import { OwnFigures } from "../own-figures.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";

/**
 * Taking one release from another tells of nobody: own figures differ from those of the release that stands only where
 * the ledger has a new version, which is tonight's count, and against every version before nobody or at least as many as
 * any figure needs have come, and left.
 */
export const releasesWithstandSubtraction: Rule = {
  name: "releases-withstand-subtraction",
  begin(evidence) {
    const figures = new OwnFigures();
    return {
      judges: {
        "benchmarks.csv": ({ fields }) => {
          figures.add(fields);
          return faultless;
        },
      },
      atEnd() {
        const drafted = figures.checksums();
        return [...evidence.campaigns.values()].flatMap((known) => {
          const name = campaignName(keyOf(known.campaign));
          return faultsOfCampaign(known, drafted.get(name), evidence).map((detail) => ({
            file: benchmarks.path,
            detail: `campaign ${name} ${detail}`,
          }));
        });
      },
    };
  },
};

function faultsOfCampaign(
  { campaign, standing }: CountedCampaign,
  drafted: string | undefined,
  evidence: Evidence,
): Faults {
  if (standing.status !== "released") return faultless;
  const { isNew, isTonights, movements } = standing;
  const stood = evidence.standing.ownFigures?.get(campaignName(keyOf(campaign)));
  const isFew = (moved: number) => moved > 0 && moved < evidence.policy.minimumBase;
  return faultsOf(
    [isNew && !isTonights, "is released with counts that are not tonight's"],
    [
      movements.some(({ came, left }) => isFew(came) || isFew(left)),
      "is released anew though few have come or left since an earlier release",
    ],
    [
      !isNew && evidence.standing.ownFigures !== undefined && stood !== drafted,
      "has other own figures than the release that stands, and no new version",
    ],
  );
}
