import type { Campaign } from "#shared/programme/campaign.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import { headlinesOf, laddersOf } from "#shared/survey/headlines.ts";
import { campaignOf, isAboutAllAuthorities, type Night } from "../night.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";

type Fields = Readonly<Record<string, string>>;

/** A figure stands beside the right name: year, place and domain are those of the campaign and the measure. */
export const rowsDescribeTheirCampaign: Rule = {
  name: "rows-describe-their-campaign",
  remedy: "compare the row with the campaign in the plan; if the plan is right, look at how the row was written",
  begin: (night) => ({
    open: ({ name }) => ({
      judge: ({ fields }) => [
        ...timeFaults(fields),
        ...(isAboutAllAuthorities(fields) ? levelFaults(fields, "National") : placeFaults(fields, night)),
        ...(name === "codebook" ? faultless : domainFaults(fields)),
      ],
    }),
  }),
};

function timeFaults({ time_period, time_identifier, wave }: Fields): Faults {
  return faultsOf(
    [time_period !== wave?.slice(0, 4), "time_period is not the year that the wave begins with"],
    [time_identifier !== "Calendar year", "time_identifier is not Calendar year"],
  );
}

function levelFaults({ geographic_level, country_code, country_name }: Fields, level: string): Faults {
  return faultsOf(
    [geographic_level !== level, `geographic_level is not ${level}`],
    [country_code !== "E92000001" || country_name !== "England", "the country is not England"],
  );
}

/** What was removed may be of a campaign that no plan knows any more. */
function placeFaults(fields: Fields, night: Night): Faults {
  const known = campaignOf(fields, night);
  return known === undefined
    ? faultless
    : [...levelFaults(fields, "Local authority"), ...authorityFaults(fields, known.campaign)];
}

function authorityFaults(fields: Fields, { authority }: Campaign): Faults {
  const { onsCode, name, regionCode, regionName } = authority;
  return faultsOf(
    [
      fields.region_code !== regionCode || fields.region_name !== regionName,
      "the region is not the one that the plan gives the authority",
    ],
    [
      fields.new_la_code !== onsCode || fields.la_name !== name,
      "the name or code is not the one that the plan gives the authority",
    ],
  );
}

/** By level and measure. The means of ladders stand in files without a level. */
const domains: ReadonlyMap<string, string> = new Map(
  questionnaires.flatMap((questionnaire) => [
    ...headlinesOf(questionnaire).map(({ level, id, domain }) => [`${level} ${id}`, domain] as const),
    ...laddersOf(questionnaire).map(({ id, domain }) => [`ladder ${id}`, domain] as const),
  ]),
);

function domainFaults({ measure, measure_level = "ladder", domain }: Fields): Faults {
  if (measure === undefined) return faultless;
  return faultsOf([
    domains.get(`${measure_level} ${measure}`) !== domain,
    "domain is not the one that the measure belongs to",
  ]);
}
