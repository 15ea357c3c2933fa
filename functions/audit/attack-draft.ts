/** Lets the attacker at a draft, and judges what comes of it by what is privately known. */
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { comparisons } from "#shared/release/datasets/comparisons.ts";
import { national } from "#shared/release/datasets/national.ts";
import { attackFindings } from "./attack/attack-findings.ts";
import type { Besides } from "./attack/tables.ts";
import { campaignName, type Evidence, type EvidenceStores } from "./evidence.ts";
import { sameMeasureIn } from "./layout.ts";
import type { FileFault } from "./rule.ts";

export const nothingFollowsFromTheFiles = "nothing-follows-from-the-files";

/** The files that hold counts as shares; what else there is follows from these and the questionnaires. */
export const attacked = [benchmarks.path, comparisons.path, national.path] as const;

type Files = ReadonlyMap<string, Uint8Array | undefined>;

/** What could be worked out of the draft, and of the release that stands where that differs. */
export async function attackDraft(
  evidence: Evidence,
  { releases, questionnaireOf }: Pick<EvidenceStores, "releases" | "questionnaireOf">,
): Promise<readonly FileFault[]> {
  const { draft, plan, policy } = evidence;
  return attackFindings({
    files: draft.files,
    earlierFiles: await earlierFilesOf(evidence, releases),
    campaigns: plan.campaigns.filter(({ closed }) => closed),
    policy,
    questionnaireOf,
    isWithheldForOthers: (...group) => isWithheldForOthers(...group, evidence),
  });
}

/** Undefined where there is nothing new to learn: no release, the same figures, or figures by another method. */
async function earlierFilesOf(
  { draft, standing }: Pick<Evidence, "draft" | "standing">,
  releases: EvidenceStores["releases"],
): Promise<Files | undefined> {
  const { releaseId, ownFigures } = standing;
  if (releaseId === undefined || ownFigures === undefined) return undefined;
  const earlier = new Map<string, Uint8Array>();
  for (const path of attacked) earlier.set(path, await releases.recall(releaseId, path));
  const isSame = (path: string) =>
    Buffer.from(earlier.get(path) ?? []).equals(draft.files.get(path) ?? new Uint8Array());
  return attacked.every(isSame) ? undefined : earlier;
}

/** The attacker does not know it, but a group with answers enough could have been published: it owes no more than such a one. */
function isWithheldForOthers(
  ...[{ wave, authority, questionnaire }, measure, group, { campaigns, policy }]: [
    ...Parameters<NonNullable<Besides["isWithheldForOthers"]>>,
    Evidence,
  ]
): boolean {
  const known = campaigns.get(campaignName({ wave, authority: authority.code, questionnaire }));
  const { layout, bases } = known?.exact ?? {};
  const here = layout && sameMeasureIn(layout, measure);
  const groupHere = layout?.groups.find(
    ({ breakdown, category }) => breakdown === group.breakdown && category === group.category,
  );
  if (layout === undefined || here === undefined || groupHere === undefined) return false;
  return (bases?.[layout.blockOf(here, groupHere).position] ?? 0) >= policy.minimumBase;
}
