import { symbols } from "#shared/release/dataset.ts";
import type { CsvRow } from "../csv-rows.ts";
import { type ColumnOf, type DatasetPath, type Faults, faultless, type Judges, type Rule } from "../rule.ts";

/**
 * What an outsider can check without any count: a block is withheld whole or not at all; and where one is withheld, or known
 * by its range alone, nothing stands in the row that was worked out from it.
 */
export const noFigureBesideAWithheldOne: Rule = {
  name: "no-figure-beside-a-withheld-one",
  begin: () => ({ judges }),
};

interface Block<Column extends string> {
  /** What every published block shows. Withheld with all the rest of it. */
  readonly base: Column;
  /** A share is a range where this is withheld and the base is not. */
  readonly exact: Column;
  /** Shown beside the base, always. */
  readonly shown: readonly Column[];
  /** Shown beside the exact figure only. */
  readonly interval: readonly Column[];
  /** Withheld beside a range and beside a withheld block. */
  readonly followsFromFigure: readonly Column[];
  /** Withheld beside a withheld block only. */
  readonly followsFromRange: readonly Column[];
}

const { confidential } = symbols;
const symbolTexts: ReadonlySet<string> = new Set(Object.values(symbols));

function blockFaults<Column extends string>(
  fields: Readonly<Record<Column, string>>,
  { base, exact, shown, interval, followsFromFigure, followsFromRange }: Block<Column>,
): Faults {
  const isFigure = (column: Column) => !symbolTexts.has(fields[column]);
  const figuresAmong = (columns: readonly Column[], why: string) =>
    columns.filter(isFigure).map((column) => `${column} stands beside ${why}`);
  if (!isFigure(base)) {
    const withheld = [exact, ...shown, ...interval, ...followsFromFigure, ...followsFromRange];
    return fields[base] === confidential ? figuresAmong(withheld, "a withheld block") : faultless;
  }
  const missing = shown
    .filter((column) => !isFigure(column))
    .map((column) => `${column} is withheld without its block`);
  if (isFigure(exact)) return missing;
  return [...missing, ...figuresAmong([...interval, ...followsFromFigure], "a range")];
}

/** All blocks of a dataset, judged one by one. */
function withBlocks<Path extends DatasetPath>(path: Path, ...blocks: readonly Block<ColumnOf<Path>>[]): Judges {
  const judge = ({ fields }: CsvRow<ColumnOf<Path>>): Faults => {
    const faults = blocks.flatMap((block) => blockFaults(fields, block));
    return faults.length === 0 ? faultless : [...new Set(faults)];
  };
  return { [path]: judge };
}

const ownShare = {
  base: "answer_count",
  exact: "band_percent",
  shown: ["band_percent_at_least", "band_percent_at_most"],
} as const;

const intervals = [
  "interval_lower_percent",
  "interval_upper_percent",
  "interval_998_lower_percent",
  "interval_998_upper_percent",
] as const;

const difference = {
  followsFromFigure: [
    "difference_points",
    "difference_lower_points",
    "difference_upper_points",
    "test",
    "p_value",
    "q_value",
  ],
  followsFromRange: ["claim", "claim_rule"],
} as const;

const gap = {
  interval: [],
  followsFromFigure: ["gap_points", "gap_lower_points", "gap_upper_points", "test", "p_value", "q_value"],
  followsFromRange: ["finding"],
} as const;

const differenceOfMeans = {
  shown: [],
  followsFromFigure: [],
  followsFromRange: [
    "difference_average",
    "difference_lower_average",
    "difference_upper_average",
    "p_value",
    "q_value",
    "claim",
    "claim_rule",
  ],
} as const;

const limits = {
  followsFromFigure: [
    "limit_95_lower_percent",
    "limit_95_upper_percent",
    "limit_998_lower_percent",
    "limit_998_upper_percent",
    "over_dispersion",
    "position",
  ],
  followsFromRange: [],
  interval: [],
} as const;

const judges: Judges = {
  ...withBlocks("benchmarks.csv", {
    ...ownShare,
    interval: ["interval_lower_percent", "interval_upper_percent"],
    followsFromFigure: [],
    followsFromRange: [
      "others_authority_count",
      "others_earlier_wave_count",
      "others_answer_count",
      "others_percent",
      "others_percent_at_least",
      "others_percent_at_most",
    ],
  }),
  ...withBlocks(
    "comparisons.csv",
    { ...ownShare, interval: intervals, ...difference },
    {
      base: "reference_answer_count",
      exact: "reference_percent",
      shown: ["reference_percent_at_least", "reference_percent_at_most"],
      interval: [],
      ...difference,
    },
  ),
  ...withBlocks(
    "averages.csv",
    {
      base: "answer_count",
      exact: "answer_average",
      interval: ["interval_lower_average", "interval_upper_average"],
      ...differenceOfMeans,
      shown: ["answer_average", "interval_lower_average", "interval_upper_average"],
    },
    {
      base: "reference_answer_count",
      exact: "reference_average",
      interval: [],
      ...differenceOfMeans,
      shown: ["reference_average"],
    },
  ),
  ...withBlocks(
    "gender_gap.csv",
    {
      base: "girls_answer_count",
      exact: "girls_percent",
      shown: ["girls_percent_at_least", "girls_percent_at_most"],
      ...gap,
    },
    {
      base: "boys_answer_count",
      exact: "boys_percent",
      shown: ["boys_percent_at_least", "boys_percent_at_most"],
      ...gap,
    },
    {
      base: "others_authority_count",
      exact: "others_gap_points",
      shown: ["others_earlier_wave_count", "others_gap_points", "others_gap_lower_points", "others_gap_upper_points"],
      interval: [],
      followsFromFigure: [],
      followsFromRange: [],
    },
  ),
  ...withBlocks(
    "funnel.csv",
    { ...ownShare, ...limits },
    {
      base: "pool_answer_count",
      exact: "pool_percent",
      shown: ["pool_authority_count", "pool_earlier_wave_count"],
      ...limits,
    },
  ),
  ...withBlocks("national.csv", {
    ...ownShare,
    shown: ["authority_count", ...ownShare.shown],
    interval: intervals,
    followsFromFigure: [],
    followsFromRange: [],
  }),
  ...withBlocks("national_averages.csv", {
    base: "answer_count",
    exact: "answer_average",
    shown: ["authority_count", "answer_average", "interval_lower_average", "interval_upper_average"],
    interval: [],
    followsFromFigure: [],
    followsFromRange: [],
  }),
  "trends.csv": ({ fields }) =>
    fields.status === "compared"
      ? faultless
      : (["change_per_year_points", "p_value", "q_value", "trend"] as const)
          .filter((column) => !symbolTexts.has(fields[column]))
          .map((column) => `${column} stands where not every wave is published as it is`),
};
