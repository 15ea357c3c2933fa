/** The released campaigns: who stands for all the others, and what an authority said before. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { WAVES_TO_STAND_IN_FROM } from "#shared/release/comparison.ts";
import type { ExactCounts } from "./exact-counts.ts";
import { type Block, type Correspondence, correspondenceBetween, type Layout } from "./layout.ts";

/** A campaign with its counts. */
export interface WithCounts {
  readonly campaign: PlannedCampaign;
  readonly exact: ExactCounts;
}

interface Wave<Campaign> {
  readonly wave: string;
  readonly campaigns: readonly Campaign[];
}

const kindOf = ({ questionnaire, synthetic }: PlannedCampaign) => `${questionnaire} ${synthetic}`;
const latestFirst = (waves: Iterable<string>) => [...new Set(waves)].toSorted((one, other) => (one < other ? 1 : -1));

/** Keeps nothing for each pair of campaigns: pools are found again for each wave and kind only. */
export class Released<Campaign extends WithCounts = WithCounts> {
  readonly #ofKind: ReadonlyMap<string, readonly Campaign[]>;
  readonly #pools = new Map<string, readonly Campaign[]>();
  readonly #nations: readonly Wave<Campaign>[];
  readonly #correspondences = new Map<Layout, Map<Layout, Correspondence>>();

  constructor(campaigns: Iterable<Campaign>) {
    this.#ofKind = Map.groupBy(
      [...campaigns].filter(({ campaign }) => campaign.closed),
      ({ campaign }) => kindOf(campaign),
    );
    this.#nations = this.#findNations();
  }

  /** Every wave and kind with something released, with its campaigns: the same lists whenever they are asked for. */
  nations(): readonly Wave<Campaign>[] {
    return this.#nations;
  }

  #findNations(): readonly Wave<Campaign>[] {
    return [...this.#ofKind.values()].flatMap((ofKind) =>
      Array.from(
        Map.groupBy(ofKind, ({ campaign: { wave } }) => wave),
        ([wave, campaigns]) => ({ wave, campaigns }),
      ),
    );
  }

  /** Waves in which anybody's campaign of the kind is released, not after that of the campaign, the latest first. */
  wavesUpTo(campaign: PlannedCampaign): string[] {
    const ofKind = this.#ofKind.get(kindOf(campaign)) ?? [];
    return latestFirst(ofKind.map(({ campaign: { wave } }) => wave).filter((wave) => wave <= campaign.wave));
  }

  /** Every authority once, with its latest campaign of the last three waves that are not after the campaign's. */
  poolOf(campaign: PlannedCampaign): readonly Campaign[] {
    const name = `${kindOf(campaign)} ${campaign.wave}`;
    const pool = this.#pools.get(name) ?? this.#findPool(campaign);
    this.#pools.set(name, pool);
    return pool;
  }

  #findPool(campaign: PlannedCampaign): readonly Campaign[] {
    const waves = new Set(this.wavesUpTo(campaign).slice(0, WAVES_TO_STAND_IN_FROM));
    const latest = new Map<string, Campaign>();
    for (const each of this.#ofKind.get(kindOf(campaign)) ?? []) {
      const { wave, authority } = each.campaign;
      if (!waves.has(wave)) continue;
      const known = latest.get(authority.code);
      if (known === undefined || known.campaign.wave < wave) latest.set(authority.code, each);
    }
    return [...latest.values()];
  }

  /** Leave-one-out. */
  othersOf(campaign: PlannedCampaign): readonly Campaign[] {
    return this.poolOf(campaign).filter((member) => member.campaign.authority.code !== campaign.authority.code);
  }

  /** The authority's earlier campaigns of the kind, the latest first. */
  earlierOf({ authority, wave, ...campaign }: PlannedCampaign): readonly Campaign[] {
    const own = (this.#ofKind.get(kindOf({ authority, wave, ...campaign })) ?? []).filter(
      (other) => other.campaign.authority.code === authority.code && other.campaign.wave < wave,
    );
    return own.toSorted((one, other) => (one.campaign.wave < other.campaign.wave ? 1 : -1));
  }

  /** The same block of another campaign; "nobody" where it has no such category, undefined where it did not ask it alike. */
  correspondingBlock(layout: Layout, block: Block, other: Campaign): Block | "nobody" | undefined {
    if (layout === other.exact.layout) return block;
    const known = this.#correspondences.get(layout) ?? new Map<Layout, Correspondence>();
    this.#correspondences.set(layout, known);
    const correspondence = known.get(other.exact.layout) ?? correspondenceBetween(layout, other.exact.layout);
    known.set(other.exact.layout, correspondence);
    return correspondence(block);
  }
}
