/** When and where a row's answers were given: the columns that every dataset begins with. */
import type { Campaign } from "#shared/programme/campaign.ts";
import { origins } from "#shared/release/dataset.ts";
import type { Survey } from "#shared/survey/noised-counts.ts";

/** A wave's id begins with its year. */
const time = (wave: string) => ({ time_period: wave.slice(0, 4), time_identifier: "Calendar year" });
const england = { country_code: "E92000001", country_name: "England" };

function surveyColumns({ wave, synthetic, questionnaire }: Survey) {
  return { wave, data_origin: synthetic ? origins.synthetic : origins.survey, instrument: questionnaire };
}

export function whereAndWhen(campaign: Campaign) {
  const { code, onsCode, name, regionCode, regionName } = campaign.authority;
  return {
    ...time(campaign.wave),
    geographic_level: "Local authority",
    ...england,
    region_code: regionCode,
    region_name: regionName,
    old_la_code: code,
    new_la_code: onsCode,
    la_name: name,
    ...surveyColumns(campaign),
  };
}

/** All authorities of a wave together. */
export function whereAndWhenOfNation(survey: Survey) {
  return { ...time(survey.wave), geographic_level: "National", ...england, ...surveyColumns(survey) };
}
