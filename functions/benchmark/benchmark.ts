/** From noised counts to a draft release: fit, estimate, compare, claim, write. Nothing here has ever seen an exact count. */
import pMap from "p-map";
import type { Manifest } from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { CountsReader } from "#shared/storage/counts.ts";
import type { Plans } from "#shared/storage/plans.ts";
import { type Drafts, type Releases as ReleaseStore, toldOf } from "#shared/storage/releases.ts";
import { readChanges, readStanding } from "#shared/storage/standing.ts";
import { type CampaignTonight, campaignsTonight, type HeldCampaign, nationsTonight } from "./campaigns-tonight.ts";
import { Nations } from "./counts/ladders.ts";
import { writeRelease } from "./files/write-release.ts";
import { manifestFile, manifestOf } from "./manifest.ts";
import { releaseContentOf } from "./release-content.ts";

/** Enough to hide the waiting, few enough that a store under strain is not pushed further. */
const WRITES_AT_ONCE = 16;

export interface BenchmarkStores {
  readonly plans: Pick<Plans, "readPlan">;
  readonly counts: CountsReader;
  readonly drafts: Pick<Drafts, "write">;
  readonly releases: Pick<ReleaseStore, "latest" | "retractions" | "recall">;
}

export interface Drafted {
  readonly manifest: Manifest;
  /** For a coordinator to look at. */
  readonly held: readonly HeldCampaign[];
  /** How many own shares are shown, and how many are not. */
  readonly figures: { readonly shown: number; readonly withheld: number };
}

export async function benchmark(
  runId: string,
  codeVersion: string,
  policy: DisclosurePolicy,
  { plans, counts, drafts, releases }: BenchmarkStores,
): Promise<Drafted> {
  const plan = await plans.readPlan(runId);
  const standing = await readStanding(releases);
  const tonight = await campaignsTonight(plan, counts);
  const nations = new Nations(await nationsTonight(plan, counts));
  const retractions = toldOf(await releases.retractions());

  const { content, figures } = releaseContentOf({
    tonight,
    nations,
    planned: plan.campaigns,
    policy,
    retractions,
    previous: standing && { release: standing, changes: await readChanges(standing, releases) },
  });
  const files = await writeRelease(content, async (written) => {
    await pMap(written, (file) => drafts.write(runId, file), { concurrency: WRITES_AT_ONCE });
  });
  const manifest = manifestOf({
    asOf: plan.asOf,
    codeVersion,
    synthetic: content.about.synthetic,
    policy,
    released: tonight.filter(isReleased),
    supersedes: standing?.releaseId ?? null,
    retractions,
    files,
  });
  // The manifest last: a draft with a manifest is a whole draft.
  await drafts.write(runId, manifestFile(manifest));
  return { manifest, held: tonight.filter(isHeld), figures };
}

const isReleased = (tonight: CampaignTonight) => tonight.status === "released";
const isHeld = (tonight: CampaignTonight) => tonight.status === "held";
