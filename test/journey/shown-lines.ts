/** What a release shows and does not show, in numbers: of no authority, group or question. */
import { TOTAL } from "#shared/release/dataset.ts";
import { type HoldReason, holdReasons } from "#shared/release/hold-rule.ts";
import { grouped } from "./wave-run.ts";

const reasonsInWords: Readonly<Record<HoldReason, string>> = {
  "too-few": "fewer than ten responses",
  "more-responses-than-eligible": "more responses than children invited",
  "identical-answers": "too many identical answers",
  "ages-outside-instrument": "too many ages outside of the questionnaire's",
};

export interface ShownRows {
  /** Rows of the benchmarks. */
  readonly shares: readonly { readonly gender: string; readonly band_percent: string }[];
  /** Rows of the gender gap. */
  readonly gaps: readonly { readonly status: string }[];
  /** Rows of the national figures. */
  readonly national: readonly { readonly band_percent: string }[];
  /** Rows of the response rates. */
  readonly rates: readonly { readonly held_reason: string }[];
}

export function shownLines({ shares, gaps, national, rates }: ShownRows): string[] {
  const held = holdReasons.flatMap((reason) => {
    const campaigns = rates.filter(({ held_reason }) => held_reason === reason).length;
    return campaigns === 0 ? [] : [`${campaigns} for ${reasonsInWords[reason]}`];
  });
  const isShown = ({ band_percent }: { readonly band_percent: string }) => /^[0-9]+$/.test(band_percent);
  const ofEverybody = shares.filter(({ gender }) => gender === TOTAL);
  const ofGenders = shares.filter(({ gender }) => gender !== TOTAL);
  return [
    `Shown: ${part(ofEverybody, isShown)} shares of everybody in an authority, ${part(ofGenders, isShown)} of its girls and boys, ${part(national, isShown)} of the nation; ${part(gaps, ({ status }) => status === "compared")} gaps between girls and boys of an authority. The others are of groups of fewer than fifteen.`,
    `Campaigns held: ${held.length === 0 ? "none" : held.join(", ")}.`,
  ];
}

function part<Row>(rows: readonly Row[], isShown: (row: Row) => boolean): string {
  const shown = rows.filter(isShown).length;
  const percent = rows.length === 0 ? 0 : Math.round((100 * shown) / rows.length);
  return `${grouped(shown)} of ${grouped(rows.length)} (${percent}%)`;
}
