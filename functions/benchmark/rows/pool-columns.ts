/** The columns of a share over several authorities, without the prefix that a dataset gives them. */
import type { PublishablePool } from "#shared/release/cell.ts";
import { type Field, symbols } from "#shared/release/dataset.ts";

export interface PoolColumns {
  readonly authorities: Field;
  readonly fromEarlierWaves: Field;
  readonly base: Field;
  readonly percent: Field;
  readonly atLeast: Field;
  readonly atMost: Field;
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
