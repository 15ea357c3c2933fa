import type { Campaign } from "#shared/programme/campaign.ts";
import { nameOf } from "../cells.ts";
import { campaignOfRow } from "../evidence.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";

/** A figure stands beside the right name: year, place and domain are those of the campaign and the measure. */
export const rowsDescribeTheirCampaign: Rule = {
  name: "rows-describe-their-campaign",
  begin: (evidence) => ({
    benchmarksRow({ fields }) {
      const known = campaignOfRow(fields, evidence);
      const position = known?.cells.index.positions.get(nameOf(fields));
      if (known === undefined || position === undefined) return faultless;
      const domain = known.cells.index.cells[position]?.domain;
      return [...placeFaults(fields, known), ...faultsOf([fields.domain !== domain, "has another domain"])];
    },
    responseRatesRow({ fields }) {
      const known = campaignOfRow(fields, evidence);
      return known === undefined ? faultless : placeFaults(fields, known);
    },
  }),
};

type PlaceAndTime = Readonly<
  Record<
    | "time_period"
    | "geographic_level"
    | "country_code"
    | "country_name"
    | "region_code"
    | "region_name"
    | "new_la_code"
    | "la_name",
    string
  >
>;

function placeFaults(fields: PlaceAndTime, { campaign }: { readonly campaign: Campaign }): Faults {
  const { onsCode, name, regionCode, regionName } = campaign.authority;
  return faultsOf(
    [fields.time_period !== campaign.wave.slice(0, 4), "has another year than its wave"],
    [fields.geographic_level !== "Local authority", "has another geographic level"],
    [fields.country_code !== "E92000001" || fields.country_name !== "England", "has another country"],
    [fields.region_code !== regionCode || fields.region_name !== regionName, "has another region than its authority"],
    [fields.new_la_code !== onsCode || fields.la_name !== name, "has another name or code than its authority"],
  );
}
