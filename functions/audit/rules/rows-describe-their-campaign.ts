import type { Campaign } from "#shared/programme/campaign.ts";
import { benchmarksCellOf } from "../benchmarks-cells.ts";
import { type Evidence, isAboutAllAuthorities, someCampaignOfRow } from "../evidence.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";

type Fields = Readonly<Record<string, string>>;

/** A figure stands beside the right name: year, place and domain are those of the campaign and the measure. */
export const rowsDescribeTheirCampaign: Rule = {
  name: "rows-describe-their-campaign",
  begin: (evidence) => ({
    judge: ({ fields }) => [
      ...timeFaults(fields),
      ...(isAboutAllAuthorities(fields) ? levelFaults(fields, "National") : placeFaults(fields, evidence)),
    ],
    judges: {
      "benchmarks.csv": ({ fields }) => {
        const cell = benchmarksCellOf(fields, evidence);
        return cell === undefined
          ? faultless
          : faultsOf([fields.domain !== cell.block.measure.domain, "has another domain"]);
      },
    },
  }),
};

function timeFaults({ time_period, time_identifier, wave }: Fields): Faults {
  return faultsOf(
    [time_period !== wave?.slice(0, 4), "has another year than its wave"],
    [time_identifier !== "Calendar year", "has another kind of period"],
  );
}

function levelFaults({ geographic_level, country_code, country_name }: Fields, level: string): Faults {
  return faultsOf(
    [geographic_level !== level, "has another geographic level"],
    [country_code !== "E92000001" || country_name !== "England", "has another country"],
  );
}

function placeFaults(fields: Fields, evidence: Evidence): Faults {
  const known = someCampaignOfRow(fields, evidence);
  return known === undefined
    ? faultless
    : [...levelFaults(fields, "Local authority"), ...authorityFaults(fields, known.campaign)];
}

function authorityFaults(fields: Fields, { authority }: Campaign): Faults {
  const { onsCode, name, regionCode, regionName } = authority;
  return faultsOf(
    [fields.region_code !== regionCode || fields.region_name !== regionName, "has another region than its authority"],
    [fields.new_la_code !== onsCode || fields.la_name !== name, "has another name or code than its authority"],
  );
}
