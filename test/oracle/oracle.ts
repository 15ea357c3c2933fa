/** Works every figure of a release out again, in SQL and by another hand, from its published noised counts and codebook. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { askDuckDb } from "../duckdb.ts";

const nation = [
  "time_period",
  "time_identifier",
  "geographic_level",
  "country_code",
  "country_name",
  "wave",
  "data_origin",
  "instrument",
  "domain",
];
const campaign = [...nation, "region_code", "region_name", "old_la_code", "new_la_code", "la_name"];
const headline = [...campaign, "measure_level", "measure", "band"];
const group = ["gender", "age_band", "placement", "period_of_care_length", "ethnicity_major"];

/** What tells the rows of a dataset apart, and is no figure. */
const keys = {
  benchmarks: [...headline, "gender"],
  comparisons: [...headline, "gender", "comparison"],
  averages: [...campaign, "measure", "gender", "comparison"],
  gender_gap: headline,
  national: [...nation, "measure_level", "measure", "band", ...group],
  national_averages: [...nation, "measure", ...group],
  trends: headline,
  funnel: headline,
} as const;

export type Recomputed = keyof typeof keys;
export const recomputed = Object.keys(keys) as Recomputed[];

export interface Verdict {
  readonly dataset: Recomputed;
  /** Cells that are worked out: numbers, words and symbols. */
  readonly figures: number;
  readonly numbers: number;
  readonly wrong: number;
  /** Words and symbols among the figures, each behind its column. */
  readonly words: readonly string[];
  /** The first five that are published otherwise than they should be. */
  readonly examples: readonly string[];
}

const steps = ["statistics", "counts", "ladders", "comparisons", "gaps-and-funnels", "national", "trends"].map((name) =>
  readFileSync(new URL(`${name}.sql`, import.meta.url), "utf8"),
);

/** The macros alone, for their own tests. */
export const [statistics = ""] = steps;

/** @param folder has the files of a release */
export async function verdictsOn(folder: string): Promise<Verdict[]> {
  const files = ["noised_counts", "codebook", ...recomputed].map(
    (name) => `CREATE VIEW ${name} AS FROM read_csv('${join(folder, name)}.csv', all_varchar = true);`,
  );
  const verdicts = recomputed.map((name) => verdictOn(name, keys[name])).join(" UNION ALL ");
  return (await askDuckDb([...files, ...steps, verdicts].join("\n"))) as unknown as Verdict[];
}

/** Cell by cell, whether a row or a column stands on both sides or on one. Numbers are alike however they are written. */
function verdictOn(name: Recomputed, key: readonly string[]): string {
  const cells = (table: string, said: string) => `
    SELECT place, figure, coalesce(TRY_CAST(cell AS DOUBLE)::VARCHAR, cell) AS ${said}
    FROM (UNPIVOT (SELECT concat_ws(' ', ${key.join(", ")}) AS place, COLUMNS(* EXCLUDE (${key.join(", ")}))::VARCHAR FROM ${table})
      ON COLUMNS(* EXCLUDE place) INTO NAME figure VALUE cell)`;
  return `
    SELECT '${name}' AS dataset, count(*)::INT AS figures, count(TRY_CAST(expected AS DOUBLE))::INT AS numbers,
      (count(*) FILTER (published IS DISTINCT FROM expected))::INT AS wrong,
      coalesce(list(DISTINCT concat_ws(' ', figure, expected)) FILTER (TRY_CAST(expected AS DOUBLE) IS NULL), []) AS words,
      coalesce((list(concat_ws(' ', place, figure, 'is', coalesce(published, 'missing'), 'and should be', coalesce(expected, 'missing')))
        FILTER (published IS DISTINCT FROM expected))[1:5], []) AS examples
    FROM (${cells(name, "published")}) FULL JOIN (${cells(`expected_${name}`, "expected")}) USING (place, figure)`;
}
