/** What a release withholds and why, in numbers: of no authority, group or question. */

import { type HoldReason, holdReasons } from "#shared/release/hold-rule.ts";
import type { Reconciliation } from "#shared/release/manifest.ts";
import { grouped } from "./wave-run.ts";

const reasonsInWords: Readonly<Record<HoldReason, string>> = {
  "too-few": "fewer than ten responses",
  "more-responses-than-eligible": "more responses than children invited",
  "identical-answers": "too many identical answers",
  "ages-outside-instrument": "too many ages outside of the questionnaire's",
};

/** @param rates rows of the response rates */
export function protectionLines(
  { protection }: Pick<Reconciliation, "protection">,
  rates: readonly { readonly held_reason: string }[],
): string[] {
  const all = Object.values(protection).reduce((sum, count) => sum + count, 0);
  const part = (count: number) => `${grouped(count)} (${all === 0 ? 0 : Math.round((100 * count) / all)}%)`;
  const held = holdReasons.flatMap((reason) => {
    const campaigns = rates.filter(({ held_reason }) => held_reason === reason).length;
    return campaigns === 0 ? [] : [`${campaigns} for ${reasonsInWords[reason]}`];
  });
  return [
    `Of ${grouped(all)} own figures of groups that somebody belongs to, ${part(protection.exact)} are shown as they are.`,
    `As ranges: ${part(protection["end-of-the-scale"])} near 0 or 100%, ${part(protection["range-for-others"])} because one of these would follow from them.`,
    `Withheld: ${part(protection["too-few-answers"])} for fewer than ten answers, ${part(protection["withheld-for-others"])} because one of these would follow from them, ${part(protection["too-few-in-the-share"])} for few children in the share.`,
    `Campaigns held: ${held.length === 0 ? "none" : held.join(", ")}.`,
  ];
}
