import { describe, expect, test } from "vitest";
import type { CsvRow } from "#functions/audit/csv-rows.ts";
import type { CountedCampaign, Evidence } from "#functions/audit/evidence.ts";
import { standingOf } from "#functions/audit/gate.ts";
import { OwnFigures } from "#functions/audit/own-figures.ts";
import type { ColumnOf } from "#functions/audit/rule.ts";
import { releasesWithstandSubtraction } from "#functions/audit/rules/releases-withstand-subtraction.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import type { LedgerVersion } from "#shared/storage/ledger.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { aPlannedCampaign } from "../benchmark/planned-campaign.ts";
import { people, tallyOf } from "../benchmark/tally-builder.ts";

const campaign = aPlannedCampaign();
const key = { wave: "2017", authority: "801", questionnaire: "ylyc-4-7" } as const;
const name = "2017 801 ylyc-4-7";
const countsOf = (howMany: number) => tallyOf(publishedQuestionnaire("ylyc-4-7", 1), key, people(howMany, 0));
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, position) => String(from + position));
const version = (asAt: string, members: readonly string[], tally = countsOf(members.length)): LedgerVersion => ({
  asAt,
  tally,
  members: [...members],
});

const nothingReleased = { releaseId: undefined, released: [], made: undefined, retractions: [], changes: undefined };

const row = (percent: string) => ({ wave: "2017", old_la_code: "801", instrument: "ylyc-4-7", band_percent: percent });

/** The release that stands shows 50. */
async function faults(
  versions: readonly LedgerVersion[],
  { percent = "50", tonight = versions.at(-1)?.tally ?? countsOf(0), isSameMethod = true } = {},
) {
  const stood = new OwnFigures();
  stood.add(row("50"));
  const standing = standingOf(campaign, tonight, versions, "2017-04-01", "2017-04-09", defaultPolicy);
  const { begin } = releasesWithstandSubtraction;
  const { judges, atEnd } = begin({
    policy: defaultPolicy,
    campaigns: new Map([[name, { campaign, standing } as CountedCampaign]]),
    standing: { ...nothingReleased, ownFigures: isSameMethod ? stood.checksums() : undefined },
  } as Partial<Evidence> as Evidence);
  const fields = row(percent) as Partial<Record<ColumnOf<"benchmarks.csv">, string>>;
  judges?.["benchmarks.csv"]?.({ fields } as CsvRow<ColumnOf<"benchmarks.csv">>);
  return ((await atEnd?.()) ?? []).map(({ detail }) => detail.replace(`campaign ${name} `, ""));
}

const first = version("2017-04-01", ids(0, 30));
const few = "is released anew though few have come or left since an earlier release";

describe("taking one release from another", () => {
  test("is fruitless where a campaign is carried forward, or has a new version of ten more", async () => {
    expect(await faults([first])).toEqual([]);
    expect(await faults([first, version("2017-04-09", ids(0, 40))], { percent: "60" })).toEqual([]);
  });

  test.each<[string, readonly string[]]>([
    ["one came", ids(0, 31)],
    ["one left", ids(1, 30)],
    ["one came and one left", ids(1, 31)],
    ["ten came and one left", ids(1, 40)],
  ])("is found out where %s", async (_, members) => {
    expect(await faults([first, version("2017-04-09", members)], { percent: "60" })).toEqual([few]);
  });

  test("is found out against a release before the last one", async () => {
    const second = version("2017-04-01", ids(0, 40));
    const earlier = { ...first, asAt: "2017-03-01" };
    expect(await faults([earlier, second, version("2017-04-09", ids(0, 29))])).toEqual([few]);
  });

  test("is found out where figures change and the ledger says nothing, though not where the method does", async () => {
    const fault = "has other own figures than the release that stands, and no new version";
    expect(await faults([first], { percent: "51" })).toEqual([fault]);
    expect(await faults([first], { percent: "51", isSameMethod: false })).toEqual([]);
  });

  test("is found out where the ledger's new version is not tonight's count, or there is no version at all", async () => {
    const fault = "is released with counts that are not tonight's";
    const second = version("2017-04-09", ids(0, 40));
    expect(await faults([first, second], { tonight: countsOf(41) })).toEqual([fault]);
    expect(await faults([first, { ...second, asAt: "2017-04-08" }])).toEqual([fault]);
    expect(await faults([])).toContain(fault);
  });
});
