import type { Authority } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { symbols } from "#shared/release/dataset.ts";
import type { CountedCampaign, Evidence } from "../evidence.ts";
import { type ExpectedRow, judgeAgainst, ofReleasedCampaigns } from "../expected-rows.ts";
import { type PublishedClaim, PublishedClaims } from "../published-claims.ts";
import type { Rule } from "../rule.ts";

const key = ["measure_level", "measure", "comparison", "peer_order"] as const;
type PeersRow = ExpectedRow<"peer_learning.csv", (typeof key)[number]>;

/**
 * Beside every area for improvement stand the authorities of the pool that have a bright spot there and let themselves be
 * named, the most alike first; of the others only how many they are, and only where they are many.
 */
export const peersFollowTheComparisons: Rule = {
  name: "peers-follow-the-comparisons",
  begin(evidence) {
    const published = new PublishedClaims(evidence);
    const inspection = judgeAgainst({
      path: "peer_learning.csv",
      key,
      ...ofReleasedCampaigns(evidence),
      hasRows: (known) => areasOf(known, published).length > 0,
      rowsOf: (known: CountedCampaign) => peerRows(known, published, evidence),
    });
    return published.readBefore(inspection);
  },
};

const FEWEST_UNNAMED = 5;

function areasOf(known: CountedCampaign, published: PublishedClaims): PublishedClaim[] {
  return published.of(known).filter(({ claim }) => claim === "area-for-improvement");
}

function peerRows(known: CountedCampaign, published: PublishedClaims, evidence: Evidence): PeersRow[] {
  const areas = areasOf(known, published);
  if (areas.length === 0) return [];
  const others = evidence.released
    .othersOf(known.campaign)
    .map((other) => ({ campaign: other.campaign, claims: published.of(other) }));
  return areas.flatMap((area) => {
    const peers = others.filter(({ claims }) => claims.some((claim) => isBrightSpotIn(area, claim)));
    return rowsOfArea(
      area,
      known.campaign,
      peers.map(({ campaign }) => campaign),
      evidence,
    );
  });
}

function isBrightSpotIn({ headline: wanted }: PublishedClaim, { headline, comparison, claim }: PublishedClaim) {
  return (
    comparison === "other-authorities" &&
    claim === "bright-spot" &&
    headline.level === wanted.level &&
    headline.id === wanted.id &&
    headline.scale === wanted.scale
  );
}

function rowsOfArea(
  { headline, comparison }: PublishedClaim,
  campaign: PlannedCampaign,
  peers: readonly PlannedCampaign[],
  { plan }: Evidence,
): PeersRow[] {
  const named = peers.filter((peer) => mayBeNamed(peer, plan.campaigns));
  const unnamed = peers.length - named.length;
  const rowOf = (
    peer: Pick<PeersRow["cells"], "peer_old_la_code" | "peer_la_name" | "peer_relation">,
    order: string,
  ): PeersRow => ({
    key: { measure_level: headline.level, measure: headline.id, comparison, peer_order: order },
    cells: {
      domain: headline.domain,
      band: headline.headline,
      ...peer,
      unnamed_peer_count: unnamed < FEWEST_UNNAMED ? symbols.confidential : String(unnamed),
    },
  });
  const { notApplicable } = symbols;
  if (named.length === 0) {
    const nobody = { peer_old_la_code: notApplicable, peer_la_name: notApplicable, peer_relation: notApplicable };
    return [rowOf(nobody, notApplicable)];
  }
  return mostAlikeFirst(
    campaign.authority,
    named.map(({ authority }) => authority),
  ).map(({ authority: { code, name }, relation }, place) =>
    rowOf({ peer_old_la_code: code, peer_la_name: name, peer_relation: relation }, String(1 + place)),
  );
}

/** The newest word counts, and each campaign of the authority's newest wave must say yes. */
function mayBeNamed(
  { authority: { code }, synthetic }: PlannedCampaign,
  campaigns: readonly PlannedCampaign[],
): boolean {
  const own = campaigns.filter((other) => other.authority.code === code && other.synthetic === synthetic);
  const newest = own.reduce((latest, { wave }) => (wave > latest ? wave : latest), "");
  return own.every(({ wave, authority }) => wave !== newest || authority.mayBeNamed);
}

const relations = ["statistical-neighbour", "same-region", "elsewhere"] as const;

function mostAlikeFirst({ statisticalNeighbours, regionCode }: Authority, peers: readonly Authority[]) {
  return peers
    .map((authority) => {
      const neighbour = statisticalNeighbours.indexOf(authority.code);
      const relation = neighbour >= 0 ? 0 : authority.regionCode === regionCode ? 1 : 2;
      return { authority, relation: relations[relation] ?? "", rank: [relation, neighbour, Number(authority.code)] };
    })
    .toSorted((one, other) => firstDifference(one.rank, other.rank));
}

function firstDifference(one: readonly number[], other: readonly number[]): number {
  return one.map((value, place) => value - (other[place] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
