/** The columns that together name a row, where there are such as never hold a symbol. */
import type { DatasetDefinition } from "../dataset.ts";
import { averages } from "../datasets/averages.ts";
import { benchmarks } from "../datasets/benchmarks.ts";
import { comparisons } from "../datasets/comparisons.ts";
import { domains } from "../datasets/domains.ts";
import { funnel } from "../datasets/funnel.ts";
import { genderGap } from "../datasets/gender-gap.ts";
import { national, nationalAverages } from "../datasets/national.ts";
import { responseRates } from "../datasets/response-rates.ts";
import { trends } from "../datasets/trends.ts";

type NameIn<Dataset extends DatasetDefinition> = Dataset["columns"][number]["name"];

/** A column that the dataset does not have does not compile. */
function named<Dataset extends DatasetDefinition>({ name }: Dataset, ...columns: readonly NameIn<Dataset>[]) {
  return [name, columns] as const;
}

const survey = ["wave", "data_origin", "instrument"] as const;
const campaign = [...survey, "old_la_code"] as const;
const headline = ["measure_level", "measure"] as const;
const groups = ["gender", "age_band", "placement", "period_of_care_length", "ethnicity_major"] as const;

/** Missing are those whose rows are told apart by what may be `z`: a peer, an answer, an authority. */
const keys: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  named(benchmarks, ...campaign, ...headline, "gender", "band"),
  named(comparisons, ...campaign, ...headline, "gender", "comparison"),
  named(averages, ...campaign, "measure", "gender", "comparison"),
  named(genderGap, ...campaign, ...headline),
  named(trends, ...campaign, ...headline),
  named(funnel, ...campaign, ...headline),
  named(domains, ...campaign, "domain", "comparison"),
  named(national, ...survey, ...headline, ...groups, "band"),
  named(nationalAverages, ...survey, "measure", ...groups),
  named(responseRates, ...campaign),
]);

/** Undefined where no columns that always hold something name a row. */
export function rowKeyOf({ name }: Pick<DatasetDefinition, "name">): readonly string[] | undefined {
  return keys.get(name);
}
