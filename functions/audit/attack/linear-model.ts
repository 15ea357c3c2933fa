/** Unknown counts, and what is known of sums of them: a linear program without an objective. */

/** A count that is known, or the position of one that is not. */
export type Quantity = { readonly known: number } | { readonly column: number };

export function isKnown(quantity: Quantity): quantity is { readonly known: number } {
  return "known" in quantity;
}

/** A sum of counts, the known ones added up. */
export class Sum {
  known = 0;
  readonly terms = new Map<number, number>();

  add(quantity: Quantity, times = 1): this {
    if (isKnown(quantity)) this.known += times * quantity.known;
    else this.terms.set(quantity.column, (this.terms.get(quantity.column) ?? 0) + times);
    return this;
  }

  addAll(quantities: Iterable<Quantity>, times = 1): this {
    for (const quantity of quantities) this.add(quantity, times);
    return this;
  }
}

export interface Row {
  readonly columns: readonly number[];
  readonly factors: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

/** What a double forgets in sums of small whole numbers and per cents. */
export const SLACK = 1e-6;

export class LinearModel {
  readonly lower: number[] = [];
  readonly upper: number[] = [];
  readonly rows: Row[] = [];
  /** Two things that are known contradict each other. */
  isContradictory = false;

  /** A count between two known ones; no column where they are the same. */
  count(lower: number, upper: number): Quantity {
    if (lower > upper) this.isContradictory = true;
    if (lower >= upper) return { known: lower };
    this.lower.push(lower);
    this.upper.push(upper);
    return { column: this.lower.length - 1 };
  }

  /** What a sum of counts can at most be, if nothing but each by itself is known. */
  most({ known, terms }: Sum): number {
    let most = known;
    for (const [column, times] of terms) most += times * ((times > 0 ? this.upper : this.lower)[column] ?? 0);
    return most;
  }

  /** The sum lies between two numbers. */
  keep({ known, terms }: Sum, lower: number, upper: number): void {
    const columns: number[] = [];
    const factors: number[] = [];
    for (const [column, factor] of terms) {
      if (factor === 0) continue;
      columns.push(column);
      factors.push(factor);
    }
    if (columns.length > 0) this.rows.push({ columns, factors, lower: lower - known, upper: upper - known });
    else if (known < lower - SLACK || upper + SLACK < known) this.isContradictory = true;
  }
}
