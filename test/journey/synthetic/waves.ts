/** The sizes of the programme's published waves, which the invented ones copy. */
import * as z from "zod";
import { questionnaireId } from "#shared/programme/campaign.ts";
import type { QuestionnaireId } from "#shared/survey/questionnaire.ts";

export interface WaveFigures {
  readonly wave: string;
  readonly authorities: number;
  readonly respondents: Readonly<Partial<Record<QuestionnaireId, number>>>;
}

export const waves = {
  /** 611 in all; their split was not published and follows that of 2017. */
  "2016": { wave: "2016", authorities: 6, respondents: { "ylyc-4-7": 100, "ylyc-8-11": 132, "ylyc-11-17": 379 } },
  "2017": { wave: "2017", authorities: 16, respondents: { "ylyc-4-7": 370, "ylyc-8-11": 488, "ylyc-11-17": 1405 } },
  "2018": { wave: "2018", authorities: 17, respondents: { "ylyc-4-7": 397, "ylyc-8-11": 656, "ylyc-11-17": 1631 } },
  /** Care leavers. Sixteen authorities instead of the real twenty-one, so that blocks are a little larger. */
  "2019": { wave: "2019", authorities: 16, respondents: { "ylbc-16-25": 1804 } },
} as const satisfies Record<string, WaveFigures>;

export const syntheticWave = z.enum(Object.keys(waves) as (keyof typeof waves)[]);
export type SyntheticWave = z.infer<typeof syntheticWave>;

/** The instruments of a wave with how many answered each, in the catalogue's order. */
export function respondentsOf(figures: WaveFigures): readonly (readonly [QuestionnaireId, number])[] {
  return questionnaireId.options.flatMap((id) => {
    const respondents = figures.respondents[id];
    return respondents === undefined ? [] : [[id, respondents] as const];
  });
}
