/** From counts to a draft release: estimate, compare, claim, protect, write. */
import { keyOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { claimRule } from "#shared/release/comparison.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import type { Manifest } from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { Drafts } from "#shared/storage/releases.ts";
import type { Tallies } from "#shared/storage/tallies.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import type { Tally } from "#shared/survey/tally.ts";
import { csvFile } from "./csv.ts";
import { figuresOf } from "./figures.ts";
import { manifestFile, manifestOf } from "./manifest.ts";
import { comparatorsUsedIn } from "./method-notes/comparators.ts";
import { methodNotesFile } from "./method-notes.ts";
import { METHOD_VERSION } from "./method-version.ts";
import { type ReleasedCampaign, Releases } from "./pools.ts";
import { publishableResponseCount } from "./response-count.ts";
import { responseRateRow } from "./rows/response-rate-row.ts";

export interface BenchmarkStores {
  readonly tallies: Pick<Tallies, "readPlan" | "read">;
  readonly drafts: Pick<Drafts, "write">;
}

interface Counted {
  readonly campaign: PlannedCampaign;
  readonly tally: Tally;
}

export async function benchmark(
  runId: string,
  codeVersion: string,
  policy: DisclosurePolicy,
  { tallies, drafts }: BenchmarkStores,
): Promise<Manifest> {
  const { asOf, campaigns } = await tallies.readPlan(runId);
  const counted = await readTallies(
    campaigns.filter(({ opens, closed }) => closed || opens <= asOf),
    tallies,
  );
  const released = counted.filter(({ campaign }) => campaign.closed).map(withQuestionnaire);
  const figures = figuresOf(new Releases(released), campaigns, policy);
  const rates = counted.map(({ campaign, tally }) =>
    responseRateRow(campaign, publishableResponseCount(tally.tallied, policy)),
  );
  const synthetic = counted.some(({ campaign }) => campaign.synthetic);
  const notes = methodNotesFile({
    ...figures,
    methodVersion: METHOD_VERSION,
    policy,
    claimRule,
    synthetic,
    comparatorsUsed: comparatorsUsedIn(released.map(({ questionnaire }) => questionnaire)),
  });
  const files = [...figures.files, csvFile(responseRates, rates), { ...notes, rows: 0 }];
  const manifest = manifestOf({ asOf, codeVersion, synthetic, policy, released, files });

  // The manifest last: a draft with a manifest is a whole draft.
  for (const file of [...files, manifestFile(manifest)]) await drafts.write(runId, file);
  return manifest;
}

/** Enough to hide the waiting, few enough that a store under strain is not pushed further. */
const READS_AT_ONCE = 16;

async function readTallies(campaigns: readonly PlannedCampaign[], tallies: Pick<Tallies, "read">): Promise<Counted[]> {
  const counted: Counted[] = [];
  for (let start = 0; start < campaigns.length; start += READS_AT_ONCE) {
    const together = campaigns.slice(start, start + READS_AT_ONCE);
    counted.push(
      ...(await Promise.all(
        together.map(async (campaign) => ({ campaign, tally: await tallies.read(keyOf(campaign)) })),
      )),
    );
  }
  return counted;
}

function withQuestionnaire({ campaign, tally }: Counted): ReleasedCampaign {
  return { campaign, questionnaire: publishedQuestionnaire(campaign.questionnaire, campaign.version), tally };
}
