/** How the headline shares of one campaign's authority moved over its waves. */
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { trends } from "#shared/release/datasets/trends.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { EVERYBODY } from "#shared/survey/breakdowns.ts";
import { ownMissing } from "./comparison/difference.ts";
import { withQ } from "./comparison/family.ts";
import { blockOf, type ReleasedCampaign } from "./counts/counted.ts";
import { shareIn } from "./counts/fit.ts";
import { headlinePosition, type Measure, measuresOf, sameMeasureIn } from "./counts/measures.ts";
import type { Releases } from "./counts/pools.ts";
import { type Shown, shownOwn } from "./counts/shown.ts";
import { whereAndWhen } from "./place-and-time.ts";
import { headlineColumns } from "./rows/headline-columns.ts";
import { symbolFor } from "./rows/symbols.ts";
import { roundedUp, tenths } from "./statistics/rounding.ts";
import { type Course, courseOf, type Movement, movementOver, type Point, UNBROKEN_WAVES } from "./trends/course.ts";

const { notApplicable } = symbols;

type CourseStatus = "compared" | "withheld" | "unanswered";

interface ShownPoint extends Point {
  readonly own: Shown;
}

interface Trend {
  readonly headline: Measure;
  /** In which the headline was measured alike. */
  readonly waveCount: number;
  readonly course: (Course & { readonly status: CourseStatus }) | undefined;
  /** Only where the course is compared. */
  readonly movement: Movement | undefined;
  readonly p: number | undefined;
}

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
  const found = measuresOf(released.questionnaire).map((headline) => trendOf(headline, waves, lastWaves, policy));
  for (const { q, ...trend } of withQ(found)) {
    yield { ...whereAndWhen(released.campaign), ...headlineColumns(trend.headline), ...trendColumns(trend, q) };
  }
}

/** @param waves of the authority, the earliest first */
function trendOf(
  headline: Measure,
  waves: readonly ReleasedCampaign[],
  lastWaves: readonly string[],
  policy: DisclosurePolicy,
): Trend {
  const points = waves.flatMap((each): ShownPoint[] => {
    const same = sameMeasureIn(each.questionnaire, headline);
    if (same === undefined) return [];
    const { wave } = each.campaign;
    const share = shareIn(blockOf(each, same, EVERYBODY), headlinePosition(same));
    return [{ wave, year: Number(wave.slice(0, 4)), share, own: shownOwn(each, same, EVERYBODY, policy) }];
  });
  const used = courseOf(points, lastWaves);
  const course = used && { ...used, status: statusOf(points.filter((point) => used.points.includes(point))) };
  const movement = course?.status === "compared" ? movementOver(course) : undefined;
  return { headline, waveCount: points.length, course, movement, p: movement?.p };
}

/** One wave whose share is not shown leaves no change to be told. */
function statusOf(points: readonly ShownPoint[]): CourseStatus {
  for (const { own } of points) if (own.status !== "shown") return ownMissing(own);
  return "compared";
}

function trendColumns({ headline, waveCount, course, movement }: Trend, q: number | undefined) {
  if (course === undefined) {
    return {
      first_wave: notApplicable,
      wave_count: waveCount,
      method: notApplicable,
      status: "no-reference",
      ...movementSymbols(symbolFor("no-reference")),
    };
  }
  const used = { first_wave: course.points[0].wave, wave_count: course.points.length, method: course.method };
  if (movement === undefined || q === undefined) {
    const status = course.status === "compared" ? "unanswered" : course.status;
    return { ...used, status, ...movementSymbols(symbolFor(status)) };
  }
  const { slope, p, isMarked } = movement;
  return {
    ...used,
    status: "compared",
    change_per_year_points: tenths(100 * slope),
    p_value: roundedUp(p),
    q_value: roundedUp(q),
    trend: isMarked(q) ? directionOf(slope, headline.polarity) : "none",
  };
}

function movementSymbols(symbol: string) {
  return { change_per_year_points: symbol, p_value: symbol, q_value: symbol, trend: symbol };
}

function directionOf(slope: number, polarity: Measure["polarity"]): string {
  if (slope === 0) return "none";
  const isRising = slope > 0;
  if (polarity === "neutral") return isRising ? "rising" : "falling";
  return isRising === (polarity === "higher-is-better") ? "getting-better" : "getting-worse";
}
