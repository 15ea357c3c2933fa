/** How many of the released own figures are shown as they are, and why the others are not: counts alone, of no one group. */
import { type ProtectionCounts, protectedFor } from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { authorityBreakdowns } from "#shared/survey/tally.ts";
import { codedEnd } from "./disclosure/end-coding.ts";
import { hasSmallBase } from "./disclosure/small-base.ts";
import { groupsIn } from "./groups.ts";
import { measuresOf } from "./measures.ts";
import { type ProtectedCampaign, protectionOf } from "./protected-campaign.ts";
import type { ReleasedCampaign } from "./released-campaign.ts";

/** By item, derived measure, group and band; an indicator repeats its item. Groups with nobody in them are left out. */
export function protectionSummary(released: readonly ReleasedCampaign[], policy: DisclosurePolicy): ProtectionCounts {
  const counts = Object.fromEntries(protectedFor.options.map((reason) => [reason, 0])) as Record<
    (typeof protectedFor.options)[number],
    number
  >;
  for (const campaign of released) {
    const protection = protectionOf(campaign, policy);
    for (const measure of measuresOf(campaign.questionnaire)) {
      if (measure.level !== "item" && measure.level !== "derived") continue;
      for (const group of groupsIn(campaign.tally, authorityBreakdowns)) {
        for (const position of measure.bands.keys()) {
          const share = protection.share(measure, group, position);
          if (share.base > 0) counts[reasonOf(share, policy)] += 1;
        }
      }
    }
  }
  return counts;
}

function reasonOf({ shown, ...share }: ReturnType<ProtectedCampaign["share"]>, policy: DisclosurePolicy) {
  if (shown.status === "exact") return "exact";
  if (hasSmallBase(share.base, policy)) return "too-few-answers";
  if (shown.status === "range") return codedEnd(share, policy) === undefined ? "range-for-others" : "end-of-the-scale";
  return share.count < policy.minimumCount || share.base - share.count < policy.minimumCount
    ? "too-few-in-the-share"
    : "withheld-for-others";
}
