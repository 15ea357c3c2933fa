/** Stored responses, sound and damaged. SYNTHETIC. */
import type { ResponseReader, StoredResponse } from "#shared/storage/responses.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { type KeptAbout, pack } from "#shared/survey/response.ts";
import { smallQuestionnaire } from "./small-questionnaire.ts";

const someone: KeptAbout = {
  ageBand: "8-9",
  gender: "girl",
  ethnicity: "white",
  placement: "foster",
  timeInCare: "1-2",
  disability: "unknown",
};

/** Answers by item id, as codes. */
export function storedResponse(
  answers: Readonly<Record<string, number>>,
  about: Partial<KeptAbout> = {},
  questionnaire: Questionnaire = smallQuestionnaire,
) {
  return pack(
    {
      version: questionnaire.version,
      mode: "online",
      about: { ...someone, ...about },
      answers: new Map(Object.entries(answers)),
    },
    questionnaire,
  );
}

/** Gives the same responses for every campaign, under the ids 0, 1, 2; remembers what it was asked. */
export function readerOf(responses: Iterable<StoredResponse>) {
  const asked: { readonly campaign: object; readonly nowInSeconds: number }[] = [];
  const reader: ResponseReader = {
    async *ofCampaign(campaign, nowInSeconds) {
      asked.push({ campaign, nowInSeconds });
      let id = 0;
      for (const response of responses) yield { id: String(id++), response };
    },
  };
  return { reader, asked };
}

const AGES = ["8-9", "10-11", "unknown"] as const;
const TIMES = ["under-1", "1-2", "3-5", "6-or-more", "unknown"] as const;
const PLACEMENTS = ["foster", "kinship", "residential", "somewhere-else", "unknown"] as const;
const GROUPS = ["white", "mixed", "asian", "black", "other", "unknown"] as const;

/** So many who answer both questions; no two of the first few hundred are alike in all that is kept. */
export function children(howMany: number, about: Partial<KeptAbout> = {}): StoredResponse[] {
  const turn = <Choice>(choices: readonly Choice[], child: number) => choices[child % choices.length] as Choice;
  return Array.from({ length: howMany }, (_, child) =>
    storedResponse(
      { "has-a-friend": child % 3, "how-is-life": child % 11 },
      {
        gender: child % 2 === 0 ? "girl" : "boy",
        ageBand: turn(AGES, child),
        timeInCare: turn(TIMES, Math.floor(child / 3)),
        placement: turn(PLACEMENTS, Math.floor(child / 15)),
        ethnicity: turn(GROUPS, Math.floor(child / 75)),
        ...about,
      },
    ),
  );
}
