/** What may be learnt by taking one version of a campaign's counts from another. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { codedEnd } from "../disclosure/end-coding.ts";
import { hasSmallBase } from "../disclosure/small-base.ts";
import { hasSmallCount } from "../disclosure/small-count.ts";
import type { MovedBlock, Movement } from "./movement.ts";

/** The difference between two versions is the figures of those who came and of those who left: each must be publishable. */
export function withstandsSubtraction({ came, left }: Movement, policy: DisclosurePolicy): boolean {
  for (const moved of [came, left]) for (const block of moved) if (!isPublishable(block, policy)) return false;
  return true;
}

/** Nobody, or enough of them who do not all say the same. A single count has no shares, only a size. */
function isPublishable(counts: MovedBlock, policy: DisclosurePolicy): boolean {
  const base = counts.reduce((sum, count) => sum + count, 0);
  if (counts.every((count) => count === 0)) return true;
  if (counts.some((count) => count < 0) || hasSmallBase(base, policy)) return false;
  return (
    counts.length === 1 ||
    counts.every((count) => codedEnd({ count, base }, policy) === undefined && !hasSmallCount({ count, base }, policy))
  );
}
