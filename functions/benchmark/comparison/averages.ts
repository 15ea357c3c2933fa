/** The mean of every ladder of a campaign beside each of its references, tested and not yet adjusted. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type AuthorityGroup, authorityGroups } from "#shared/survey/breakdowns.ts";
import { type LadderMean, laddersOf } from "#shared/survey/headlines.ts";
import type { ReleasedCampaign } from "../counts/counted.ts";
import type { Block } from "../counts/fit.ts";
import { bandsMeasure, ladderIn, meanIn, type Nations } from "../counts/ladders.ts";
import type { PooledBlock, Releases } from "../counts/pools.ts";
import { type Shown, shownOwn } from "../counts/shown.ts";
import type { EstimatedMean, Ladder } from "../statistics/ladder-mean.ts";
import { differenceOfMeans, zTestOfMeansMethod } from "../statistics/z-test-of-means.ts";
import { type Difference, ownMissing } from "./difference.ts";
import { earlierWave, otherAuthorities, type PoolOrWave } from "./reference.ts";

/** A mean that is shown, or why it is not; `not-yet` before the nation's ladder is counted. */
export type ShownMean<Shape extends Block = Block> =
  | { readonly status: "shown"; readonly block: Shape; readonly mean: EstimatedMean }
  | Exclude<Shown, { status: "shown" }>
  | { readonly status: "not-yet" };

export type AverageReference =
  | (Extract<PoolOrWave, { kind: "pool" }> & { readonly mean: ShownMean<PooledBlock> })
  | (Extract<PoolOrWave, { kind: "wave" }> & { readonly mean: ShownMean })
  | Extract<PoolOrWave, { kind: "none" }>;

export interface AverageComparison {
  readonly kind: "average";
  readonly ladder: LadderMean;
  readonly group: AuthorityGroup;
  readonly own: ShownMean;
  readonly reference: AverageReference;
  readonly difference: Difference;
}

/** By ladder, group and comparison, in this order. */
export function averageComparisonsOf(
  released: ReleasedCampaign,
  releases: Releases,
  nations: Nations,
  policy: DisclosurePolicy,
): AverageComparison[] {
  const [before] = releases.earlierOf(released);
  return laddersOf(released.questionnaire).flatMap((ladder) => {
    const measure = bandsMeasure(released.questionnaire, ladder);
    const now = ladderIn(nations.of(released.campaign), ladder);
    const then = before && ladderIn(nations.of(before.campaign), ladder);
    return authorityGroups.flatMap((group) => {
      const asked = { released, measure, group };
      const own = shownMean(shownOwn(released, measure, group, policy), now);
      const references = [
        withMean(otherAuthorities(asked, releases, policy), now),
        withMean(earlierWave(asked, releases, policy), then),
      ];
      return references.map(
        (reference): AverageComparison => ({
          kind: "average",
          ladder,
          group,
          own,
          reference,
          difference: differenceFrom(own, reference),
        }),
      );
    });
  });
}

export function shownMean<Shape extends Block>(shown: Shown<Shape>, ladder: Ladder | undefined): ShownMean<Shape> {
  if (shown.status !== "shown") return shown;
  return ladder === undefined ? { status: "not-yet" } : { ...shown, mean: meanIn(shown.block, ladder) };
}

function withMean(reference: PoolOrWave, ladder: Ladder | undefined): AverageReference {
  switch (reference.kind) {
    case "none":
      return reference;
    case "pool":
      return { ...reference, mean: shownMean(reference.shown, ladder) };
    case "wave":
      return { ...reference, mean: shownMean(reference.shown, ladder) };
  }
}

function differenceFrom(own: ShownMean, reference: AverageReference): Difference {
  if (reference.kind === "none") return { status: "no-reference" };
  if (own.status === "not-yet") return { status: "not-yet" };
  if (own.status !== "shown") return { status: ownMissing(own) };
  if (reference.mean.status === "not-yet") return { status: "not-yet" };
  if (reference.mean.status !== "shown") return { status: "reference-withheld" };
  const { difference, interval, p } = differenceOfMeans(own.mean, reference.mean.mean);
  const smallestBase = Math.min(own.block.base, reference.mean.block.base);
  return { status: "compared", difference, interval, test: zTestOfMeansMethod.id, p, smallestBase };
}
