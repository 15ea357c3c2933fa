/** What the method notes of one release are written from. */
import type { ClaimRule } from "#shared/release/comparison.ts";
import type { DatasetDefinition } from "#shared/release/dataset.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { ComparatorUse } from "./comparators.ts";
import type { FamilySummary } from "./families.ts";
import type { OverDispersionSummary } from "./over-dispersed.ts";

/** Nothing here changes from night to night unless the files do. */
export interface MethodNotes {
  readonly methodVersion: string;
  readonly policy: DisclosurePolicy;
  readonly claimRule: ClaimRule;
  /** Whether any campaign of the release is invented. */
  readonly synthetic: boolean;
  /** Those that the page lies beside. */
  readonly datasets: readonly Pick<DatasetDefinition, "path" | "title">[];
  readonly families: readonly FamilySummary[];
  readonly comparatorsUsed: readonly ComparatorUse[];
  readonly overDispersed: readonly OverDispersionSummary[];
}
