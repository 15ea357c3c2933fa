/** From publishable figures to the rows of the datasets. Nothing here knows a count. */
import type { Campaign } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { Group, PublishableCell, PublishableFigure, PublishablePool } from "#shared/release/cell.ts";
import { type benchmarks, origins, type RowOf, type responseRates, symbols, TOTAL } from "#shared/release/dataset.ts";
import { indicatorOf } from "#shared/survey/catalogue.ts";
import { itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import type { PublishableResponseCount } from "./response-count.ts";
import { wholePercent } from "./statistics/rounding.ts";

const { confidential, notApplicable, notAvailable } = symbols;

/** A wave's id begins with its year. */
function whereAndWhen({ wave, authority, synthetic, questionnaire }: Campaign) {
  return {
    time_period: wave.slice(0, 4),
    time_identifier: "Calendar year",
    geographic_level: "Local authority",
    country_code: "E92000001",
    country_name: "England",
    region_code: authority.regionCode,
    region_name: authority.regionName,
    old_la_code: authority.code,
    new_la_code: authority.onsCode,
    la_name: authority.name,
    wave,
    data_origin: synthetic ? origins.synthetic : origins.survey,
    instrument: questionnaire,
  };
}

const category = (group: Group, breakdown: "gender" | "age_band") =>
  group.breakdown === breakdown ? group.category : TOTAL;

function ownColumns(figure: PublishableFigure) {
  const withheld = {
    answer_count: confidential,
    band_percent: confidential,
    band_percent_at_least: confidential,
    band_percent_at_most: confidential,
    interval_lower_percent: confidential,
    interval_upper_percent: confidential,
  };
  switch (figure.status) {
    case "confidential":
      return withheld;
    case "coded":
      return {
        ...withheld,
        answer_count: figure.base,
        band_percent_at_least: figure.atLeast,
        band_percent_at_most: figure.atMost,
      };
    case "exact":
      return {
        answer_count: figure.base,
        band_percent: figure.percent,
        band_percent_at_least: figure.percent,
        band_percent_at_most: figure.percent,
        interval_lower_percent: figure.interval.lower,
        interval_upper_percent: figure.interval.upper,
      };
  }
}

function othersColumns(pool: PublishablePool) {
  const instead = (symbol: string) => ({
    others_authority_count: symbol,
    others_answer_count: symbol,
    others_percent: symbol,
    others_percent_at_least: symbol,
    others_percent_at_most: symbol,
  });
  switch (pool.status) {
    case "not-applicable":
      return instead(notApplicable);
    case "confidential":
      return instead(confidential);
    case "coded":
      return {
        others_authority_count: pool.authorities,
        others_answer_count: pool.base,
        others_percent: confidential,
        others_percent_at_least: pool.atLeast,
        others_percent_at_most: pool.atMost,
      };
    case "exact":
      return {
        others_authority_count: pool.authorities,
        others_answer_count: pool.base,
        others_percent: pool.percent,
        others_percent_at_least: pool.percent,
        others_percent_at_most: pool.percent,
      };
  }
}

/** The domain of every measure of a questionnaire, by id; an item has its indicator's. */
export function domainsOf(questionnaire: Questionnaire): ReadonlyMap<string, string> {
  const items = itemsOf(questionnaire);
  return new Map(
    items.flatMap(({ id, indicator }) => {
      const { domain } = indicatorOf(indicator);
      return [
        [id, domain],
        [indicator, domain],
      ];
    }),
  );
}

export function benchmarkRow(
  cell: PublishableCell,
  campaign: Campaign,
  domains: ReadonlyMap<string, string>,
): RowOf<typeof benchmarks> {
  const { level, measure, group, band } = cell.key;
  return {
    ...whereAndWhen(campaign),
    domain: domains.get(measure) ?? notApplicable,
    measure_level: level,
    measure,
    gender: category(group, "gender"),
    age_band: category(group, "age_band"),
    band,
    ...ownColumns(cell.own),
    ...othersColumns(cell.others),
  };
}

/** The rate rests on the rounded count: what is shown tells no more than what is shown. */
export function responseRateRow(
  campaign: PlannedCampaign,
  { count, held }: PublishableResponseCount,
): RowOf<typeof responseRates> {
  const ended = held ? "held" : "released";
  const rate = count === undefined ? confidential : wholePercent(count, campaign.eligible);
  return {
    ...whereAndWhen(campaign),
    campaign_status: campaign.closed ? ended : "open",
    eligible_count: campaign.eligible,
    response_count: count ?? confidential,
    response_rate_percent: campaign.closed ? rate : notAvailable,
  };
}
