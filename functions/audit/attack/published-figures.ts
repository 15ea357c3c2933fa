/** The figures of a draft or a release as its files print them: shares of authorities, of the others, and of the nation. */
import type { CampaignKey } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { type Column, origins, TOTAL } from "#shared/release/dataset.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { comparisons } from "#shared/release/datasets/comparisons.ts";
import { national } from "#shared/release/datasets/national.ts";
import { filterItemOf } from "#shared/release/filter-item.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { NotTheDataset, rowsOf } from "../csv-rows.ts";
import { type Block, type Group, type Layout, layoutOf } from "../layout.ts";
import type { PrintedBand, PrintedInterval } from "./possible-blocks.ts";

export type Files = ReadonlyMap<string, Uint8Array | undefined>;

/** What everybody knows of a campaign. */
export type PublicCampaign = Pick<PlannedCampaign, "wave" | "questionnaire" | "version" | "synthetic"> & {
  readonly authority: Pick<PlannedCampaign["authority"], "code">;
};

const ownPercents = [
  "band_percent",
  "band_percent_at_least",
  "band_percent_at_most",
  "interval_lower_percent",
  "interval_upper_percent",
] as const;
const widePercents = ["interval_998_lower_percent", "interval_998_upper_percent"] as const;
const othersPercents = ["others_percent", "others_percent_at_least", "others_percent_at_most"] as const;
const percentColumns = [...ownPercents, ...widePercents, ...othersPercents];
type PercentColumn = (typeof percentColumns)[number];

const baseColumns = ["answer_count", "others_answer_count", "authority_count"] as const;
type BaseColumn = (typeof baseColumns)[number];

/** Stands for a symbol, and for what no row says. */
const NONE = -1;

/** The shares of one campaign, or of a nation. A night has millions: a share takes 22 bytes. */
export class PrintedShares {
  readonly layout: Layout;
  readonly #percents: Int8Array;
  readonly #bases: Int32Array;

  constructor(layout: Layout) {
    this.layout = layout;
    this.#percents = new Int8Array(layout.countsInAll * percentColumns.length).fill(NONE);
    this.#bases = new Int32Array(layout.countsInAll * baseColumns.length).fill(NONE);
  }

  /** Of the columns that the row has. */
  note({ start }: Block, band: number, row: Readonly<Record<string, string>>): void {
    for (const [place, column] of percentColumns.entries()) {
      const percent = numberIn(row[column]);
      if (percent <= 100 && percent !== NONE) this.#percents[(start + band) * percentColumns.length + place] = percent;
    }
    for (const [place, column] of baseColumns.entries()) {
      const base = numberIn(row[column]);
      if (base !== NONE) this.#bases[(start + band) * baseColumns.length + place] = base;
    }
  }

  own(block: Block, band: number): PrintedBand {
    return {
      base: this.#base(block, band, "answer_count"),
      isExact: this.#percent(block, band, "band_percent") !== undefined,
      atLeast: this.#percent(block, band, "band_percent_at_least"),
      atMost: this.#percent(block, band, "band_percent_at_most"),
      interval: this.#interval(block, band, "interval_lower_percent", "interval_upper_percent"),
      wideInterval: this.#interval(block, band, "interval_998_lower_percent", "interval_998_upper_percent"),
    };
  }

  others(block: Block, band: number): PrintedBand {
    return {
      base: this.#base(block, band, "others_answer_count"),
      isExact: this.#percent(block, band, "others_percent") !== undefined,
      atLeast: this.#percent(block, band, "others_percent_at_least"),
      atMost: this.#percent(block, band, "others_percent_at_most"),
    };
  }

  /** In the pool of a nation; undefined where no row says. */
  authorities(block: Block): number | undefined {
    return block.measure.bands
      .map((_, band) => this.#base(block, band, "authority_count"))
      .find((count) => count !== undefined);
  }

  /** Whether two blocks say the same of themselves, whatever they say of others. */
  saysTheSame(block: Block, other: PrintedShares, otherBlock: Block): boolean {
    return this.#areAlike(block, other, otherBlock, ownPercents, ["answer_count"]);
  }

  /** Whether another block of the same shares says all that this one says; only comparisons have the wide interval. */
  repeats(block: Block, other: Block): boolean {
    return this.#areAlike(block, this, other, [...ownPercents, ...othersPercents], baseColumns);
  }

  #areAlike(
    one: Block,
    others: PrintedShares,
    other: Block,
    percents: readonly PercentColumn[],
    bases: readonly BaseColumn[],
  ): boolean {
    return one.measure.bands.every(
      (_, band) =>
        bases.every((column) => this.#base(one, band, column) === others.#base(other, band, column)) &&
        percents.every((column) => this.#percent(one, band, column) === others.#percent(other, band, column)),
    );
  }

  #base({ start }: Block, band: number, column: BaseColumn): number | undefined {
    return shown(this.#bases[(start + band) * baseColumns.length + baseColumns.indexOf(column)]);
  }

  #percent({ start }: Block, band: number, column: PercentColumn): number | undefined {
    return shown(this.#percents[(start + band) * percentColumns.length + percentColumns.indexOf(column)]);
  }

  #interval(block: Block, band: number, from: PercentColumn, to: PercentColumn): PrintedInterval | undefined {
    const [lower, upper] = [this.#percent(block, band, from), this.#percent(block, band, to)];
    return lower === undefined || upper === undefined ? undefined : { lower, upper };
  }
}

const shown = (value: number | undefined) => (value === NONE ? undefined : value);

function numberIn(text: string | undefined): number {
  return text !== undefined && /^[0-9]{1,9}$/.test(text) ? Number(text) : NONE;
}

export interface PublishedCampaign {
  readonly campaign: PublicCampaign;
  readonly shares: PrintedShares;
}

export interface PublishedFigures {
  readonly campaigns: readonly PublishedCampaign[];
  /** By `nameOfNation`. */
  readonly nations: ReadonlyMap<string, PrintedShares>;
}

export function nameOfNation({ wave, questionnaire, synthetic }: Omit<PublicCampaign, "authority">): string {
  return `${wave} ${questionnaire} ${originOf(synthetic)}`;
}

const originOf = (synthetic: boolean) => (synthetic ? origins.synthetic : origins.survey);

/** @returns the published figures of those campaigns of which there are any */
export async function publishedFigures(
  files: Files,
  campaigns: readonly PublicCampaign[],
  questionnaireOf: (id: CampaignKey["questionnaire"], version: number) => Questionnaire,
): Promise<PublishedFigures> {
  const layouts = new Map<string, Layout>();
  const layoutFor = ({ questionnaire, version }: PublicCampaign) => {
    const name = `${questionnaire} ${version}`;
    const layout = layouts.get(name) ?? layoutOf(questionnaireOf(questionnaire, version));
    layouts.set(name, layout);
    return layout;
  };
  const planned = new Map(
    campaigns.map((campaign) => [`${nameOfNation(campaign)} ${campaign.authority.code}`, campaign]),
  );
  const found = new Map<string, PublishedCampaign>();
  const noteOwn = (row: SharedFields & { readonly old_la_code: string }) => {
    const name = `${row.wave} ${row.instrument} ${row.data_origin} ${row.old_la_code}`;
    const campaign = planned.get(name);
    if (campaign === undefined) return;
    const published = found.get(name) ?? { campaign, shares: new PrintedShares(layoutFor(campaign)) };
    found.set(name, published);
    noteIn(published.shares, row);
  };
  await eachRow(files, benchmarks, noteOwn);
  await eachRow(files, comparisons, ({ band, measure_level, measure, gender, ...row }) => {
    const { wave, data_origin, instrument, old_la_code } = row;
    const { interval_998_lower_percent, interval_998_upper_percent } = row;
    const share = { wave, data_origin, instrument, old_la_code, band, measure_level, measure, gender };
    noteOwn({ ...share, age_band: TOTAL, interval_998_lower_percent, interval_998_upper_percent });
  });
  const latest = new Map<string, Layout>();
  for (const { campaign } of [...found.values()].toSorted(
    (one, other) => one.campaign.version - other.campaign.version,
  )) {
    latest.set(nameOfNation(campaign), layoutFor(campaign));
  }
  const nations = new Map([...latest].map(([name, layout]) => [name, new PrintedShares(layout)]));
  await eachRow(files, national, (row) => {
    const shares = nations.get(`${row.wave} ${row.instrument} ${row.data_origin}`);
    if (shares !== undefined) noteIn(shares, row);
  });
  return { campaigns: [...found.values()], nations };
}

type SharedFields = Readonly<Record<string, string>> & {
  readonly wave: string;
  readonly data_origin: string;
  readonly instrument: string;
};

/** A file that is missing, or is another than its definition, tells nothing more: other rules find that. */
async function eachRow<Name extends string>(
  files: Files,
  { path, columns }: { readonly path: string; readonly columns: readonly (Column & { readonly name: Name })[] },
  note: (row: Readonly<Record<Name, string>>) => void,
): Promise<void> {
  const bytes = files.get(path);
  if (bytes === undefined) return;
  try {
    for await (const { fields } of rowsOf(bytes, columns)) note(fields);
  } catch (error) {
    if (!(error instanceof NotTheDataset)) throw error;
  }
}

const blocksByLayout = new WeakMap<Layout, ReadonlyMap<string, Block>>();

const crossed = ["gender", "age_band", "placement", "period_of_care_length", "ethnicity_major"] as const;

function noteIn(shares: PrintedShares, row: Readonly<Record<string, string>>): void {
  const blocks = blocksByLayout.get(shares.layout) ?? blocksOf(shares.layout);
  blocksByLayout.set(shares.layout, blocks);
  const { measure_level, measure, band = "" } = row;
  const breakdown = crossed.find((column) => row[column] !== undefined && row[column] !== TOTAL);
  const group = breakdown === undefined ? "total/" : `${breakdown}/${row[breakdown]}`;
  const block = blocks.get(`${measure_level}/${measure}/${group}`);
  const place = block?.measure.bands.indexOf(band) ?? NONE;
  if (block !== undefined && place !== NONE) shares.note(block, place, row);
}

const itemOf = ({ breakdown, category }: Group) =>
  breakdown === "total" ? category : filterItemOf(breakdown, category);

function blocksOf({ blocks }: Layout): ReadonlyMap<string, Block> {
  return new Map(
    blocks.map((block) => {
      const { measure, group } = block;
      return [`${measure.level}/${measure.id}/${group.breakdown}/${itemOf(group)}`, block];
    }),
  );
}
