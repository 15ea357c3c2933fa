/** A tally that contradicts itself must not be written: every published figure would inherit the mistake. */
import type { CampaignKey } from "#shared/programme/campaign.ts";
import { breakdowns, type GroupCounts, type MeasureCounts, type Tally } from "#shared/survey/tally.ts";

/** Names the place, never a count. */
export class TallyDoesNotAddUp extends Error {
  override readonly name = "TallyDoesNotAddUp";
  readonly campaign: CampaignKey;
  readonly place: string;
  constructor({ wave, authority, questionnaire }: CampaignKey, place: string) {
    super(`the tally of ${wave} ${authority} ${questionnaire} does not add up at ${place}; nothing was written`);
    this.campaign = { wave, authority, questionnaire };
    this.place = place;
  }
}

/** Every kind of measure that a group counts. */
const levels = ["items", "indicators", "derived"] as const;

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** @throws TallyDoesNotAddUp naming the first place that contradicts another */
export function checkThatItAddsUp(tally: Tally): void {
  for (const [place, holds] of claims(tally)) {
    if (!holds) throw new TallyDoesNotAddUp(tally.campaign, place);
  }
}

function* claims({
  read,
  tallied,
  withdrawn,
  setAside,
  total,
  by,
}: Tally): Iterable<readonly [place: string, holds: boolean]> {
  yield ["read", read === tallied + withdrawn + sum(Object.values(setAside))];
  yield ["tallied", tallied === total.respondents];
  yield* claimsOfGroup("total", total);
  for (const breakdown of breakdowns) {
    const categories = Object.entries(by[breakdown]);
    for (const [category, group] of categories) yield* claimsOfGroup(`${breakdown} ${category}`, group);
    yield* claimsOfBreakdown(
      breakdown,
      categories.map(([, group]) => group),
      total,
    );
  }
}

/** Every respondent of a group has answered or skipped every measure, once. */
function* claimsOfGroup(name: string, group: GroupCounts): Iterable<readonly [string, boolean]> {
  for (const level of levels) {
    for (const [measure, { counts, skipped }] of Object.entries(group[level])) {
      yield [`${name}, ${measure}`, sum(counts) + skipped === group.respondents];
    }
  }
}

/** The categories of a breakdown are disjoint and are everybody: they sum to the total in every single count. */
function* claimsOfBreakdown(
  name: string,
  categories: readonly GroupCounts[],
  total: GroupCounts,
): Iterable<readonly [string, boolean]> {
  yield [`${name}, respondents`, sum(categories.map(({ respondents }) => respondents)) === total.respondents];
  for (const level of levels) {
    for (const [measure, whole] of Object.entries(total[level])) {
      const parts = categories.map((category) => category[level][measure]);
      yield [`${name}, ${measure}`, parts.every((part) => part !== undefined) && sumsTo(parts, whole)];
    }
  }
}

function sumsTo(parts: readonly (MeasureCounts | undefined)[], whole: MeasureCounts): boolean {
  return (
    sum(parts.map((part) => part?.skipped ?? 0)) === whole.skipped &&
    whole.counts.every((count, position) => sum(parts.map((part) => part?.counts[position] ?? 0)) === count)
  );
}
