/**
 * Measures what the protection of the figures costs:
 *
 *     npm run bench:protection -- --seed 7 --waves 50
 *
 * Prints tables for the README: what is shown of the wave of 2017 and of one with blocks of 30, under each profile; and
 * on small waves how many counts are left inexact, beside the fewest that any protection could. The same seed prints the same tables.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { solver } from "#functions/audit/attack/solver.ts";
import { codedEnd } from "#functions/benchmark/disclosure/end-coding.ts";
import { type CountTable, type ProtectedRow, protectTable } from "#functions/benchmark/disclosure/protect-table.ts";
import { hasSmallBase } from "#functions/benchmark/disclosure/small-base.ts";
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { type DisclosurePolicy, defaultPolicy, disclosureProfiles } from "#shared/release/policy.ts";
import { runCommand } from "../../infra/local/command.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { fewestSuppressed } from "./fewest-suppressed.ts";
import { markdownTable } from "./markdown.ts";
import { smallTable } from "./small-tables.ts";
import { evenCampaigns, releasedFrom, waveOf2017 } from "./synthetic-tallies.ts";
import { kinds, type Shown, shownIn } from "./what-is-shown.ts";

const wishes = z.object({ seed: z.coerce.number().int().min(0), waves: z.coerce.number().int().min(1) });

function read() {
  const { values } = parseArgs({
    options: { seed: { type: "string", default: "7" }, waves: { type: "string", default: "50" } },
  });
  return wishes.parse(values);
}

const say = (text = "") => process.stdout.write(`${text}\n`);

const all = ({ exact, range, hidden }: Shown) => exact + range + hidden;
const inPercent = (part: number, whole: number) => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)}%`);

function together(shown: Iterable<Shown>): Shown {
  const sums = { exact: 0, range: 0, hidden: 0 };
  for (const { exact, range, hidden } of shown) {
    sums.exact += exact;
    sums.range += range;
    sums.hidden += hidden;
  }
  return sums;
}

function costTable(name: string, campaigns: readonly ReleasedCampaign[]): string {
  const row = (policy: DisclosurePolicy, rules: string, onlyPrimary: boolean) => {
    const shown = shownIn(campaigns, policy, onlyPrimary);
    return [
      ...kinds.map((kind) => [kind, shown.get(kind) ?? { exact: 0, range: 0, hidden: 0 }] as const),
      ["all", together(shown.values())] as const,
    ].map(([kind, cells]) => [
      rules,
      kind,
      String(all(cells)),
      inPercent(cells.exact, all(cells)),
      inPercent(cells.range, all(cells)),
      inPercent(cells.hidden, all(cells)),
    ]);
  };
  return markdownTable(
    [name, "Group", "Counts", "Exact", "Range", "Withheld"],
    [
      ...row(defaultPolicy, "primary rules alone", true),
      ...Object.entries(disclosureProfiles).flatMap(([profile, policy]) => row(policy, profile, false)),
    ],
  );
}

async function optimumTable(waves: number, seed: number): Promise<string> {
  const highs = await solver();
  const sums = { tables: 0, published: 0, primary: 0, ours: 0, fewest: 0, equal: 0 };
  for (let wave = 0; wave < waves; wave += 1) {
    const chance = chanceOf(seed, "small wave", wave);
    for (let authority = 0; authority < 3; authority += 1) {
      const table = smallTable(chance);
      const { published, primary, inexact } = inexactIn(table);
      const fewest = fewestSuppressed(table, defaultPolicy, highs);
      sums.tables += 1;
      sums.published += published;
      sums.primary += primary;
      sums.ours += inexact;
      sums.fewest += fewest;
      sums.equal += Number(inexact === fewest);
    }
  }
  return markdownTable(
    ["Small waves", "Tables", "Counts", "Inexact by primary rules", "At best", "As protected", "Tables at the optimum"],
    [[waves, sums.tables, sums.published, sums.primary, sums.fewest, sums.ours, sums.equal].map(String)],
  );
}

/** Counts of groups that the primary rules let through: how many there are, and how many are not exact before and after. */
function inexactIn(table: CountTable) {
  const shown = protectTable(table, defaultPolicy);
  const rows = [
    { row: shown.total, counts: table.total },
    ...table.breakdowns.flatMap((categories, breakdown) =>
      categories.map(({ counts }, place) => ({ row: shown.breakdowns[breakdown]?.[place] ?? "hidden", counts })),
    ),
  ].filter(({ counts }) => !hasSmallBase(sumOf(counts), defaultPolicy));
  const inexact = (row: ProtectedRow, counts: readonly number[]) =>
    counts.filter((_, band) => row === "hidden" || row[band]?.status !== "exact").length;
  return {
    published: sumOf(rows.map(({ counts }) => counts.length)),
    inexact: sumOf(rows.map(({ row, counts }) => inexact(row, counts))),
    primary: sumOf(
      rows.map(({ counts }) => {
        const base = sumOf(counts);
        return counts.filter((count) => codedEnd({ count, base }, defaultPolicy) !== undefined).length;
      }),
    ),
  };
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

async function protection({ seed, waves }: z.infer<typeof wishes>): Promise<number> {
  say("SYNTHETIC: every answer behind these tables is invented.");
  say();
  say(costTable("Wave of 2017", waveOf2017(seed)));
  say();
  const even = evenCampaigns(16, ["ylyc-4-7", "ylyc-8-11", "ylyc-11-17"], 30);
  say(costTable("Blocks of 30", releasedFrom(even, seed)));
  say();
  say(await optimumTable(waves, seed));
  return 0;
}

await runCommand({ usage: "npm run bench:protection [-- --seed NUMBER] [--waves NUMBER]", read, run: protection });
