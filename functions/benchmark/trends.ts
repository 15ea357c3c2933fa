/** How the headline shares of one campaign's authority moved over its waves. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { OwnShare } from "#shared/release/cell.ts";
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { trends } from "#shared/release/datasets/trends.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type Headline, headlinesOf } from "#shared/survey/headlines.ts";
import { withQ } from "./comparison/family.ts";
import { publishableFigure } from "./disclosure/protect.ts";
import { EVERYBODY } from "./groups.ts";
import { headlineShareOf } from "./headline-share.ts";
import { sameMeasureIn } from "./measures.ts";
import { whereAndWhen } from "./place-and-time.ts";
import type { Releases } from "./pools.ts";
import { protectionOf } from "./protected-campaign.ts";
import type { ReleasedCampaign } from "./released-campaign.ts";
import { headlineColumns } from "./rows/headline-columns.ts";
import { roundedUp, tenths } from "./statistics/rounding.ts";
import { type Course, courseOf, type Movement, movementOver, type Point, UNBROKEN_WAVES } from "./trends/course.ts";

const { confidential, notApplicable } = symbols;

type CourseStatus = "compared" | "coded" | "withheld";

/** Exact. */
interface Trend {
  readonly headline: Headline;
  /** In which the headline was measured alike. */
  readonly waveCount: number;
  readonly course: (Course & { readonly status: CourseStatus }) | undefined;
  /** Only where the course is compared. */
  readonly movement: Movement | undefined;
  readonly p: number | undefined;
}

interface PublishableCourse {
  readonly firstWave: string;
  readonly waveCount: number;
  readonly method: Course["method"];
}

type PublishableTrend =
  | (PublishableCourse & {
      readonly status: "compared";
      /** Points, one decimal. */
      readonly changePerYear: number;
      readonly p: number;
      readonly q: number;
      readonly trend: "getting-better" | "getting-worse" | "rising" | "falling" | "none";
    })
  | (PublishableCourse & { readonly status: "coded" | "withheld" })
  | { readonly status: "no-reference"; readonly waveCount: number };

/**
 * One row a headline, in their order; none where the authority has no earlier wave with this questionnaire. The family of
 * tests is all headlines of the campaign.
 */
export function* trendRows(
  released: ReleasedCampaign,
  releases: Releases,
  policy: DisclosurePolicy,
): Generator<RowOf<typeof trends>> {
  const earlier = releases.earlierOf(released);
  if (earlier.length === 0) return;
  const waves = [...earlier.toReversed(), released];
  const lastWaves = releases.wavesUpTo(released).slice(0, UNBROKEN_WAVES);
  const found = headlinesOf(released.questionnaire).map((headline): Trend => {
    const points = pointsOf(released, headline, waves, policy);
    const exact = courseOf(points, lastWaves);
    const course = exact && { ...exact, status: statusOf(exact, policy) };
    const movement = course?.status === "compared" ? movementOver(course) : undefined;
    return { headline, waveCount: points.length, course, movement, p: movement?.p };
  });
  for (const { q, ...trend } of withQ(found)) {
    yield rowOf(released.campaign, trend.headline, publishable(trend, q));
  }
}

/** @param waves of the authority, the earliest first */
function pointsOf(
  released: ReleasedCampaign,
  headline: Headline,
  waves: readonly ReleasedCampaign[],
  policy: DisclosurePolicy,
): Point<OwnShare>[] {
  const { measure, position } = headlineShareOf(released, headline, EVERYBODY, policy);
  return waves.flatMap((each) => {
    const same = sameMeasureIn(each.questionnaire, measure);
    const { wave } = each.campaign;
    return same === undefined
      ? []
      : [{ wave, year: Number(wave.slice(0, 4)), share: protectionOf(each, policy).share(same, EVERYBODY, position) }];
  });
}

/** One share that is withheld or a range makes the change so: it would follow from the change and the others. */
function statusOf({ points }: Course<OwnShare>, policy: DisclosurePolicy): CourseStatus {
  const shown = new Set(points.map(({ share }) => publishableFigure(share, policy).status));
  if (shown.has("confidential")) return "withheld";
  return shown.has("coded") ? "coded" : "compared";
}

function publishable({ headline, waveCount, course, movement }: Trend, q: number | undefined): PublishableTrend {
  if (course === undefined) return { status: "no-reference", waveCount };
  const used = { firstWave: course.points[0].wave, waveCount: course.points.length, method: course.method };
  if (movement === undefined || q === undefined) {
    return { ...used, status: course.status === "coded" ? "coded" : "withheld" };
  }
  const { slope, p, isMarked } = movement;
  return {
    ...used,
    status: "compared",
    changePerYear: tenths(100 * slope),
    p: roundedUp(p),
    q: roundedUp(q),
    trend: isMarked(q) ? directionOf(slope, headline.polarity) : "none",
  };
}

function directionOf(slope: number, polarity: Headline["polarity"]) {
  if (slope === 0) return "none";
  const isRising = slope > 0;
  if (polarity === "neutral") return isRising ? "rising" : "falling";
  return isRising === (polarity === "higher-is-better") ? "getting-better" : "getting-worse";
}

function rowOf(campaign: PlannedCampaign, headline: Headline, trend: PublishableTrend): RowOf<typeof trends> {
  return {
    ...whereAndWhen(campaign),
    ...headlineColumns(headline),
    ...courseColumns(trend),
    status: trend.status,
    ...movementColumns(trend),
  };
}

function courseColumns(trend: PublishableTrend) {
  return trend.status === "no-reference"
    ? { first_wave: notApplicable, wave_count: trend.waveCount, method: notApplicable }
    : { first_wave: trend.firstWave, wave_count: trend.waveCount, method: trend.method };
}

function movementColumns(trend: PublishableTrend) {
  if (trend.status === "compared") {
    return {
      change_per_year_points: trend.changePerYear,
      p_value: trend.p,
      q_value: trend.q,
      trend: trend.trend,
    };
  }
  const symbol = trend.status === "no-reference" ? notApplicable : confidential;
  return { change_per_year_points: symbol, p_value: symbol, q_value: symbol, trend: symbol };
}
