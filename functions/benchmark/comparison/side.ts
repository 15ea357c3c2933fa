/** One side of a comparison, never more exact than it is published. */
import type {
  OwnShare,
  PercentRange,
  PooledShare,
  PublishableFigure,
  PublishablePool,
  Share,
} from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { publishableFigure, publishablePool } from "../disclosure/protect.ts";
import { roundToMultipleOf } from "../statistics/rounding.ts";

/** Known by its counts, because its share is published as it is. */
export interface ExactSide {
  readonly status: "exact";
  readonly share: Share;
}

/** Known by its published range alone, and by the bases that the published one allows, in ascending order. */
export interface CodedSide {
  readonly status: "coded";
  /** Whole per cent, so that the share itself may lie half a per cent outside. */
  readonly atLeast: number;
  readonly atMost: number;
  readonly bases: readonly number[];
}

export type Side = ExactSide | CodedSide | { readonly status: "withheld" } | { readonly status: "none" };

/** A published figure that rests on an unknown number of answers. */
export interface ConstantSide {
  readonly status: "constant";
  readonly proportion: number;
}

const WITHHELD = { status: "withheld" } as const;
const NONE = { status: "none" } as const;

export function sideOfFigure(share: OwnShare, figure: PublishableFigure, policy: DisclosurePolicy): Side {
  switch (figure.status) {
    case "exact":
      return { status: "exact", share: { count: share.count, base: share.base } };
    case "coded":
      return codedSide(figure, policy.baseRoundedTo, policy);
    case "confidential":
      return WITHHELD;
  }
}

export function sideOfPool(pool: PooledShare, published: PublishablePool, policy: DisclosurePolicy): Side {
  switch (published.status) {
    case "exact":
      // Beside an own share that is a range the others are one too, however small.
      return pool.lowest === pool.highest
        ? { status: "exact", share: { count: pool.lowest, base: pool.base } }
        : codedSide(
            { base: published.base, atLeast: published.percent, atMost: published.percent },
            policy.pool.baseRoundedTo,
            policy,
          );
    case "coded":
      return codedSide(published, policy.pool.baseRoundedTo, policy);
    case "confidential":
      return WITHHELD;
    case "not-applicable":
      return NONE;
  }
}

export function ownSide(share: OwnShare, policy: DisclosurePolicy): Side {
  return sideOfFigure(share, publishableFigure(share, policy), policy);
}

export function poolSide(pool: PooledShare, policy: DisclosurePolicy): Side {
  return sideOfPool(pool, publishablePool(pool, policy), policy);
}

function codedSide(
  { base, atLeast, atMost }: { readonly base: number; readonly atLeast: number; readonly atMost: number },
  step: number,
  policy: DisclosurePolicy,
): CodedSide {
  const alike = basesShownAs(base, step, policy);
  const coded = alike.filter((each) => isEndFor(each, { atLeast, atMost }, policy));
  return { status: "coded", atLeast, atMost, bases: coded.length > 0 ? coded : alike };
}

/** Every base that is shown as this one. */
function basesShownAs(shown: number, step: number, { minimumBase }: DisclosurePolicy): number[] {
  const around = Array.from({ length: 2 * step + 1 }, (_, more) => shown - step + more);
  return around.filter((base) => base >= minimumBase && roundToMultipleOf(step, base) === shown);
}

/** Whether a base codes an end of the scale as this range: one that is coded so tells something of its base. */
function isEndFor(base: number, { atLeast, atMost }: PercentRange, { endCodings }: DisclosurePolicy): boolean {
  const end = endCodings.findLast(({ fromBase }) => fromBase <= base)?.endInPercent;
  return end !== undefined && ((atLeast === 0 && atMost === end) || (atLeast === 100 - end && atMost === 100));
}
