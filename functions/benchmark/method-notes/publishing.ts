/** The notes on what is made of the claims, what may be seen, and what nobody should read into it. */
import { symbols } from "#shared/release/dataset.ts";
import { code, list, section, table } from "#shared/release/metadata/markdown.ts";
import { largestShareInWords } from "#shared/release/policy.ts";
import { endCodingsInWords, policyInWords } from "../methods/rules-in-words.ts";
import { FEWEST_UNNAMED_PEERS, peerRelations } from "../peer-learning.ts";
import type { MethodNotes } from "./noted.ts";

export function domainsAndPeers(): string {
  return section(
    "Domains and peer learning",
    "A domain is summed up by lists of claims, never by a score. Every measure of the domain is listed, and those that could not be compared are listed again as such.",
    "For every area for improvement, peers are the other authorities of the same pool with a bright spot on the same measure against other authorities. An authority is named only with its consent, as last given.",
    list([
      `Order of asking: ${peerRelations.map(code).join(", then ")}; inside a relation neighbours from the nearest, else by code. The order is no rank.`,
      `Peers without consent are counted where they are ${FEWEST_UNNAMED_PEERS} or more, else \`${symbols.confidential}\`.`,
    ]),
  );
}

export function nationalPool({ policy }: MethodNotes): string {
  return section(
    "The national pool",
    `All authorities of one wave with one instrument, by gender, age band, placement, time in care and major ethnic group, one at a time. No earlier wave stands in. Gender (girls and boys), age band and everybody follow the campaigns as they are released; all other groups are shown once every campaign of the wave is over, and from then on over the same authorities. The rules are those of every pool: at least ${policy.pool.minimumAuthorities} authorities with an answer, none of which gives more than ${largestShareInWords(policy)} of the answers. Each child who answered counts once, so that large authorities weigh more; it is no estimate for authorities that did not take part. Its intervals take all answers as independent; children of one authority are more alike, so that the true uncertainty is larger.`,
  );
}

export function disclosure({ policy }: MethodNotes): string {
  return section(
    "Disclosure policy",
    `Policy ${code(policy.id)}, version ${policy.version}:`,
    list(policyInWords(policy)),
    table(["Valid answers", "Low end", "High end"], endCodingsInWords(policy)),
  );
}

export function whatTheFiguresAreNot(): string {
  return section(
    "What the figures are not",
    list([
      "No ranking. Most authorities differ by little more than chance, so that a place in a sorted list is chance for the most part; intervals are there to show it.",
      "No causes. A difference says that children answered differently, not why; nothing is adjusted for who they are, how long they have been in care or who chose to answer.",
      "No sample of all children in care. Everybody was invited, not everybody answered. Intervals take those who answered as a random sample of a much larger group; nothing is corrected for how large a part answered, nor for who did not.",
      "No proof of sameness. Where nothing is claimed, a difference may still be there: few answers show large differences only.",
      "No series of the same children. Earlier waves, also those that stand in, were answered by other children, or by the same ones grown older.",
    ]),
  );
}
