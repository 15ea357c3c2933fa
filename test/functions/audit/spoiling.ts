/** Ways to spoil the draft of an honest night, and the claim that the audit finds it. */
import { expect } from "vitest";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { aNight, type Night, type Row } from "./a-night.ts";

export const BENCHMARKS = "benchmarks.csv";
export const RATES = "response_rates.csv";
export const COMPARISONS = "comparisons.csv";
export const AVERAGES = "averages.csv";
export const GAPS = "gender_gap.csv";
export const TRENDS = "trends.csv";
export const FUNNEL = "funnel.csv";
export const DOMAINS = "domains.csv";
export const PEERS = "peer_learning.csv";
export const NATIONAL = "national.csv";
export const NATIONAL_AVERAGES = "national_averages.csv";

const isNumber = (cell: string | undefined) => cell !== undefined && /^[0-9]+$/.test(cell);
export const isExact = (row: Row) => isNumber(row.band_percent);
export const isCoded = (row: Row) => row.band_percent === "c" && isNumber(row.answer_count);
export const isWithheld = (row: Row) => row.answer_count === "c";
export const isPoolExact = (row: Row) => isNumber(row.others_percent);
export const isPoolCoded = (row: Row) => row.others_percent === "c" && isNumber(row.others_answer_count);
export const isPoolWithheld = (row: Row) => row.others_answer_count === "c";
export const isPoolOfNobody = (row: Row) => row.others_answer_count === "z";

export const isCompared = (row: Row) => row.status === "compared";
export const isAdjusted = (row: Row) => isCompared(row) && row.q_value !== row.p_value;

export const plus = (cell: string | undefined, step: number) => String(Number(cell) + step);

/**
 * Changes the first row of the file that is of this kind, and leaves the other rows out: what is claimed is about this
 * row, and a night has thousands.
 */
function spoilFirst(night: Night, path: string, kind: (row: Row) => boolean, change: (row: Row) => Row): void {
  const row = night.rows(path).find(kind);
  if (row === undefined) throw new Error("the night has no such row");
  night.rewrite(path, () => [{ ...row, ...change(row) }]);
}

export const inRow = (path: string) => (kind: (row: Row) => boolean, change: (row: Row) => Row) => (night: Night) =>
  spoilFirst(night, path, kind, change);
export const inBenchmarks = (kind: (row: Row) => boolean, change: (row: Row) => Row) => (night: Night) =>
  spoilFirst(night, BENCHMARKS, kind, change);
export const inRates = (status: string, change: (row: Row) => Row) => (night: Night) =>
  spoilFirst(night, RATES, (row) => row.campaign_status === status, change);
export const inManifest = (change: (manifest: ReturnType<Night["manifest"]>) => object) => (night: Night) => {
  const manifest = night.manifest();
  night.writeManifest({ ...manifest, ...change(manifest) });
};
export const inText =
  (path: string, change: (text: string) => string, encoding: BufferEncoding = "utf8") =>
  (night: Night) => {
    const rows = night.manifest().files.find((file) => file.path === path)?.rows ?? 0;
    night.writeFile(path, Buffer.from(change(Buffer.from(night.bytesOf(path)).toString("utf8")), encoding), rows);
  };
export const own = (share: string, base?: string): Row => ({
  ...(base !== undefined && { answer_count: base }),
  band_percent: share,
  band_percent_at_least: share,
  band_percent_at_most: share,
});
export const others = (share: string): Row => ({
  others_percent: share,
  others_percent_at_least: share,
  others_percent_at_most: share,
});

export type Spoiled = readonly [claim: string, spoil: (night: Night) => void, fault: string];

const datasetsWithoutRates = allDatasets.map(({ path }) => path as string).filter((path) => path !== RATES);

/**
 * Of all datasets but the response rates, only what the spoiling itself writes and what it needs is there: the gaps are
 * found as well, and do no harm.
 */
export async function isFound(spoil: (night: Night) => void, fault: string) {
  const night = await aNight();
  night.empty(datasetsWithoutRates);
  spoil(night);
  expect(await night.faults()).toContain(fault);
}

/** That a campaign which lacks its first row has gaps, and with all of its rows has none. */
export async function isMissed(path: string, campaign: string, rule: string) {
  const isOfCampaign = ({ wave, old_la_code, instrument }: Row) => `${wave} ${old_la_code} ${instrument}` === campaign;
  await areMissed(path, isOfCampaign, `${rule}: campaign ${campaign} has gaps`);
}

/** That there is this fault where the first of these rows is missing, and not where all of them are there. */
export async function areMissed(path: string, rows: (row: Row) => boolean, fault: string) {
  const night = await aNight();
  night.empty(datasetsWithoutRates);
  night.rewrite(path, (all) => all.filter(rows));
  expect(await night.faults()).not.toContain(fault);
  night.rewrite(path, (all) => all.filter(rows).slice(1));
  expect(await night.faults()).toContain(fault);
}
