/** Which columns of which dataset stand together: they hold figures all of them, or one and the same symbol all of them. */
import type { ComparisonStatus } from "#shared/release/comparison.ts";
import { symbols, TOTAL } from "#shared/release/dataset.ts";
import type { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { BOYS, GIRLS } from "#shared/survey/breakdowns.ts";

type AnyDataset = (typeof allDatasets)[number];
type DatasetName = AnyDataset["name"];
type ColumnOf<Name extends DatasetName> = Extract<AnyDataset, { readonly name: Name }>["columns"][number]["name"];
type Fields = Readonly<Record<string, string>>;

const { confidential: c, notApplicable: z, notAvailable: x } = symbols;

export const SHOWN = "shown";

/** What a block holds: figures, or the symbol in place of them. */
export type State = typeof SHOWN | typeof c | typeof x | typeof z;

/** What a block may hold in a row of each status. */
type ByStatus = Readonly<Record<ComparisonStatus, readonly State[]>>;

export interface Block<Column extends string = string> {
  readonly columns: readonly Column[];
  /** Undefined where nothing follows from the status, or there is none. */
  readonly byStatus?: ByStatus;
  /** In which rows the block is judged; undefined for all. */
  readonly when?: (fields: Fields) => boolean;
  /** The group that an authority's own figures are of. It is confidential in all measures alike, or in none. */
  readonly group?: (fields: Fields) => string | undefined;
}

/** An interval, and columns that lie inside it. */
export interface Interval<Column extends string = string> {
  readonly lower: Column;
  readonly upper: Column;
  readonly inside: readonly Column[];
  readonly from: number;
  readonly to: number;
}

export interface Blocks<Column extends string = string> {
  readonly blocks: readonly Block<Column>[];
  readonly intervals: readonly Interval<Column>[];
}

const own: ByStatus = {
  compared: [SHOWN],
  withheld: [c],
  unanswered: [x],
  "reference-withheld": [SHOWN],
  "no-reference": [SHOWN, c, x],
  "not-yet": [SHOWN, x],
};

const reference: ByStatus = {
  compared: [SHOWN],
  withheld: [SHOWN, c, x],
  unanswered: [SHOWN, c, x],
  "reference-withheld": [c, x],
  "no-reference": [z],
  "not-yet": [SHOWN, c, x],
};

const difference: ByStatus = {
  compared: [SHOWN],
  withheld: [c],
  unanswered: [x],
  "reference-withheld": [c],
  "no-reference": [z],
  "not-yet": [x],
};

const nothing: ByStatus = {
  compared: [z],
  withheld: [z],
  unanswered: [z],
  "reference-withheld": [z],
  "no-reference": [z],
  "not-yet": [z],
};

/** Claims are made of everybody only. */
const isOfEverybody = ({ gender }: Fields) => gender === TOTAL;
const isPool = ({ comparison }: Fields) => comparison === "other-authorities";
/** Its source may not say how many were asked. */
const isComparator = ({ comparison }: Fields) => comparison === "general-population";

const ofGroup = ({ gender }: Fields) => gender;
const ofEverybody = () => TOTAL;
const ofGirls = () => GIRLS.category;
const ofBoys = () => BOYS.category;

/** Beside a wave or a comparator there are no authorities to be counted. */
const referenceBlocks = <Share extends string>(share: Share) =>
  [
    { columns: ["reference_answer_count", share], byStatus: reference, when: (fields) => !isComparator(fields) },
    {
      columns: ["reference_authority_count", "reference_earlier_wave_count", share],
      byStatus: reference,
      when: isPool,
    },
    {
      columns: ["reference_authority_count", "reference_earlier_wave_count"],
      byStatus: nothing,
      when: (fields) => !isPool(fields),
    },
    { columns: [share], byStatus: reference, when: isComparator },
  ] as const satisfies readonly Block[];

const claimBlocks = [
  { columns: ["claim", "claim_rule"], byStatus: difference, when: isOfEverybody },
  { columns: ["claim", "claim_rule"], byStatus: nothing, when: (fields) => !isOfEverybody(fields) },
] as const satisfies readonly Block[];

const intervalOf95 = ["interval_lower_percent", "interval_upper_percent"] as const;
const intervalOf998 = ["interval_998_lower_percent", "interval_998_upper_percent"] as const;
const limitsOf95 = ["limit_95_lower_percent", "limit_95_upper_percent"] as const;
const limitsOf998 = ["limit_998_lower_percent", "limit_998_upper_percent"] as const;
const ofMean = ["interval_lower_average", "interval_upper_average"] as const;
const tests = ["p_value", "q_value"] as const;

const percents = { from: 0, to: 100 };
const points = { from: -100, to: 100 };
const between = <Column extends string>(
  [lower, upper]: readonly [Column, Column],
  inside: readonly Column[],
  held: { readonly from: number; readonly to: number },
): Interval<Column> => ({ lower, upper, inside, ...held });

const blocksByDataset: { readonly [Name in DatasetName]?: Blocks<ColumnOf<Name>> } = {
  benchmarks: {
    blocks: [
      { columns: ["answer_count", "band_percent", ...intervalOf95], group: ofGroup },
      { columns: ["others_authority_count", "others_earlier_wave_count", "others_answer_count", "others_percent"] },
    ],
    intervals: [between(intervalOf95, ["band_percent"], percents)],
  },
  comparisons: {
    blocks: [
      {
        columns: ["answer_count", "band_percent", ...intervalOf95, ...intervalOf998],
        byStatus: own,
        group: ofGroup,
      },
      ...referenceBlocks("reference_percent"),
      {
        columns: ["difference_points", "difference_lower_points", "difference_upper_points", "test", ...tests],
        byStatus: difference,
      },
      ...claimBlocks,
    ],
    intervals: [
      between(intervalOf95, ["band_percent"], percents),
      between(intervalOf998, intervalOf95, percents),
      between(["difference_lower_points", "difference_upper_points"], ["difference_points"], points),
    ],
  },
  averages: {
    blocks: [
      { columns: ["answer_count", "answer_average", ...ofMean], byStatus: own, group: ofGroup },
      ...referenceBlocks("reference_average"),
      {
        columns: ["difference_average", "difference_lower_average", "difference_upper_average", ...tests],
        byStatus: difference,
      },
      ...claimBlocks,
    ],
    intervals: [
      between(ofMean, ["answer_average"], { from: 0, to: 10 }),
      between(["difference_lower_average", "difference_upper_average"], ["difference_average"], { from: -10, to: 10 }),
    ],
  },
  gender_gap: {
    blocks: [
      { columns: ["girls_answer_count", "girls_percent"], group: ofGirls },
      { columns: ["boys_answer_count", "boys_percent"], group: ofBoys },
      { columns: ["girls_percent", "boys_percent"], byStatus: own, when: ({ status }) => status === "compared" },
      {
        columns: ["gap_points", "gap_lower_points", "gap_upper_points", "test", ...tests, "finding"],
        byStatus: difference,
      },
      {
        columns: [
          ...(["others_authority_count", "others_earlier_wave_count"] as const),
          ...(["others_gap_points", "others_gap_lower_points", "others_gap_upper_points"] as const),
        ],
      },
    ],
    intervals: [
      between(["gap_lower_points", "gap_upper_points"], ["gap_points"], points),
      between(["others_gap_lower_points", "others_gap_upper_points"], ["others_gap_points"], points),
    ],
  },
  trends: {
    blocks: [{ columns: ["change_per_year_points", ...tests, "trend"], byStatus: difference }],
    intervals: [],
  },
  funnel: {
    blocks: [
      { columns: ["answer_count", "band_percent"], byStatus: own, group: ofEverybody },
      {
        columns: ["pool_authority_count", "pool_earlier_wave_count", "pool_answer_count", "pool_percent"],
        byStatus: reference,
      },
      { columns: [...limitsOf95, ...limitsOf998, "over_dispersion", "position"], byStatus: difference },
    ],
    intervals: [between(limitsOf95, ["pool_percent"], percents), between(limitsOf998, limitsOf95, percents)],
  },
  national: {
    blocks: [{ columns: ["authority_count", "answer_count", "band_percent", ...intervalOf95, ...intervalOf998] }],
    intervals: [between(intervalOf95, ["band_percent"], percents), between(intervalOf998, intervalOf95, percents)],
  },
  national_averages: {
    blocks: [{ columns: ["authority_count", "answer_count", "answer_average", ...ofMean] }],
    intervals: [between(ofMean, ["answer_average"], { from: 0, to: 10 })],
  },
};

/** Undefined for a dataset without figures that stand in blocks. */
export function blocksOf(dataset: string): Blocks | undefined {
  return (blocksByDataset as Readonly<Record<string, Blocks>>)[dataset];
}

/** Undefined where the columns do not stand together. */
export function stateOf(columns: readonly string[], fields: Fields): State | undefined {
  const [state, ...others] = new Set(columns.map((column) => stateOfCell(fields[column] ?? "")));
  return others.length === 0 ? state : undefined;
}

function stateOfCell(cell: string): State {
  return cell === c || cell === x || cell === z ? cell : SHOWN;
}
