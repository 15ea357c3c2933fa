/** A whole wave of invented submissions: marked SYNTHETIC, made of a seed and nothing else. */
import type { DocumentAuthority } from "#shared/programme/document.ts";
import type { Mode } from "#shared/survey/about.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import type { QuestionnaireId } from "#shared/survey/questionnaire.ts";
import { answering, type SyntheticAnswers } from "./answers.ts";
import { authorities } from "./authorities.ts";
import { blockSizes, shareOut } from "./blocks.ts";
import { chanceOf } from "./chance.ts";
import { commentsOf } from "./comments.ts";
import { respondentOf, type SyntheticAbout } from "./respondents.ts";
import { respondentsOf, type WaveFigures } from "./waves.ts";

/** The body of a post. */
export interface SyntheticBody {
  readonly questionnaire: QuestionnaireId;
  readonly version: number;
  readonly language: "en";
  readonly mode: Mode;
  readonly about: SyntheticAbout;
  readonly answers: SyntheticAnswers;
  readonly comments?: Readonly<Record<string, string>>;
}

export interface SyntheticSubmission {
  /** The front end's idempotency key. */
  readonly key: string;
  readonly body: SyntheticBody;
}

export interface SyntheticCampaign {
  readonly wave: string;
  readonly authority: DocumentAuthority;
  readonly questionnaire: QuestionnaireId;
  readonly version: number;
  readonly eligible: number;
  readonly respondents: number;
}

const BLANK = 0.003;
const ON_PAPER = 0.06;
/** Seen: 7 to 55 per cent of those invited, around 30. */
const responseRate = { lowest: 0.07, typical: 0.3, highest: 0.55 };

/** Every campaign of a wave. The respondents of an instrument sum exactly to the wave's figure. */
export function campaignsOf(figures: WaveFigures, seed: number): readonly SyntheticCampaign[] {
  const instruments = respondentsOf(figures);
  const everybody = instruments.reduce((sum, [, respondents]) => sum + respondents, 0);
  const chance = chanceOf(seed, "blocks", figures.wave);
  const blocks = shareOut(
    blockSizes(figures.authorities, everybody, chance),
    instruments.map(([, respondents]) => respondents),
    chance,
  );
  return blocks.flatMap((block, at) => {
    const authority = authorities[at];
    if (authority === undefined) throw new RangeError("the wave has more authorities than are known");
    const rateOfAuthority = chanceOf(seed, "response rate", figures.wave, authority.code).normal();
    return instruments.map(([questionnaire], column) => {
      const respondents = block[column] ?? 0;
      const rate = chanceOf(seed, "response rate", figures.wave, authority.code, questionnaire).normal();
      return {
        wave: figures.wave,
        authority,
        questionnaire,
        version: latestVersionOf(questionnaire).version,
        respondents,
        eligible: eligibleFor(respondents, 0.45 * rateOfAuthority + 0.25 * rate),
      };
    });
  });
}

function eligibleFor(respondents: number, logitsAboveTypical: number): number {
  const { lowest, typical, highest } = responseRate;
  const logit = Math.log(typical / (1 - typical)) + logitsAboveTypical;
  const rate = Math.min(highest, Math.max(lowest, 1 / (1 + Math.exp(-logit))));
  const wanted = Math.round(Math.max(respondents, 1) / rate);
  return Math.min(Math.floor(Math.max(respondents, 1) / lowest), Math.max(Math.ceil(respondents / highest), wanted));
}

/** The submissions of one campaign, `campaign.respondents` of them. A few answer nothing at all. */
export function submissionsOf(campaign: SyntheticCampaign, seed: number): readonly SyntheticSubmission[] {
  const { wave, authority, questionnaire: id, respondents } = campaign;
  const questionnaire = latestVersionOf(id);
  const answers = answering(questionnaire, seed, wave, authority.code);
  return Array.from({ length: respondents }, (_, at) => {
    const chance = chanceOf(seed, "respondent", wave, authority.code, id, at);
    const key = chance.uuid();
    const mode = chance.happens(ON_PAPER) ? "paper" : "online";
    const blank = chance.happens(BLANK);
    const { about, wellBeing } = respondentOf(questionnaire, chance);
    const given = answers(wellBeing, chance);
    const comments = commentsOf(questionnaire, chance);
    return {
      key,
      body: {
        questionnaire: id,
        version: campaign.version,
        language: "en",
        mode,
        about,
        answers: blank ? {} : given,
        ...(comments !== undefined && !blank && { comments }),
      },
    };
  });
}
