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
