/** The means of ladders, from fitted bands and the nation's means inside them. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { type LadderMean, laddersOf } from "#shared/survey/headlines.ts";
import type { Survey } from "#shared/survey/noised-counts.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { type EstimatedMean, type Ladder, ladderMean, ladderOf } from "../statistics/ladder-mean.ts";
import type { CountedNation } from "./counted.ts";
import type { Block } from "./fit.ts";
import { type Measure, measuresOf } from "./measures.ts";

const nameOf = ({ wave, questionnaire, synthetic }: Survey) => JSON.stringify([wave, questionnaire, synthetic]);

/** The nations that are counted, by survey. */
export class Nations {
  readonly all: readonly CountedNation[];
  readonly #bySurvey: ReadonlyMap<string, CountedNation>;

  constructor(all: readonly CountedNation[]) {
    this.all = all;
    this.#bySurvey = new Map(all.map((nation) => [nameOf(nation.counts.survey), nation]));
  }

  /** Undefined as long as the survey is not over. */
  of({ wave, questionnaire, synthetic }: Pick<PlannedCampaign, keyof Survey>): CountedNation | undefined {
    return this.#bySurvey.get(nameOf({ wave, questionnaire, synthetic }));
  }
}

/** Undefined where the nation was not counted with this ladder on this very scale. */
export function ladderIn(nation: CountedNation | undefined, { id, scale }: LadderMean): Ladder | undefined {
  if (nation === undefined) return undefined;
  const isAlike = laddersOf(nation.questionnaire).some((counted) => counted.id === id && counted.scale === scale);
  const steps = isAlike ? nation.counts.ladders[id] : undefined;
  return steps && ladderOf(steps, scale.bands);
}

/** The measure whose bands are those of the ladder. */
export function bandsMeasure(questionnaire: Questionnaire, { indicator }: LadderMean): Measure {
  const measure = measuresOf(questionnaire).find(({ level, id }) => level === "indicator" && id === indicator);
  if (measure === undefined) throw new RangeError(`this questionnaire has no indicator ${indicator}`);
  return measure;
}

export function meanIn({ counts, base, cellVariance }: Block, ladder: Ladder): EstimatedMean {
  return ladderMean({ counts, base, cellVariance }, ladder);
}
