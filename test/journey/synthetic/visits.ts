/** Who visits a survey in which manner, drawn before the first post: exact shares of a wave, in one mixed order. */
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { itemsOf } from "#shared/survey/questionnaire.ts";
import { chanceOf } from "./chance.ts";
import type { Line } from "./exchange.ts";
import { type Mistake, mistakes } from "./mistakes.ts";
import type { SyntheticBody, SyntheticCampaign, SyntheticSubmission } from "./submissions.ts";

/** A campaign with the link that its front ends were given. */
export interface LinkedCampaign {
  readonly campaign: SyntheticCampaign;
  readonly link: string;
  readonly submissions: readonly SyntheticSubmission[];
}

export type Visit =
  | {
      readonly kind: "submission";
      readonly at: LinkedCampaign;
      readonly key: string;
      readonly body: SyntheticBody;
      readonly line: Line;
      /** The same post again: after the answer, or at the same moment. */
      readonly again: "never" | "afterwards" | "at-once";
      /** Posted afterwards under the same key, with other answers. */
      readonly otherwise?: SyntheticBody;
    }
  | { readonly kind: "mistake"; readonly at: LinkedCampaign; readonly mistake: Mistake };

const RETRIED = 0.05;
const CONFLICTING = 0.01;
const MISTAKEN = 0.02;
const SLOW = 2;
const HANGING_UP = 2;

/** The same answers but for one. */
export function withOtherAnswers(body: SyntheticBody): SyntheticBody {
  const [item] = itemsOf(latestVersionOf(body.questionnaire));
  if (item === undefined) throw new RangeError("a questionnaire asks at least one question");
  const choices = item.scale.kind === "ladder" ? [0, 1] : item.scale.options.map(({ id }) => id);
  const other = choices.find((choice) => choice !== body.answers[item.id]);
  return { ...body, answers: { ...body.answers, ...(other !== undefined && { [item.id]: other }) } };
}

/** One visit a submission, and the mistakes on top: 2 per cent, whose keys belong to no submission. */
export function visitsOf(campaigns: readonly LinkedCampaign[], seed: number): readonly Visit[] {
  const chance = chanceOf(seed, "visits", ...new Set(campaigns.map(({ campaign }) => campaign.wave)));
  const all = chance.shuffled(campaigns.flatMap((at) => at.submissions.map((submission) => ({ at, submission }))));
  const retried = Math.round(RETRIED * all.length);
  const conflicting = retried + Math.round(CONFLICTING * all.length);
  const slow = conflicting + SLOW;
  const hangingUp = slow + HANGING_UP;

  const submissions = all.map(({ at, submission }, place): Visit => {
    const visit = { kind: "submission", at, ...submission, line: "good", again: "never" } as const;
    if (place < retried) return { ...visit, again: place % 2 === 0 ? "afterwards" : "at-once" };
    if (place < conflicting) return { ...visit, otherwise: withOtherAnswers(submission.body) };
    if (place < slow) return { ...visit, line: "slow" };
    if (place < hangingUp) return { ...visit, line: "hangs-up" };
    return visit;
  });
  const mistaken = Array.from(
    { length: all.length === 0 ? 0 : Math.round(MISTAKEN * all.length) },
    (_, place): Visit => {
      const { at, submission } = chance.pick(all);
      const making = mistakes[place % mistakes.length];
      if (making === undefined) throw new RangeError("there is no mistake to make");
      return { kind: "mistake", at, mistake: making({ ...submission, key: chance.uuid() }) };
    },
  );
  return chance.shuffled([...submissions, ...mistaken]);
}
