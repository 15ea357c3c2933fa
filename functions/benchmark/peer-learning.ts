/** Finds, for every area for improvement, the authorities that do well there and may be asked how. */
import { type Authority, type Campaign, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { peerLearning } from "#shared/release/datasets/peer-learning.ts";
import { areComparable, type Headline } from "#shared/survey/headlines.ts";
import type { ClaimedHeadline } from "./claimed.ts";
import type { ReleasedCampaign } from "./counts/counted.ts";
import type { Releases } from "./counts/pools.ts";
import { whereAndWhen } from "./place-and-time.ts";
import { headlineColumns } from "./rows/headline-columns.ts";

const { confidential, notApplicable } = symbols;

/** Fewer peers without consent to be named are not counted aloud: who knows the others would know them. */
export const FEWEST_UNNAMED_PEERS = 5;

/** In the order in which peers are to be asked. */
export const peerRelations = ["statistical-neighbour", "same-region", "elsewhere"] as const;
type PeerRelation = (typeof peerRelations)[number];

/** An authority that may be named, with its place in the order of asking. */
interface Peer {
  readonly code: string;
  readonly name: string;
  readonly relation: PeerRelation;
}

/**
 * For every area for improvement one row a named peer, or a single row with `z` for the peer where nobody may be named.
 * Peers are the other members of the campaign's own pool with a bright spot on a comparable measure against the others of
 * their own wave.
 *
 * @param claimedByCampaign of all released campaigns, those of each in the order of `comparisons.csv`
 * @param planned every campaign of the plan, open ones too: the newest wave of an authority says whether it may be named
 */
export function* peerLearningRows(
  claimedByCampaign: readonly (readonly ClaimedHeadline[])[],
  releases: Releases,
  planned: readonly PlannedCampaign[],
): Generator<RowOf<typeof peerLearning>> {
  const claimedIn = Map.groupBy(claimedByCampaign.flat(), ({ campaign }) => nameOf(campaign));
  const claimsOf = (campaign: Campaign) => claimedIn.get(nameOf(campaign)) ?? [];
  const hasBrightSpotOn = (headline: Headline, campaign: Campaign) =>
    claimsOf(campaign).some((other) => isBrightSpot(other) && areComparable(other.headline, headline));
  const mayBeNamed = consentsIn(planned);

  for (const own of releases.all) {
    const { campaign } = own;
    const others = othersOf(own, releases);
    for (const area of claimsOf(campaign).filter(({ claim }) => claim === "area-for-improvement")) {
      const peers = others.filter((other) => hasBrightSpotOn(area.headline, other));
      const named = peers.filter(mayBeNamed).map(({ authority }) => peerOf(authority, campaign.authority));
      yield* rowsOf(area, inOrderOfAsking(named, campaign.authority), peers.length - named.length);
    }
  }
}

const isBrightSpot = ({ comparison, claim }: ClaimedHeadline) =>
  comparison === "other-authorities" && claim === "bright-spot";

const nameOf = (campaign: Campaign) => partitionOf(keyOf(campaign));

function othersOf(own: ReleasedCampaign, releases: Releases): PlannedCampaign[] {
  return releases
    .poolOf(own)
    .members.map(({ released }) => released.campaign)
    .filter(({ authority }) => authority.code !== own.campaign.authority.code);
}

/** The newest word counts: all campaigns of the authority's newest wave must say it, whatever they ask with. */
function consentsIn(planned: readonly PlannedCampaign[]): (campaign: PlannedCampaign) => boolean {
  const ofAuthority = Map.groupBy(planned, whoseConsent);
  return (campaign) => {
    const all = ofAuthority.get(whoseConsent(campaign)) ?? [];
    const newest = all
      .map(({ wave }) => wave)
      .toSorted()
      .at(-1);
    const said = all.filter(({ wave }) => wave === newest);
    return said.length > 0 && said.every(({ authority }) => authority.mayBeNamed);
  };
}

/** Invented campaigns give no consent for real ones. */
const whoseConsent = ({ authority, synthetic }: Campaign) => `${authority.code}/${synthetic}`;

function peerOf({ code, name, regionCode }: Authority, asking: Authority): Peer {
  if (asking.statisticalNeighbours.includes(code)) return { code, name, relation: "statistical-neighbour" };
  return { code, name, relation: regionCode === asking.regionCode ? "same-region" : "elsewhere" };
}

/** Statistical neighbours, the nearest first, then the region, then the rest, each by code. */
function inOrderOfAsking(peers: readonly Peer[], { statisticalNeighbours }: Authority): Peer[] {
  return peers.toSorted(
    (one, other) =>
      peerRelations.indexOf(one.relation) - peerRelations.indexOf(other.relation) ||
      statisticalNeighbours.indexOf(one.code) - statisticalNeighbours.indexOf(other.code) ||
      Number(one.code) - Number(other.code),
  );
}

function* rowsOf(
  { campaign, headline, comparison }: ClaimedHeadline,
  peers: readonly Peer[],
  unnamed: number,
): Generator<RowOf<typeof peerLearning>> {
  const area = {
    ...whereAndWhen(campaign),
    ...headlineColumns(headline),
    comparison,
    unnamed_peer_count: unnamed >= FEWEST_UNNAMED_PEERS ? unnamed : confidential,
  };
  for (const [position, { code, name, relation }] of peers.entries()) {
    yield { ...area, peer_order: position + 1, peer_old_la_code: code, peer_la_name: name, peer_relation: relation };
  }
  if (peers.length > 0) return;
  yield {
    ...area,
    peer_order: notApplicable,
    peer_old_la_code: notApplicable,
    peer_la_name: notApplicable,
    peer_relation: notApplicable,
  };
}
