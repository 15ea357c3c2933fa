/** Whether what front ends were told and what the release says add up, to the unit. */
import { partitionOf } from "#shared/programme/campaign.ts";
import { symbols } from "#shared/release/dataset.ts";
import type { Manifest, ReconciledCounts, Reconciliation } from "#shared/release/manifest.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { setAsideReason } from "#shared/survey/tally.ts";
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

const parts = ["released", "held", "open"] as const;
const publicStep = defaultPolicy.pool.baseRoundedTo;

/**
 * Every difference as a sentence; none when everything adds up.
 * @param exact what operators see of the night; the manifest has it rounded
 */
export function differencesInCounts(
  { campaigns, counts }: Posted,
  exact: Reconciliation,
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

  const addedUp = ({ tallied, withdrawn, setAside }: ReconciledCounts) =>
    tallied + withdrawn + sum(Object.values(setAside));
  const acknowledged = (some: readonly LinkedCampaign[]) =>
    sum(some.map((linked) => acceptedOf.get(keyOf(linked)) ?? 0));
  const releasedKeys = new Set(released.map(partitionOf));
  const releasedCampaigns = campaigns.filter((linked) => releasedKeys.has(keyOf(linked)));
  expect("released campaigns that were posted to", releasedCampaigns.length, released.length);
  for (const part of parts) expect(`accepted, ${part}`, exact[part].accepted, addedUp(exact[part]));
  expect("accepted and released", exact.released.accepted, acknowledged(releasedCampaigns));
  expect("accepted in all", sum(parts.map((part) => exact[part].accepted)), acknowledged(campaigns));
  expect(
    "set aside because nothing was answered",
    sum(parts.map((part) => exact[part].setAside["nothing-answered"] ?? 0)),
    sum(campaigns.map(({ submissions }) => submissions.filter(isBlank).length)),
  );

  const rounded = (count: number) => Math.round(count / publicStep) * publicStep;
  expect("accepted, as published", published.accepted, addedUp(published));
  expect("tallied, as published", published.tallied, rounded(exact.released.tallied));
  expect("withdrawn, as published", published.withdrawn, rounded(exact.released.withdrawn));
  for (const reason of setAsideReason.options) {
    const count = exact.released.setAside[reason] ?? 0;
    expect(`set aside as ${reason}, as published`, published.setAside[reason] ?? 0, rounded(count));
  }

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
