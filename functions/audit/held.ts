/** Which closed campaigns must be held, worked out apart from the function that holds them. */
import { type HoldReason, holdRule } from "#shared/release/hold-rule.ts";
import type { Tally } from "#shared/survey/tally.ts";

type Judged = Pick<Tally, "read" | "tallied" | "alike" | "setAside">;

/** In the order in which they are told: of few respondents nothing is said but that they are few. */
const reasons: readonly (readonly [HoldReason, (judged: Judged, eligible: number, minimumBase: number) => boolean])[] =
  [
    ["too-few", ({ tallied }, _, minimumBase) => tallied < minimumBase],
    ["more-responses-than-eligible", ({ tallied }, eligible) => tallied > eligible],
    [
      "identical-answers",
      ({ alike, tallied }) => alike >= holdRule.alike.count && alike / tallied > holdRule.alike.share,
    ],
    [
      "ages-outside-instrument",
      ({ read, setAside: { "age-outside-instrument": outside = 0 } }) =>
        outside >= holdRule.agesOutside.count || (read > 0 && outside / read > holdRule.agesOutside.share),
    ],
  ];

export function expectedHold(judged: Judged, eligible: number, minimumBase: number): HoldReason | undefined {
  return reasons.find(([, holds]) => holds(judged, eligible, minimumBase))?.[0];
}
