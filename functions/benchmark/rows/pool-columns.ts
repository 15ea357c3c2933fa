/** The columns of a share over several authorities, without the prefix that a dataset gives them. */
import type { PublishablePool } from "#shared/release/cell.ts";
import { symbols } from "#shared/release/dataset.ts";

type Cell = string | number;

export interface PoolColumns {
  readonly authorities: Cell;
  readonly fromEarlierWaves: Cell;
  readonly base: Cell;
  readonly percent: Cell;
  readonly atLeast: Cell;
  readonly atMost: Cell;
}

const everywhere = (symbol: string): PoolColumns => ({
  authorities: symbol,
  fromEarlierWaves: symbol,
  base: symbol,
  percent: symbol,
  atLeast: symbol,
  atMost: symbol,
});

export function poolColumns(pool: PublishablePool): PoolColumns {
  switch (pool.status) {
    case "not-applicable":
      return everywhere(symbols.notApplicable);
    case "confidential":
      return everywhere(symbols.confidential);
    case "coded":
      return { ...pool, percent: symbols.confidential };
    case "exact":
      return { ...pool, atLeast: pool.percent, atMost: pool.percent };
  }
}
