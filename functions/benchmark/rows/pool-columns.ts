/** The columns of a share over several authorities, without the prefix that a dataset gives them. */
import type { Field } from "#shared/release/dataset.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { PooledBlock } from "../counts/pools.ts";
import type { Shown } from "../counts/shown.ts";
import { baseOf, percentOf } from "./share-columns.ts";
import { symbolFor } from "./symbols.ts";

export interface PoolColumns {
  readonly authorities: Field;
  readonly fromEarlierWaves: Field;
  readonly base: Field;
  readonly percent: Field;
}

export function poolColumns(pool: Shown<PooledBlock>, position: number, policy: DisclosurePolicy): PoolColumns {
  if (pool.status !== "shown") return everywhere(symbolFor(pool.status));
  const { block } = pool;
  return {
    authorities: block.authorities,
    fromEarlierWaves: block.fromEarlierWaves,
    base: baseOf(block, policy.shown.pooledBaseRoundedTo),
    percent: percentOf(block, position),
  };
}

export function everywhere(symbol: string): PoolColumns {
  return { authorities: symbol, fromEarlierWaves: symbol, base: symbol, percent: symbol };
}
