/** What the files of records of every wave keep to. Another policy is another id or version: it stands in every report. */
import type { Tier } from "#shared/storage/microdata.ts";
import type { Criteria } from "./anonymity/criteria.ts";

export interface MicrodataPolicy extends Required<Omit<Criteria, "k">> {
  readonly id: string;
  readonly version: number;
  /** By who reads the file: outside of the owner nobody has signed what the owner's people have. */
  readonly k: Readonly<Record<Tier, number>>;
  /** Of fewer respondents no record is written and not even their number: it would be a small count. */
  readonly fewestRecords: number;
}

export const microdataPolicy = {
  id: "records-k-l-t",
  version: 2,
  k: { owner: 5, shared: 10 },
  l: 2,
  t: 0.2,
  suppressionLimit: 0.04,
  fewestRecords: 10,
} as const satisfies MicrodataPolicy;

export function criteriaFor(tier: Tier, { k, l, t, suppressionLimit }: MicrodataPolicy): Criteria {
  return { k: k[tier], l, t, suppressionLimit };
}
