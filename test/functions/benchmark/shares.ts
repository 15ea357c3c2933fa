/** Shares as a comparison finds them, with characters. SYNTHETIC. */
import { protectTable } from "#functions/benchmark/disclosure/protect-table.ts";
import type { OwnShare, PooledShare } from "#shared/release/cell.ts";
import { defaultPolicy } from "#shared/release/policy.ts";

/** Of a measure with one other band, in a campaign whose groups ask for nothing more. */
export function anOwnShare(count: number, base: number): OwnShare {
  const { total } = protectTable({ total: [count, base - count], breakdowns: [] }, defaultPolicy);
  const [shown] = total === "hidden" ? [] : total;
  return { count, base, shown: shown ?? { status: "hidden" } };
}

/** Of eight others, one of them from an earlier wave and one without an answer; all of it published exactly. */
export function aPooledShare(count: number, base: number, changes: Partial<PooledShare> = {}): PooledShare {
  return {
    lowest: count,
    highest: count,
    base,
    isHidden: false,
    step: 0,
    released: 8,
    authorities: 7,
    fromEarlierWaves: 1,
    answers: base,
    largestBase: Math.floor(base / 4),
    ...changes,
  };
}
