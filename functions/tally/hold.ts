/** Decides on the exact responses of a closed campaign, before anything is drawn, whether it is counted or held. */
import { type HoldReason, type HoldRule, holdRule } from "#shared/release/hold-rule.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";

/** What a campaign's rows came to, to the unit. */
export interface ReadResponses {
  /** Responses that can be counted. */
  readonly responses: number;
  /** These, and those that are set aside. */
  readonly read: number;
  readonly agesOutside: number;
  /** Respondents in the largest group of answer sheets that are alike to the letter. */
  readonly alike: number;
}

/** The first reason that holds, or undefined. Without any response a campaign has too few. */
export function holdReasonOf(
  { responses, read, agesOutside, alike }: ReadResponses,
  eligible: number,
  { shown }: Pick<DisclosurePolicy, "shown">,
  rule: HoldRule = holdRule,
): HoldReason | undefined {
  if (responses < shown.fewestResponses) return "too-few";
  if (responses > eligible) return "more-responses-than-eligible";
  if (alike >= rule.alike.count && alike > rule.alike.share * responses) return "identical-answers";
  if (agesOutside >= rule.agesOutside.count || agesOutside > rule.agesOutside.share * read) {
    return "ages-outside-instrument";
  }
  return undefined;
}
