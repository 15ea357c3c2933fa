/** The records of an instrument as each kind of reader may see them. */
import type { Tier } from "#shared/storage/microdata.ts";
import { type Edition, type Generalisation, nestedIn } from "./anonymity/generalisation.ts";
import type { Microdata } from "./anonymity/microdata.ts";
import { leastGeneralisation } from "./anonymity/search.ts";
import { criteriaFor, type MicrodataPolicy } from "./policy.ts";

/** Records with the generalisation that was found for them. */
export interface Released {
  readonly edition: Edition;
  readonly generalisation: Generalisation;
}

/** Why no records can be released. */
export interface Withheld {
  readonly withheld: "too few" | "nothing acceptable";
}

export type Outcome = Released | Withheld;

/**
 * For the owner the generalisation that loses least, and for everybody else the one that loses least of those that could
 * be made from the owner's. Chance has no part in it: the same records give the same editions, in whatever order they come.
 */
export function nestedEditions(microdata: Microdata, policy: MicrodataPolicy): Readonly<Record<Tier, Outcome>> {
  if (microdata.records.length < policy.fewestRecords) {
    return { owner: { withheld: "too few" }, shared: { withheld: "too few" } };
  }
  const owner = leastOf({ ...microdata, ...criteriaFor("owner", policy) });
  if ("withheld" in owner) return { owner, shared: owner };
  const nested = { ...microdata, ...criteriaFor("shared", policy), ...nestedIn(owner.generalisation) };
  return { owner, shared: leastOf(nested) };
}

function leastOf(edition: Edition): Outcome {
  const generalisation = leastGeneralisation(edition);
  return generalisation === undefined ? { withheld: "nothing acceptable" } : { edition, generalisation };
}
