/** Whether what front ends were told and what the release says add up, to the unit. */
import { partitionOf } from "#shared/programme/campaign.ts";
import { symbols } from "#shared/release/dataset.ts";
import type { Manifest } from "#shared/release/manifest.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
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
const isBlank = ({ body }: LinkedCampaign["submissions"][number]) => Object.keys(body.answers).length === 0;

/** Every difference as a sentence; none when everything adds up. */
export function differencesInCounts(
  { campaigns, counts }: Posted,
  { counts: published, released }: Pick<Manifest, "counts" | "released">,
  rates: readonly ResponseRateRow[],
): readonly string[] {
  const found: string[] = [];
  const expect = (what: string, actual: number | string, expected: number | string) => {
    if (actual !== expected) found.push(`${what}: ${actual}, but ${expected} expected`);
  };
  const acceptedOf = new Map(counts.map((count) => [keyOf(count), count.accepted]));
  for (const linked of campaigns) {
    expect(`${keyOf(linked)}, submissions acknowledged`, acceptedOf.get(keyOf(linked)) ?? 0, linked.submissions.length);
  }

  const releasedKeys = new Set(released.map(partitionOf));
  const releasedCampaigns = campaigns.filter((linked) => releasedKeys.has(keyOf(linked)));
  expect("released campaigns that were posted to", releasedCampaigns.length, released.length);
  const setAside = sum(Object.values(published.setAside));
  expect("accepted, as published", published.accepted, published.tallied + published.withdrawn + setAside);
  expect(
    "accepted, as published and as acknowledged",
    published.accepted,
    sum(releasedCampaigns.map((linked) => acceptedOf.get(keyOf(linked)) ?? 0)),
  );
  expect(
    "set aside because nothing was answered",
    published.setAside["nothing-answered"] ?? 0,
    sum(releasedCampaigns.map(({ submissions }) => submissions.filter(isBlank).length)),
  );

  const rateOf = byCampaign(rates);
  for (const linked of campaigns) {
    const answered = linked.submissions.filter((submission) => !isBlank(submission)).length;
    expect(
      `${keyOf(linked)}, published response count`,
      rateOf.get(keyOf(linked))?.response_count ?? "none",
      publishedCount(answered),
    );
  }
  return found;
}

function publishedCount(answered: number): string {
  const { minimumBase, baseRoundedTo } = defaultPolicy;
  if (answered < minimumBase) return symbols.confidential;
  return String(Math.round(answered / baseRoundedTo) * baseRoundedTo);
}
