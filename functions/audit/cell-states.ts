/** What a draft shows of every cell of one table of figures: two bytes a cell, for a night has millions. */
import type { Block, Layout } from "./layout.ts";
import type { Shown } from "./shown.ts";

export type CellState =
  | { readonly status: "hidden" }
  | { readonly status: "exact" }
  /** In whole per cent. */
  | { readonly status: "range"; readonly atLeast: number; readonly atMost: number };

const hidden: CellState = { status: "hidden" };
const exact: CellState = { status: "exact" };

const HIDDEN = 0;
const EXACT = 1;
const FIRST_RANGE = 2;
const PER_CENTS = 101;

/** A cell that the draft does not have is hidden. */
export class CellStates {
  /** By the places that the layout gives. */
  readonly #codes: Uint16Array;

  constructor({ countsInAll }: Layout) {
    this.#codes = new Uint16Array(countsInAll);
  }

  /** What is half withheld shows nothing that can be relied on; another rule finds it. */
  note({ start }: Block, band: number, shown: Shown): void {
    this.#codes[start + band] = codeOf(shown);
  }

  of({ start }: Block, band: number): CellState {
    const code = this.#codes[start + band] ?? HIDDEN;
    if (code === HIDDEN) return hidden;
    if (code === EXACT) return exact;
    const range = code - FIRST_RANGE;
    return { status: "range", atLeast: Math.floor(range / PER_CENTS), atMost: range % PER_CENTS };
  }

  /** A block of which every band is withheld is hidden. */
  isPublished(block: Block): boolean {
    return this.#codesOf(block).some((code) => code !== HIDDEN);
  }

  isExact(block: Block): boolean {
    return this.#codesOf(block).every((code) => code === EXACT);
  }

  #codesOf({ start, measure }: Block): Uint16Array {
    return this.#codes.subarray(start, start + measure.bands.length);
  }
}

function codeOf(shown: Shown): number {
  if (shown.status === "exact") return EXACT;
  if (shown.status !== "coded" || shown.atLeast >= PER_CENTS || shown.atMost >= PER_CENTS) return HIDDEN;
  return FIRST_RANGE + shown.atLeast * PER_CENTS + shown.atMost;
}
