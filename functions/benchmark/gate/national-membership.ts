/**
 * Whose answers are the national figures. They are final on the first night on which every campaign of the wave is closed;
 * who joins later stays out, because the difference would be its figures.
 */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { NationalKey, NationalMembers } from "#shared/storage/ledger.ts";

export type NationalMembership = (survey: NationalKey) => {
  readonly final: boolean;
  /** Codes of authorities, once it is final. */
  readonly members?: ReadonlySet<string>;
};

export interface NationalFreeze {
  readonly membership: NationalMembership;
  /** What tonight is the first to know. */
  readonly toWrite: readonly (readonly [survey: NationalKey, members: NationalMembers])[];
}

const nameOf = ({ wave, questionnaire, synthetic }: NationalKey) => `${wave}/${questionnaire}/${synthetic}`;

/** Every instrument of every wave once, in the order of the plan. */
export function surveysOf(planned: readonly PlannedCampaign[]): readonly NationalKey[] {
  return [...new Map(planned.map((campaign) => [nameOf(campaign), campaign])).values()];
}

/**
 * @param planned every campaign of the plan, open ones too
 * @param released those whose figures are out tonight
 * @param known what the ledger holds
 * @param visibleAsOf the day of the release that stands: what a later night has written, no reader has seen
 */
export function freezeNational(
  planned: readonly PlannedCampaign[],
  released: readonly PlannedCampaign[],
  known: ReadonlyMap<NationalKey, NationalMembers | undefined>,
  asOf: string,
  visibleAsOf: string | undefined,
): NationalFreeze {
  const final = new Map<string, ReadonlySet<string>>();
  const toWrite: (readonly [NationalKey, NationalMembers])[] = [];
  for (const [survey, frozen] of known) {
    const isOfSurvey = (campaign: PlannedCampaign) => nameOf(campaign) === nameOf(survey);
    if (frozen !== undefined && visibleAsOf !== undefined && frozen.asAt <= visibleAsOf) {
      final.set(nameOf(survey), new Set(frozen.members));
    } else if (planned.filter(isOfSurvey).every(({ closed }) => closed)) {
      const members = released.filter(isOfSurvey).map(({ authority }) => authority.code);
      toWrite.push([survey, { asAt: asOf, members }]);
      final.set(nameOf(survey), new Set(members));
    }
  }
  return {
    toWrite,
    membership(survey) {
      const members = final.get(nameOf(survey));
      return members === undefined ? { final: false } : { final: true, members };
    },
  };
}
