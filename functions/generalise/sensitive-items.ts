/** The answers that a file of records holds. */
import { bandOfCode, bandsOf, type Item, itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import type { AnswerCodes } from "#shared/survey/response.ts";
import type { SensitiveAttribute } from "./anonymity/microdata.ts";

/**
 * What would hurt most to be known of one person, and is therefore what research on their lives asks for: how they feel,
 * whether they are safe, who harms them, and whom they have. Every answer in the file is tested, and an answer that is not
 * tested is not in the file.
 *
 * What keeps the list short is not t-closeness. On the synthetic waves every item of an instrument could be tested at
 * little more loss than these. But answers are a fingerprint too. All of an instrument's together are those of one
 * respondent alone for everybody from 8 up; these are for 5 in 100 of the youngest, 20 of those from 8 and about half from
 * 11, and only for whoever knows every one of them. An item more is bought with that.
 *
 * Well-being overall is left out because it follows from the ladders, and is so rare among small children that it alone
 * would cost the last attribute, or all records.
 */
const INDICATORS: ReadonlySet<string> = new Set([
  "life-satisfaction",
  "happy-yesterday",
  "anxious-yesterday",
  "safe-at-home",
  "bullied",
  "afraid-of-school",
  "embarrassed-about-care",
  "treated-differently",
  "trust-carers",
  "good-friend",
  "loneliness",
]);

export interface SensitiveItem extends SensitiveAttribute {
  readonly item: Item;
  /** Undefined without an answer; a choice that is none, such as "prefer not to say", is no answer. */
  readonly bandIn: (answers: AnswerCodes) => string | undefined;
}

/** Those of the list that the questionnaire asks, in its order; as bands, as all figures are, and never as options. */
export function sensitiveItems(questionnaire: Questionnaire): readonly SensitiveItem[] {
  return itemsOf(questionnaire)
    .filter(({ indicator }) => INDICATORS.has(indicator))
    .map((item) => ({
      item,
      name: item.indicator.replaceAll("-", "_"),
      order: "ordinal",
      values: bandsOf(item.scale),
      bandIn(answers) {
        const code = answers.get(item.id);
        return code === undefined ? undefined : (bandOfCode(item.scale, code) ?? undefined);
      },
    }));
}
