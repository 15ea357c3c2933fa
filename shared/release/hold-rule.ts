/** When a closed campaign is held: nothing of it is counted, the wave goes on without it, and a coordinator looks at it. */

export const holdReasons = [
  "too-few",
  "more-responses-than-eligible",
  "identical-answers",
  "ages-outside-instrument",
] as const;
export type HoldReason = (typeof holdReasons)[number];

/** How much of a campaign may look wrong before it is held. */
interface Tolerance {
  /** From so many on a campaign is held, whatever its size. */
  readonly count: number;
  /** More than this share, from 0 to 1, and a campaign is held. */
  readonly share: number;
}

export interface HoldRule {
  /**
   * Answer sheets that are alike to the letter. Children seldom agree on everything that is kept of them and on half the
   * questionnaire or more: it takes both a number and a share that no class of siblings reaches.
   */
  readonly alike: Tolerance;
  /**
   * Responses of an age that is not asked with the questionnaire: the link has reached other children than it was meant
   * for. Either is enough, because whoever says a wrong age may have answered for more than the age.
   */
  readonly agesOutside: Tolerance;
}

export const holdRule: HoldRule = {
  alike: { count: 10, share: 0.1 },
  agesOutside: { count: 10, share: 0.1 },
};

/** How long the nation's count waits for a held campaign to be mended, from the last day of the survey on. */
export const HELD_CAMPAIGNS_ARE_AWAITED_IN_DAYS = 28;
