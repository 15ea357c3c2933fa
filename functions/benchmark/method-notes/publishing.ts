/** The notes on what is made of the claims, how children are protected, and what nobody should read into a figure. */
import { symbols } from "#shared/release/dataset.ts";
import { noisedCounts } from "#shared/release/datasets/noised-counts.ts";
import { HELD_CAMPAIGNS_ARE_AWAITED_IN_DAYS } from "#shared/release/hold-rule.ts";
import { code, list, section } from "#shared/release/metadata/markdown.ts";
import { guaranteeInWords, noiseTable, shownInWords } from "../methods/rules-in-words.ts";
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
    "The national figures",
    `All authorities of one wave with one instrument, by gender, age band, placement, time in care and major ethnic group, one at a time. No earlier wave stands in. Everybody, girls and boys are the sums of the authorities' fitted counts, and follow the campaigns as they are counted. All other groups, and the steps of ladders, are counted once for the nation, when every campaign of the wave is counted or has too few responses to be; a campaign that is held for another reason is waited for ${HELD_CAMPAIGNS_ARE_AWAITED_IN_DAYS} days. At least ${policy.shown.fewestAuthorities} authorities. Each child who answered counts once, so that large authorities weigh more; it is no estimate for authorities that did not take part. Its intervals take all answers as independent; children of one authority are more alike, so that the true uncertainty is larger.`,
  );
}

export function protection({ policy }: MethodNotes): string {
  const { guarantee, limits } = guaranteeInWords(policy);
  return section(
    "How children are protected",
    `To protect children, a small random number was added to each count before anything was worked out, and the original counts were not kept. Intervals and tests allow for it. Policy ${code(policy.id)}, version ${policy.version}.`,
    "The random numbers are whole and follow the discrete Gaussian distribution (C. Canonne, G. Kamath and T. Steinke 2020, arXiv 2004.00010). Each campaign is counted once, on the first night after its window has closed, and its noise is drawn once:",
    noiseTable(policy),
    `**The guarantee.** ${guarantee}`,
    "What it does not cover:",
    list(limits),
    "A share differs a little from what children said: of 60 by about 2 points, of 20 by 7, girls or boys of 30 by 8. An authority that holds its own paper forms counts otherwise. Bands need not sum to 100, and girls and boys need not average to everybody. A share of 0 or 100% is an estimate like any other, and never without its interval.",
    `Every figure can be worked out again from ${code(noisedCounts.path)}.`,
    "### What is shown",
    list(shownInWords(policy)),
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
