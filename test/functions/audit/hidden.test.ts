/** Groups that do not hide each other, and pools that give a hidden share away, that the audit must not let pass. */
import { describe, expect, test } from "vitest";
import { percentOf } from "#functions/audit/demand.ts";
import { exactCountsOf, shareOf } from "#functions/audit/exact-counts.ts";
import { type Block, breakdownsIn, isOfAuthority, layoutOf } from "#functions/audit/layout.ts";
import { readStates } from "#functions/audit/read-states.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { genders } from "#shared/survey/about.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { aNight, type Night, type Row } from "./a-night.ts";
import { BENCHMARKS, isPoolExact, isWithheld, others, own } from "./spoiling.ts";

const layout = layoutOf(publishedQuestionnaire("ylyc-4-7", 1));
const { minimumBase, protectedWidth } = defaultPolicy;

/** The files without their rows, but for what a test writes itself. */
const emptied = (night: Night) =>
  night.empty(night.manifest().files.flatMap(({ path }) => (path.endsWith(".csv") ? [path] : [])));

const withheld: Row = { ...own("c", "c"), interval_lower_percent: "c", interval_upper_percent: "c" };
const plausible: Row = { ...own("50", "15"), interval_lower_percent: "24", interval_upper_percent: "76" };

const isOf =
  (authority: string, wave = "2017") =>
  (row: Row) =>
    row.wave === wave && row.old_la_code === authority && row.instrument === "ylyc-4-7";

const isOfBlock =
  ({ measure, group: { breakdown, category } }: Block) =>
  (row: Row) =>
    row.measure_level === measure.level && row.measure === measure.id && row[breakdown] === category;

interface Hidden {
  readonly block: Block;
  readonly base: number;
  readonly isHidden: boolean;
}

/** Every breakdown of every measure of a campaign of 2017, with what the honest draft hides of it. */
function breakdownsOf(night: Night, authority: string): Hidden[][] {
  const exact = exactCountsOf(night.tally(`2017#${authority}#ylyc-4-7`), layout);
  const shown = night.rows(BENCHMARKS).filter((row) => isOf(authority)(row) && !isWithheld(row));
  return layout.measures.flatMap((measure) =>
    breakdownsIn(layout, isOfAuthority).map((groups) =>
      groups.map((group) => {
        const block = layout.blockOf(measure, group);
        return { block, base: shareOf(exact, block, 0).base, isHidden: !shown.some(isOfBlock(block)) };
      }),
    ),
  );
}

/** Leaves the campaign's rows alone in the file, and changes those of the block. */
async function faultsWhere(night: Night, authority: string, { block }: Hidden, changed: Row): Promise<string[]> {
  emptied(night);
  const isChanged = isOfBlock(block);
  night.rewrite(BENCHMARKS, (rows) =>
    rows.filter(isOf(authority)).map((row) => (isChanged(row) ? { ...row, ...changed } : row)),
  );
  const prefix = `figures-follow-the-tallies: campaign 2017 ${authority} ylyc-4-7: `;
  const faults = await night.faults(readStates);
  return faults.filter((fault) => fault.startsWith(prefix)).map((fault) => fault.slice(prefix.length));
}

const isFew = (answers: number) => answers > 0 && answers < protectedWidth;
const sum = (groups: readonly Hidden[]) => groups.reduce((total, { base }) => total + base, 0);

describe("the hidden groups of a breakdown: finds", () => {
  test("one that is hidden alone", async () => {
    const night = await aNight();
    const group = breakdownsOf(night, "801")
      .filter((groups) => groups.every(({ base, isHidden }) => base === 0 || !isHidden))
      .flat()
      .find(({ base, block }) => base >= minimumBase && block.measure.level === "item");
    if (group === undefined) throw new Error("the night has no such group");
    expect(await faultsWhere(night, "801", group, withheld)).toContain("a group is hidden without need");
  });

  test("several that hold fewer than ten answers together", async () => {
    const night = await aNight();
    const hiddenIn = breakdownsOf(night, "804").map((groups) => groups.filter(({ isHidden }) => isHidden));
    const group = hiddenIn
      .flatMap((groups) => groups.map((each) => ({ ...each, others: groups.filter((other) => other !== each) })))
      .find(({ base, others: left }) => base >= minimumBase && left.length > 1 && isFew(sum(left)));
    if (group === undefined) throw new Error("the night has no such group");
    const faults = await faultsWhere(night, "804", group, plausible);
    expect(faults).toContain("groups are hidden that hold too few answers together");
  });
});

describe("a pool beside what is open in it: finds", () => {
  test("the true share of all the others", async () => {
    const night = await aNight();
    const counts = night.plan.campaigns
      .filter(({ wave, authority: { code } }) => wave === "2018" && code !== "801")
      .map(({ authority: { code } }) => exactCountsOf(night.tally(`2018#${code}#ylyc-4-7`), layout));
    const trueShare = ({ gender, measure, band = "" }: Row): string => {
      const found = layout.measures.find(({ level, id }) => level === "item" && id === measure);
      const group = layout.groups.find(({ breakdown, category }) => breakdown === "gender" && category === gender);
      if (found === undefined || group === undefined) throw new Error("no such measure or group");
      const block = layout.blockOf(found, group);
      const shares = counts.map((exact) => shareOf(exact, block, found.bands.indexOf(band)));
      const total = (what: "count" | "base") => shares.reduce((sumOfThem, share) => sumOfThem + share[what], 0);
      return String(percentOf(total("count"), total("base")));
    };
    const row = night
      .rows(BENCHMARKS)
      .filter((each) => isOf("801", "2018")(each) && each.measure_level === "item" && isPoolExact(each))
      .find((each) => genders.some(({ id }) => id === each.gender) && trueShare(each) !== each.others_percent);
    if (row === undefined) throw new Error("the night has no such pool");
    emptied(night);
    night.rewrite(BENCHMARKS, () => [{ ...row, ...others(trueShare(row)) }]);
    expect(await night.faults()).toContain("pools-are-broad: the pool's share is not the one of the counts");
  });
});
