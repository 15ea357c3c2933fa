/** Whether what front ends were told and what was counted add up, to the unit. */
import { partitionOf } from "#shared/programme/campaign.ts";
import { symbols } from "#shared/release/dataset.ts";
import type { Manifest } from "#shared/release/manifest.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { roundToMultipleOf } from "#shared/release/rounding.ts";
import { byCampaign, type ResponseRateRow } from "./released-data.ts";
import type { CampaignCounts } from "./synthetic/posting-counts.ts";
import type { LinkedCampaign } from "./synthetic/visits.ts";

export interface Posted {
  readonly campaigns: readonly LinkedCampaign[];
  readonly counts: readonly CampaignCounts[];
}

const keyOf = ({ campaign }: Pick<LinkedCampaign, "campaign">) =>
  partitionOf({ ...campaign, authority: campaign.authority.code });
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const isAnswered = ({ body }: LinkedCampaign["submissions"][number]) => Object.keys(body.answers).length > 0;

/**
 * Every difference as a sentence; none when everything adds up.
 * @param counted how many responses were counted, by partition: of each campaign whose counts are drawn
 */
export function differencesInCounts(
  { campaigns, counts }: Posted,
  counted: ReadonlyMap<string, number>,
  { responses, released }: Pick<Manifest, "responses" | "released">,
  rates: readonly ResponseRateRow[],
): readonly string[] {
  const found: string[] = [];
  const expect = (what: string, actual: number | string, expected: number | string) => {
    if (actual !== expected) found.push(`${what}: ${actual}, but ${expected} expected`);
  };
  const acceptedOf = new Map(counts.map((count) => [keyOf(count), count.accepted]));
  const rateOf = byCampaign(rates);
  for (const linked of campaigns) {
    const key = keyOf(linked);
    const answered = linked.submissions.filter(isAnswered).length;
    expect(`${key}, submissions acknowledged`, acceptedOf.get(key) ?? 0, linked.submissions.length);
    if (counted.has(key)) expect(`${key}, responses counted`, counted.get(key) ?? 0, answered);
    expect(`${key}, published response count`, rateOf.get(key)?.response_count ?? "none", published(answered));
  }
  expect("campaigns released", released.length, counted.size);
  expect(
    "campaigns released that were counted",
    released.filter((key) => counted.has(partitionOf(key))).length,
    counted.size,
  );
  const { pooledBaseRoundedTo } = noisePolicy.shown;
  expect("responses, as published", responses, roundToMultipleOf(pooledBaseRoundedTo, sum([...counted.values()])));
  return found;
}

/** A campaign with too few is held, and nothing is said of how many they are. */
function published(answered: number): string {
  const { fewestResponses, baseRoundedTo } = noisePolicy.shown;
  return answered < fewestResponses ? symbols.notAvailable : String(roundToMultipleOf(baseRoundedTo, answered));
}
