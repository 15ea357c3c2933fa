import { claimRule } from "#shared/release/comparison.ts";
import { symbols } from "#shared/release/dataset.ts";
import type { Headline } from "#shared/survey/headlines.ts";
import { type Acceptable, SLACK, whole } from "../acceptable.ts";
import { compare, differenceTexts, isSignificant, isTested, type Outcome } from "../comparing.ts";
import type { CountedCampaign, Evidence } from "../evidence.ts";
import { type ExpectedRow, judgeAgainst, ofReleasedCampaigns } from "../expected-rows.ts";
import { headlineBand, qOfEach } from "../families.ts";
import { boys, girls, type Measure } from "../layout.ts";
import { differenceInPoints } from "../recomputed/newcombe-from-roots.ts";
import { othersOf, ownShareSide } from "../references.ts";
import type { Rule } from "../rule.ts";
import { type Side, shareTexts } from "../side.ts";

const key = ["measure_level", "measure"] as const;
type GapRow = ExpectedRow<"gender_gap.csv", (typeof key)[number]>;

/** Girls stand beside boys in every headline, and the gap of all other authorities beside the authority's own. */
export const genderGapsFollowTheTallies: Rule = {
  name: "gender-gaps-follow-the-tallies",
  begin: (evidence) =>
    judgeAgainst({
      path: "gender_gap.csv",
      key,
      ...ofReleasedCampaigns(evidence),
      hasRows: () => true,
      rowsOf: (known) => gapRows(known, evidence),
    }),
};

interface Gap {
  readonly measure: Measure;
  readonly headline: Headline;
  readonly girls: Side;
  readonly boys: Side;
  readonly outcome: Outcome;
}

function gapRows(known: CountedCampaign, evidence: Evidence): GapRow[] {
  const gaps = known.exact.layout.measures.flatMap((measure) => gapsOf(known, measure, evidence));
  const qs = qOfEach(gaps, () => "the campaign's");
  return gaps.map((gap) => gapRow(gap, qs.get(gap), othersCells(known, gap, evidence)));
}

function gapsOf(known: CountedCampaign, measure: Measure, evidence: Evidence): Gap[] {
  const { headline } = measure;
  if (headline === undefined) return [];
  const [ofGirls, ofBoys] = [girls, boys].map((group) =>
    ownShareSide(known, known.exact.layout.blockOf(measure, group), headlineBand(headline), evidence),
  ) as [Side, Side];
  // Whichever of them is withheld, the gap is.
  const outcome = ofBoys.status === "withheld" ? ({ status: "withheld" } as const) : compare(ofGirls, ofBoys);
  return [{ measure, headline, girls: ofGirls, boys: ofBoys, outcome }];
}

function gapRow(
  { headline, girls: ofGirls, boys: ofBoys, outcome }: Gap,
  q: number | undefined,
  others: Others,
): GapRow {
  const [girls_answer_count, girls_percent, girls_percent_at_least, girls_percent_at_most] = shareTexts(ofGirls);
  const [boys_answer_count, boys_percent, boys_percent_at_least, boys_percent_at_most] = shareTexts(ofBoys);
  const [gap_points, gap_lower_points, gap_upper_points, test, p_value, q_value] = differenceTexts(outcome, q);
  return {
    key: { measure_level: headline.level, measure: headline.id },
    cells: {
      domain: headline.domain,
      band: headline.headline,
      status: outcome.status,
      girls_answer_count,
      girls_percent,
      girls_percent_at_least,
      girls_percent_at_most,
      boys_answer_count,
      boys_percent,
      boys_percent_at_least,
      boys_percent_at_most,
      gap_points,
      gap_lower_points,
      gap_upper_points,
      test,
      p_value,
      q_value,
      finding: findingOf(outcome, q),
      ...others,
    },
  };
}

function findingOf(outcome: Outcome, q: number | undefined): Acceptable {
  if (!isTested(outcome) || q === undefined) return symbols.confidential;
  const significant = isSignificant(q);
  const { difference } = outcome;
  if (significant === false || Math.abs(difference) < claimRule.smallestDifferenceInPoints - SLACK) return "none";
  const finding = difference > 0 ? "girls-higher" : "boys-higher";
  return significant === undefined ? ["none", finding] : finding;
}

type Others = Readonly<
  Record<
    | "others_authority_count"
    | "others_earlier_wave_count"
    | "others_gap_points"
    | "others_gap_lower_points"
    | "others_gap_upper_points",
    Acceptable
  >
>;

function othersCells(known: CountedCampaign, { measure, headline }: Gap, evidence: Evidence): Others {
  const [ofGirls, ofBoys] = [girls, boys].map((group) =>
    othersOf(known, known.exact.layout.blockOf(measure, group), headlineBand(headline), evidence),
  );
  if (ofGirls?.side.status === "none" || ofBoys?.side.status === "none") return othersInstead(symbols.notApplicable);
  if (ofGirls?.side.status !== "exact" || ofBoys?.side.status !== "exact") return othersInstead(symbols.confidential);
  const { difference, lower, upper } = differenceInPoints(ofGirls.side.share, ofBoys.side.share);
  return {
    others_authority_count: String(ofGirls.others.released),
    others_earlier_wave_count: String(ofGirls.others.fromEarlierWaves),
    others_gap_points: whole(difference),
    others_gap_lower_points: whole(lower),
    others_gap_upper_points: whole(upper),
  };
}

const othersInstead = (symbol: string): Others => ({
  others_authority_count: symbol,
  others_earlier_wave_count: symbol,
  others_gap_points: symbol,
  others_gap_lower_points: symbol,
  others_gap_upper_points: symbol,
});
