/** Columns that several datasets share, everywhere in the same words: what a figure is about, and what is told of it. */
import type { Column } from "../dataset.ts";

export const domainColumn = { name: "domain", role: "filter", label: "Domain of well-being" } as const satisfies Column;

/** Anything whose bands are counted. */
export const measureColumns = [
  domainColumn,
  { name: "measure_level", role: "filter", label: "item, indicator or derived" },
  { name: "measure", role: "filter", label: "Id of the item, indicator or derived measure" },
] as const satisfies readonly Column[];

export const ladderColumns = [
  domainColumn,
  { name: "measure", role: "filter", label: "Id of the ladder" },
] as const satisfies readonly Column[];

/** An indicator's or a derived measure's headline: the band whose share is quoted. */
export const headlineColumns = [
  domainColumn,
  { name: "measure_level", role: "filter", label: "indicator or derived" },
  { name: "measure", role: "filter", label: "Id of the indicator or derived measure" },
  { name: "band", role: "filter", label: "Band of answers whose share is quoted" },
] as const satisfies readonly Column[];

export const bandPercentColumns = [
  { name: "band_percent", role: "indicator", label: "Per cent of valid answers in the band" },
  { name: "band_percent_at_least", role: "indicator", label: "Lowest per cent that the published range allows" },
  { name: "band_percent_at_most", role: "indicator", label: "Highest per cent that the published range allows" },
] as const satisfies readonly Column[];

/** An authority's share. */
export const ownShareColumns = [
  { name: "answer_count", role: "indicator", label: "Valid answers, to the nearest 5" },
  ...bandPercentColumns,
] as const satisfies readonly Column[];

export const intervalColumns = [
  { name: "interval_lower_percent", role: "indicator", label: "95% Wilson interval, lower end" },
  { name: "interval_upper_percent", role: "indicator", label: "95% Wilson interval, upper end" },
] as const satisfies readonly Column[];

export const wideIntervalColumns = [
  { name: "interval_998_lower_percent", role: "indicator", label: "99.8% Wilson interval, lower end" },
  { name: "interval_998_upper_percent", role: "indicator", label: "99.8% Wilson interval, upper end" },
] as const satisfies readonly Column[];

export const averageColumns = [
  { name: "answer_average", role: "indicator", label: "Mean of the ladder", holds: "tenths" },
  { name: "interval_lower_average", role: "indicator", label: "95% Student t interval, lower end", holds: "tenths" },
  { name: "interval_upper_average", role: "indicator", label: "95% Student t interval, upper end", holds: "tenths" },
] as const satisfies readonly Column[];

export const testColumns = [
  { name: "p_value", role: "indicator", label: "p, rounded up to three decimals", holds: "thousandths" },
  {
    name: "q_value",
    role: "indicator",
    label: "p adjusted for the family of tests, rounded up to three decimals",
    holds: "thousandths",
  },
] as const satisfies readonly Column[];

export const statusColumn = {
  name: "status",
  role: "filter",
  label: "Why figures stand here or are missing; the method notes say each in a sentence",
} as const satisfies Column;

export const claimColumns = [
  {
    name: "claim",
    role: "indicator",
    label: "bright-spot, area-for-improvement, higher, lower or none",
    holds: "word",
  },
  { name: "claim_rule", role: "indicator", label: "Rule by which the claim was made or not made", holds: "word" },
] as const satisfies readonly Column[];

export const referenceDiffersColumn = {
  name: "reference_differs",
  role: "filter",
  label: "What the reference does not share with the figure, or no",
} as const satisfies Column;

/** On how much a reference rests. */
export const referenceSizeColumns = [
  { name: "reference_authority_count", role: "indicator", label: "Other authorities in the pool" },
  {
    name: "reference_earlier_wave_count",
    role: "indicator",
    label: "Of these, authorities that stand in with an earlier wave",
  },
  { name: "reference_answer_count", role: "indicator", label: "Valid answers of the reference, rounded" },
] as const satisfies readonly Column[];
