import { symbols } from "#shared/release/dataset.ts";
import type { Headline } from "#shared/survey/headlines.ts";
import { type Acceptable, tenth, thousandthUp } from "../acceptable.ts";
import { isSignificant } from "../comparing.ts";
import type { CountedCampaign, Evidence } from "../evidence.ts";
import { shareOf } from "../exact-counts.ts";
import { type ExpectedRow, judgeAgainst, ofReleasedCampaigns } from "../expected-rows.ts";
import { headlineBand } from "../families.ts";
import { type Block, everybody, type Layout } from "../layout.ts";
import { closedFormTrend } from "../recomputed/closed-form-trend.ts";
import { correlationTrend, type Point } from "../recomputed/correlation-trend.ts";
import { falseDiscoveryRates } from "../recomputed/false-discovery.ts";
import { testOfTwoShares } from "../recomputed/two-shares.ts";
import { ownShareSide } from "../references.ts";
import type { Rule } from "../rule.ts";
import type { Side } from "../side.ts";

const key = ["measure_level", "measure"] as const;
type TrendRow = ExpectedRow<"trends.csv", (typeof key)[number]>;

/** Every headline of an authority that has been here before has its trend, by the method that its waves allow. */
export const trendsFollowTheTallies: Rule = {
  name: "trends-follow-the-tallies",
  begin: (evidence) =>
    judgeAgainst({
      path: "trends.csv",
      key,
      ...ofReleasedCampaigns(evidence),
      hasRows: ({ campaign }) => evidence.released.earlierOf(campaign).length > 0,
      rowsOf: (known) => trendRows(known, evidence),
    }),
};

type Method = "two-waves" | "cochran-armitage" | "weighted-least-squares";

interface Wave extends Point {
  readonly wave: string;
  readonly side: Side["status"];
}

/** A trend and, where every wave is published exactly, its figures. */
interface Trend {
  readonly headline: Headline;
  readonly waves: readonly Wave[];
  /** Undefined where there are no two years to lay a trend through. */
  readonly method: Method | undefined;
  readonly status: "compared" | "coded" | "withheld" | "no-reference";
  readonly fitted?: { readonly slope: number; readonly p: number; readonly marked?: boolean | undefined };
}

const WAVES_OF_REGRESSION = 5;

function trendRows(known: CountedCampaign, evidence: Evidence): TrendRow[] {
  const earlier = evidence.released.earlierOf(known.campaign);
  if (earlier.length === 0) return [];
  const { layout } = known.exact;
  const trends = layout.measures.flatMap((measure): Trend[] => {
    const { headline } = measure;
    return headline === undefined
      ? []
      : [trendOf(known, headline, layout.blockOf(measure, everybody), earlier, evidence)];
  });
  const fitted = trends.flatMap(({ fitted: figures }) => figures ?? []);
  const qs = falseDiscoveryRates(fitted.map(({ p }) => p));
  return trends.map((trend) => trendRow(trend, trend.fitted && qs[fitted.indexOf(trend.fitted)]));
}

function trendOf(
  known: CountedCampaign,
  headline: Headline,
  block: Block,
  earlier: readonly CountedCampaign[],
  evidence: Evidence,
): Trend {
  const { released } = evidence;
  const members = [...earlier.toReversed(), known];
  const all = members.flatMap((member) => waveOf(member, known.exact.layout, block, headlineBand(headline), evidence));
  if (new Set(all.map(({ time }) => time)).size < 2) {
    return { headline, waves: all, method: undefined, status: "no-reference" };
  }
  const unbroken = unbrokenWaves(all, released.wavesUpTo(known.campaign));
  const method = all.length === 2 ? "two-waves" : unbroken ? "weighted-least-squares" : "cochran-armitage";
  const waves = unbroken ?? all;
  const sides = waves.map(({ side }) => side);
  if (sides.includes("withheld")) return { headline, waves, method, status: "withheld" };
  if (sides.includes("coded")) return { headline, waves, method, status: "coded" };
  return { headline, waves, method, status: "compared", fitted: fittedBy(method, waves) };
}

/** None where the authority did not ask it alike. */
function waveOf(member: CountedCampaign, layout: Layout, block: Block, band: number, evidence: Evidence): Wave[] {
  const theirs = evidence.released.correspondingBlock(layout, block, member);
  if (typeof theirs !== "object") return [];
  const { wave } = member.campaign;
  const share = shareOf(member.exact, theirs, band);
  return [{ wave, time: yearOf(wave), share, side: ownShareSide(member, theirs, band, evidence).status }];
}

const yearOf = (wave: string) => Number(wave.slice(0, 4));

/** The last five waves in which anybody's figures are out, if this authority was in each and no two are of one year. */
function unbrokenWaves(all: readonly Wave[], waves: readonly string[]): readonly Wave[] | undefined {
  const last = new Set(waves.slice(0, WAVES_OF_REGRESSION));
  const used = all.filter(({ wave }) => last.has(wave));
  const years = new Set(used.map(({ time }) => time));
  return years.size === WAVES_OF_REGRESSION && used.length === WAVES_OF_REGRESSION ? used : undefined;
}

function fittedBy(method: Method, waves: readonly Wave[]): NonNullable<Trend["fitted"]> {
  const [first, second] = waves;
  if (method === "weighted-least-squares") return closedFormTrend(waves);
  if (method === "cochran-armitage" || first === undefined || second === undefined) return correlationTrend(waves);
  const change = second.share.count / second.share.base - first.share.count / first.share.base;
  return { slope: change / (second.time - first.time), p: testOfTwoShares(second.share, first.share).p };
}

function trendRow({ headline, waves, method, status, fitted }: Trend, q: number | undefined): TrendRow {
  const none = method === undefined ? symbols.notApplicable : symbols.confidential;
  return {
    key: { measure_level: headline.level, measure: headline.id },
    cells: {
      domain: headline.domain,
      band: headline.headline,
      first_wave: method === undefined ? symbols.notApplicable : (waves[0]?.wave ?? ""),
      wave_count: String(waves.length),
      method: method ?? symbols.notApplicable,
      status,
      change_per_year_points: fitted === undefined ? none : tenth(100 * fitted.slope),
      p_value: fitted === undefined ? none : thousandthUp(fitted.p),
      q_value: q === undefined ? none : thousandthUp(q),
      trend: fitted === undefined || q === undefined ? none : trendWord(headline, method, fitted, q),
    },
  };
}

function trendWord(
  { polarity }: Headline,
  method: Method | undefined,
  { slope, marked }: NonNullable<Trend["fitted"]>,
  q: number,
): Acceptable {
  const isTrend = method === "weighted-least-squares" ? marked : isSignificant(q);
  if (isTrend === false || slope === 0) return "none";
  const isRising = slope > 0;
  const direction =
    polarity === "neutral"
      ? (isRising && "rising") || "falling"
      : isRising === (polarity === "higher-is-better")
        ? "getting-better"
        : "getting-worse";
  return isTrend === undefined ? ["none", direction] : direction;
}
