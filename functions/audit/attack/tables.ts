/** All tables that say anything of one measure, as one model of unknown counts, and what must not be known of them. */
import { WAVES_TO_STAND_IN_FROM } from "#shared/release/comparison.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type AuthorityBreakdown, authorityBreakdowns } from "#shared/survey/tally.ts";
import { type Group, type Measure, sameMeasureIn } from "../layout.ts";
import { LinearModel } from "./linear-model.ts";
import { nationTables } from "./nation-tables.ts";
import type { NamedTarget, Reading } from "./open-blocks.ts";
import {
  type KnownCounts,
  nameOfGroup,
  type OwnTables,
  ownTables,
  ownTargets,
  type WithheldForOthers,
} from "./own-tables.ts";
import { keepPool } from "./pools.ts";
import {
  nameOfNation,
  type PublicCampaign,
  type PublishedCampaign,
  type PublishedFigures,
} from "./published-figures.ts";

/** What is known besides the files. */
export interface Besides {
  /** Of an insider: an authority its own counts, whoever belongs to a very small group that group's. */
  readonly known?: KnownCounts;
  /** When a pool is rounded up and when down. The notes do not say it; whoever reads the code knows. False unless said. */
  readonly isDirectionKnown?: boolean;
  /** For the judge of what may be known, not for the attacker. */
  readonly isWithheldForOthers?: WithheldForOthers;
}

export interface Tables {
  readonly model: LinearModel;
  readonly targets: readonly NamedTarget[];
}

/**
 * @param editions the campaigns of one instrument and origin, and their nations: those of the draft first, those of the
 *   release before it next
 */
export function tablesOf(
  measure: Measure,
  editions: readonly PublishedFigures[],
  policy: DisclosurePolicy,
  { known = () => undefined, isDirectionKnown = false, isWithheldForOthers }: Besides = {},
): Tables {
  const reading: Reading = { model: new LinearModel(), policy, isDirectionKnown };
  const targets: NamedTarget[] = [];
  const before: Edition[] = [];
  for (const { campaigns, nations } of editions) {
    const edition: Edition = new Map(
      campaigns.map((published) => {
        const same = before.flatMap((earlier) => unchanged(published, measure, earlier) ?? [])[0];
        const here = sameMeasureIn(published.shares.layout, measure);
        const tables = same ?? (here && ownTables(published, here, known, reading));
        return [published, { tables, isNew: same === undefined }];
      }),
    );
    const poolOf = poolsOf(edition);
    const waves = Map.groupBy(edition.keys(), ({ campaign }) => nameOfNation(campaign));
    for (const [name, ofWave] of waves) {
      const own = ofWave.flatMap((published) => edition.get(published) ?? []);
      const inWave = own.flatMap(({ tables }) => tables ?? []);
      if (inWave.length === 0) continue;
      const shares = nations.get(name);
      const { members, isOfTheWave } = poolOf(ofWave[0]?.campaign.wave ?? "");
      const inNation = isOfTheWave ? inWave : [];
      const nation = shares && nationTables(name, shares, measure, inWave, inNation, reading);
      if (!isOfTheWave) for (const group of groupsIn(inWave)) keepPool(group, members, inWave, undefined, reading);
      for (const { tables, isNew } of own) {
        if (isNew && tables !== undefined)
          targets.push(...ownTargets(tables, nation?.mostOf ?? endless, reading, isWithheldForOthers));
      }
      targets.push(...(nation?.targets ?? []));
    }
    before.push(edition);
  }
  return { model: reading.model, targets };
}

const endless = () => Number.POSITIVE_INFINITY;

type Edition = ReadonlyMap<PublishedCampaign, { readonly tables: OwnTables | undefined; readonly isNew: boolean }>;

/** A campaign whose own rows of the measure say the same as before stands for the same counts. */
function unchanged(published: PublishedCampaign, measure: Measure, earlier: Edition): OwnTables | undefined {
  for (const [before, { tables }] of earlier) {
    if (tables === undefined || !isSameCampaign(before.campaign, published.campaign)) continue;
    const here = sameMeasureIn(published.shares.layout, measure);
    const there = sameMeasureIn(before.shares.layout, measure);
    if (here === undefined || there === undefined) return undefined;
    const isSame = [...tables.blocks.keys()].every((name) => {
      const groupHere = groupNamed(name, published);
      const groupThere = groupNamed(name, before);
      if (groupHere === undefined || groupThere === undefined) return false;
      const block = published.shares.layout.blockOf(here, groupHere);
      return published.shares.saysTheSame(block, before.shares, before.shares.layout.blockOf(there, groupThere));
    });
    return isSame ? { ...tables, published, measure: here } : undefined;
  }
  return undefined;
}

const groupNamed = (name: string, { shares: { layout } }: PublishedCampaign) =>
  layout.groups.find((group) => nameOfGroup(group) === name);

function isSameCampaign(one: PublicCampaign, other: PublicCampaign): boolean {
  return one.authority.code === other.authority.code && nameOfNation(one) === nameOfNation(other);
}

/** Everybody and the groups of an authority's own figures, by the names that any of the campaigns gives them. */
function groupsIn(tables: readonly OwnTables[]): Group[] {
  const groups = tables.flatMap(({ published: { shares } }) => shares.layout.groups);
  const isOwn = ({ breakdown }: Group) =>
    breakdown === "total" || authorityBreakdowns.includes(breakdown as AuthorityBreakdown);
  return [...new Map(groups.filter(isOwn).map((group) => [nameOfGroup(group), group])).values()];
}

/**
 * Every authority once: with its campaign of the wave, or else with its latest of the waves before it. Those that publish
 * nothing of the measure are left out then.
 */
function poolsOf(edition: Edition) {
  const waves = [...new Set([...edition.keys()].map(({ campaign }) => campaign.wave))].toSorted().toReversed();
  return (wave: string): { readonly members: readonly OwnTables[]; readonly isOfTheWave: boolean } => {
    const members = new Map<string, readonly [PublishedCampaign, OwnTables | undefined]>();
    for (const each of waves.filter((other) => other <= wave).slice(0, WAVES_TO_STAND_IN_FROM)) {
      for (const [published, { tables }] of edition) {
        const { code } = published.campaign.authority;
        if (published.campaign.wave === each && !members.has(code)) members.set(code, [published, tables]);
      }
    }
    const found = [...members.values()].filter(([, tables]) => tables !== undefined);
    return {
      members: found.flatMap(([, tables]) => tables ?? []),
      isOfTheWave: found.every(([{ campaign }]) => campaign.wave === wave),
    };
  };
}
