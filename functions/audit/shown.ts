/** What a block of columns says: withheld, a range, or a figure. Anything in between is a block that is half withheld. */
import { symbols } from "#shared/release/dataset.ts";

export type Shown =
  | { readonly status: "confidential" }
  | { readonly status: "not-applicable" }
  | {
      readonly status: "coded" | "exact";
      readonly base: number;
      readonly atLeast: number;
      readonly atMost: number;
      /** Of exact figures that have one. */
      readonly interval?: { readonly lower: number; readonly upper: number };
    }
  | { readonly status: "broken" };

const WHOLE = /^(0|[1-9][0-9]*)$/;

function isWhole(cell: string): boolean {
  return WHOLE.test(cell);
}

interface BlockColumns {
  readonly bases: readonly string[];
  readonly percent: string;
  readonly atLeast: string;
  readonly atMost: string;
  readonly interval: readonly string[];
}

/**
 * All of a block is `c` or `z`; or the bases and the range are numbers and the rest is `c`; or all are numbers and the
 * range is the per cent.
 */
function shown({ bases, percent, atLeast, atMost, interval }: BlockColumns): Shown {
  const all = [...bases, percent, atLeast, atMost, ...interval];
  if (all.every((cell) => cell === symbols.confidential)) return { status: "confidential" };
  if (all.every((cell) => cell === symbols.notApplicable)) return { status: "not-applicable" };
  if (![...bases, atLeast, atMost].every(isWhole)) return { status: "broken" };
  const figures = { base: Number(bases[0]), atLeast: Number(atLeast), atMost: Number(atMost) };
  if ([percent, ...interval].every((cell) => cell === symbols.confidential)) return { status: "coded", ...figures };
  if (![percent, ...interval].every(isWhole) || percent !== atLeast || percent !== atMost) return { status: "broken" };
  const [lower, upper] = interval.map(Number);
  if (lower === undefined || upper === undefined) return { status: "exact", ...figures };
  return { status: "exact", ...figures, interval: { lower, upper } };
}

export function shownOwn(
  fields: Readonly<
    Record<
      | "answer_count"
      | "band_percent"
      | "band_percent_at_least"
      | "band_percent_at_most"
      | "interval_lower_percent"
      | "interval_upper_percent",
      string
    >
  >,
): Shown {
  return shown({
    bases: [fields.answer_count],
    percent: fields.band_percent,
    atLeast: fields.band_percent_at_least,
    atMost: fields.band_percent_at_most,
    interval: [fields.interval_lower_percent, fields.interval_upper_percent],
  });
}

export function shownOthers(
  fields: Readonly<
    Record<
      | "others_authority_count"
      | "others_earlier_wave_count"
      | "others_answer_count"
      | "others_percent"
      | "others_percent_at_least"
      | "others_percent_at_most",
      string
    >
  >,
): Shown {
  return shown({
    bases: [fields.others_answer_count, fields.others_authority_count, fields.others_earlier_wave_count],
    percent: fields.others_percent,
    atLeast: fields.others_percent_at_least,
    atMost: fields.others_percent_at_most,
    interval: [],
  });
}
