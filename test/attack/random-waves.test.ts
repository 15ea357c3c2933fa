/**
 * The attacker against random waves, with all rules and with each rule switched off in turn. `npm run bench:attack` runs a thousand waves of
 * each and prints the table for the README.
 */
import { parse } from "csv-parse/sync";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { attackFindings } from "#functions/audit/attack/attack-findings.ts";
import type { Besides } from "#functions/audit/attack/tables.ts";
import type { hiddenGroups } from "#functions/benchmark/disclosure/hidden-groups.ts";
import type { leavePossible } from "#functions/benchmark/disclosure/possible-tables.ts";
import type { roundedPool } from "#functions/benchmark/disclosure/rounded-pool.ts";
import { measuresOf } from "#functions/benchmark/measures.ts";
import { Pool } from "#functions/benchmark/pools.ts";
import { protectionOf } from "#functions/benchmark/protected-campaign.ts";
import { blockOf, type ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { type DisclosurePolicy, defaultPolicy } from "#shared/release/policy.ts";
import { filesOf, randomWave, threeBands } from "./random-waves.ts";
import { type RuleOff, rulesOff, switched } from "./rules-off.ts";

const SEED = 7;
const WAVES = Number(process.env.ATTACKED_WAVES ?? "12");

vi.mock(import("#functions/benchmark/disclosure/hidden-groups.ts"), async (original) => {
  const real = await original();
  const instead: typeof hiddenGroups = (groups, policy) => {
    if (switched.off === "groups withheld with others") return groups.map(({ base }) => base < policy.minimumBase);
    if (switched.off !== "the singleton rule") return real.hiddenGroups(groups, policy);
    // Whoever is one of two counts as three, and so as nobody who knows.
    const crowded = groups.map((group) => (group.base === 1 || group.base === 2 ? { ...group, base: 3 } : group));
    const more = crowded.reduce((sum, { base }) => sum + base, 0) - groups.reduce((sum, { base }) => sum + base, 0);
    return real.hiddenGroups(crowded, { ...policy, protectedWidth: policy.protectedWidth + more });
  };
  return { ...real, hiddenGroups: instead };
});

vi.mock(import("#functions/benchmark/disclosure/possible-tables.ts"), async (original) => {
  const real = await original();
  const instead: typeof leavePossible = (...table) => {
    if (switched.off !== "ranges for another's sake") real.leavePossible(...table);
  };
  return { ...real, leavePossible: instead };
});

vi.mock(import("#functions/benchmark/disclosure/rounded-pool.ts"), async (original) => {
  const real = await original();
  const instead: typeof roundedPool = (contributions, policy) =>
    switched.off === "rounding of what is open in pools"
      ? { count: contributions.reduce((sum, { count }) => sum + count, 0), step: 0 }
      : real.roundedPool(contributions, policy);
  return { ...real, roundedPool: instead };
});

const othersOf = Pool.prototype.othersOf;

/** Leave-one-out as if nothing of the own share were withheld. */
function othersInTheOpen(this: Pool, ...[own, measure, group, position, policy]: Parameters<typeof othersOf>) {
  const others = othersOf.call(this, own, measure, group, position, policy);
  const block = blockOf(own, measure, group);
  const all = this.all(measure, group, policy);
  const rest = Math.max(0, (all.counts[position] ?? 0) - (block.counts[position] ?? 0));
  const base = Math.max(0, all.base - block.base);
  return base < defaultPolicy.minimumBase
    ? others
    : { ...others, base, lowest: Math.min(rest, base), highest: Math.min(rest, base), isHidden: false };
}

const policyWithout = (rule: RuleOff | undefined): DisclosurePolicy => {
  const [first, ...rest] = defaultPolicy.endCodings;
  if (rule === "small bases" && first !== undefined) {
    return { ...defaultPolicy, minimumBase: 1, endCodings: [{ ...first, fromBase: 1 }, ...rest] };
  }
  if (rule !== "ends coded by base") return defaultPolicy;
  return { ...defaultPolicy, endCodings: defaultPolicy.endCodings.map((coding) => ({ ...coding, endInPercent: -1 })) };
};

/** What the files print that the primary rules forbid; the attacker works out only what is not printed. */
function printedTooMuch(files: ReadonlyMap<string, Uint8Array>): number {
  const rows = parse(Buffer.from(files.get("benchmarks.csv") ?? []), { columns: true }) as Record<string, string>[];
  return rows.filter(({ answer_count = "c", band_percent = "c" }) => {
    const [base, percent] = [Number(answer_count), Number(band_percent)];
    if (Number.isNaN(base)) return false;
    // A base that is shown as 10 may be 8 where small bases are shown at all.
    if (base < defaultPolicy.minimumBase) return true;
    const least = defaultPolicy.endCodings.findLast(({ fromBase }) => fromBase <= base + 2)?.endInPercent ?? 0;
    return !Number.isNaN(percent) && (percent < least || percent > 100 - least);
  }).length;
}

/**
 * Whoever belongs to a group of one or two in some authority, with what they know of the question: rather one beside whom
 * few others are withheld. Undefined where nobody does. Where every group of the breakdown is withheld there is no other
 * group to work out, only all the others together.
 */
function insiderOf(wave: readonly ReleasedCampaign[]): Besides["known"] {
  const [indicator] = measuresOf(threeBands).filter(({ level }) => level === "indicator");
  const insiders = wave.flatMap((released) =>
    (["gender", "age_band"] as const).flatMap((breakdown) => {
      const groups = Object.entries(released.tally.by[breakdown]).map(([category, { indicators }]) => {
        const counts = indicators["trust-carers"]?.counts ?? [];
        return { category, counts, base: counts.reduce((sum, count) => sum + count, 0) };
      });
      const isPublished = ({ category }: (typeof groups)[number]) =>
        indicator !== undefined && protectionOf(released, defaultPolicy).showsAny(indicator, { breakdown, category });
      if (!groups.some(isPublished)) return [];
      const small = groups.filter(({ base }) => base > 0 && base < defaultPolicy.minimumBase);
      const together = small.reduce((sum, { base }) => sum + base, 0);
      return small
        .filter(({ base }) => base <= 2)
        .map(({ base, ...own }) => {
          const isEnoughWithout = together < defaultPolicy.protectedWidth || small.length < 2;
          return { ...own, breakdown, campaign: released.campaign, doubt: isEnoughWithout ? 100 : together - base };
        });
    }),
  );
  const [insider] = insiders.toSorted((one, other) => one.doubt - other.doubt);
  if (insider === undefined) return undefined;
  return ({ authority }, { level }, group) =>
    authority.code === insider.campaign.authority.code &&
    level !== "derived" &&
    group.breakdown === insider.breakdown &&
    group.category === insider.category
      ? insider.counts
      : undefined;
}

/** Whether a group has answers enough to be published, and is withheld for others' sake alone if at all. */
function hasEnough(
  wave: readonly ReleasedCampaign[],
  ...[{ authority }, , { breakdown, category }]: Parameters<NonNullable<Besides["isWithheldForOthers"]>>
): boolean {
  const tally = wave.find(({ campaign }) => campaign.authority.code === authority.code)?.tally;
  if (tally === undefined || breakdown === "total") return false;
  const counts = tally.by[breakdown][category]?.indicators["trust-carers"]?.counts ?? [];
  return counts.reduce((sum, count) => sum + count, 0) >= defaultPolicy.minimumBase;
}

interface Tried {
  readonly name: string;
  waves: number;
  broken: number;
  findings: number;
}
const table: Tried[] = [];

type Insider = "child" | "authority";

/** All that the largest authority knows: every count of its own groups. */
function ownCountsOf(wave: readonly ReleasedCampaign[]): Besides["known"] {
  const [largest] = wave.toSorted((one, other) => other.tally.tallied - one.tally.tallied);
  if (largest === undefined) return undefined;
  const { campaign, questionnaire } = largest;
  return ({ authority }, { level, id }, group) => {
    if (authority.code !== campaign.authority.code) return undefined;
    const measure = measuresOf(questionnaire).find((each) => each.level === level && each.id === id);
    const { breakdown, category } = group;
    return measure && blockOf(largest, measure, breakdown === "total" ? { breakdown } : { breakdown, category }).counts;
  };
}

async function tryWaves(rule: RuleOff | undefined, insider: Insider | undefined): Promise<Tried> {
  const tried: Tried = {
    name: [rule ?? "none", insider].filter((each) => each !== undefined).join(", to a knowing "),
    waves: 0,
    broken: 0,
    findings: 0,
  };
  table.push(tried);
  switched.off = rule;
  if (rule === "others withheld beside a withheld share") Pool.prototype.othersOf = othersInTheOpen;
  for (let number = 0; number < WAVES; number += 1) {
    const wave = randomWave(SEED, number);
    const files = filesOf(wave, policyWithout(rule));
    const known = insider === "child" ? insiderOf(wave) : ownCountsOf(wave);
    if (insider !== undefined && known === undefined) continue;
    const found = await attackFindings({
      files,
      campaigns: wave.map(({ campaign }) => campaign),
      policy: defaultPolicy,
      questionnaireOf: () => threeBands,
      isWithheldForOthers: (...group) => hasEnough(wave, ...group),
      ...(insider !== undefined && known !== undefined && { known }),
    });
    // Of the nation an insider knows its own part, which says nothing of the others'.
    const ofAuthorities = found.filter(({ file }) => insider === undefined || file === benchmarks.path);
    const findings = ofAuthorities.length + printedTooMuch(files);
    tried.waves += 1;
    tried.broken += findings > 0 ? 1 : 0;
    tried.findings += findings;
  }
  return tried;
}

afterEach(() => {
  switched.off = undefined;
  Pool.prototype.othersOf = othersOf;
});

afterAll(() => {
  if (process.env.ATTACKED_WAVES === undefined) return;
  const lines = table.map(({ name, waves, broken, findings }) => `| ${name} | ${waves} | ${broken} | ${findings} |`);
  process.stdout.write(
    ["", "| Off | Waves | Broken | Counts known too well |", "|---|---:|---:|---:|", ...lines, ""].join("\n"),
  );
});

const PATIENCE_IN_MILLISECONDS = Math.max(120_000, WAVES * 5_000);

describe("random waves", () => {
  test.for([undefined, "child", "authority"] as const)(
    "with all rules give nothing away, whoever knows: %s",
    { timeout: PATIENCE_IN_MILLISECONDS },
    async (insider) => {
      const { waves, findings } = await tryWaves(undefined, insider);
      expect(waves).toBeGreaterThan(0);
      expect(findings).toBe(0);
    },
  );

  test.for(rulesOff)("without %s give something away", { timeout: PATIENCE_IN_MILLISECONDS }, async (rule) => {
    const { broken } = await tryWaves(rule, rule === "the singleton rule" ? "child" : undefined);
    expect(broken).toBeGreaterThan(0);
  });
});
