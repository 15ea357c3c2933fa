import { type Claim, type ComparisonId, comparisonIds } from "#shared/release/comparison.ts";
import type { CountedCampaign } from "../evidence.ts";
import { type ExpectedRow, judgeAgainst, ofReleasedCampaigns } from "../expected-rows.ts";
import { type PublishedClaim, PublishedClaims } from "../published-claims.ts";
import type { Rule } from "../rule.ts";

const key = ["domain", "comparison"] as const;
type DomainsRow = ExpectedRow<"domains.csv", (typeof key)[number]>;

/** Every domain lists all of its measures and what is claimed of them, just as the comparisons say. */
export const domainsFollowTheComparisons: Rule = {
  name: "domains-follow-the-comparisons",
  begin(evidence) {
    const published = new PublishedClaims(evidence);
    const inspection = judgeAgainst({
      path: "domains.csv",
      key,
      ...ofReleasedCampaigns(evidence),
      hasRows: (known) => published.of(known).length > 0,
      rowsOf: (known: CountedCampaign) => domainRows(published.of(known)),
    });
    return published.readBefore(inspection);
  },
};

function domainRows(claims: readonly PublishedClaim[]): DomainsRow[] {
  const domains = new Set(claims.map(({ headline: { domain } }) => domain));
  return [...domains].flatMap((domain) =>
    comparisonIds.flatMap((comparison) => {
      const here = claims.filter((each) => each.headline.domain === domain && each.comparison === comparison);
      return here.length === 0 ? [] : [domainRow(domain, comparison, here)];
    }),
  );
}

function domainRow(domain: string, comparison: ComparisonId, here: readonly PublishedClaim[]): DomainsRow {
  const idsWhere = (wanted: (each: PublishedClaim) => boolean) =>
    here
      .filter(wanted)
      .map(({ headline: { id } }) => id)
      .join(" ") || "none";
  const claimed = (wanted: Claim) => idsWhere(({ claim }) => claim === wanted);
  const isCompared = ({ status }: PublishedClaim) => status === "compared" || status === "coded";
  return {
    key: { domain, comparison },
    cells: {
      measures: idsWhere(() => true),
      bright_spots: claimed("bright-spot"),
      areas_for_improvement: claimed("area-for-improvement"),
      higher: claimed("higher"),
      lower: claimed("lower"),
      not_compared: idsWhere((each) => !isCompared(each)),
      measure_count: String(here.length),
      compared_count: String(here.filter(isCompared).length),
    },
  };
}
