/** Columns that several datasets share: what a figure is about, and the range behind a coded share. */
import type { Column } from "../dataset.ts";

export const domainColumn = { name: "domain", role: "filter", label: "Domain of well-being" } as const satisfies Column;

/** An indicator's or a derived measure's headline: the band whose share is quoted. */
export const headlineColumns = [
  domainColumn,
  { name: "measure_level", role: "filter", label: "indicator or derived" },
  { name: "measure", role: "filter", label: "Id of the indicator or derived measure" },
  { name: "band", role: "filter", label: "Band of answers whose share is quoted" },
] as const satisfies readonly Column[];

/** An authority's share of its headline, everywhere in the same words. */
export const ownShareColumns = [
  { name: "answer_count", role: "indicator", label: "Valid answers, to the nearest 5" },
  { name: "band_percent", role: "indicator", label: "Per cent of valid answers in the band" },
  { name: "band_percent_at_least", role: "indicator", label: "Lowest per cent that the published range allows" },
  { name: "band_percent_at_most", role: "indicator", label: "Highest per cent that the published range allows" },
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
