/** The rules of the protection that can be switched off one at a time, and the one that is. For tests alone. */

export const rulesOff = [
  "small bases",
  "ends coded by base",
  "groups withheld with others",
  "the singleton rule",
  "ranges for another's sake",
  "rounding of what is open in pools",
  "others withheld beside a withheld share",
] as const;
export type RuleOff = (typeof rulesOff)[number];

/** Read by what stands in for the rules while a test runs. */
export const switched: { off: RuleOff | undefined } = { off: undefined };
