/** Reads the whole draft back and holds it against the plan, the counts table and the release that was told last. Fails closed. */
import { MANIFEST } from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { Drafts } from "#shared/storage/releases.ts";
import { readDraft } from "./draft.ts";
import { Findings } from "./finding.ts";
import { inspect } from "./inspect.ts";
import { type NightStores, readNight } from "./night.ts";
import type { Rule } from "./rule.ts";
import { authorityFoldersHoldTheirOwn } from "./rules/authority-folders-hold-their-own.ts";
import { blocksStandTogether } from "./rules/blocks-stand-together.ts";
import { columnsAreAsDefined } from "./rules/columns-are-as-defined.ts";
import { countsAsFirstWritten } from "./rules/counts-as-first-written.ts";
import { filesFollowTheSectorStandard } from "./rules/files-follow-the-sector-standard.ts";
import { formatsSayTheSame } from "./rules/formats-say-the-same.ts";
import { manifestDescribesTheFiles } from "./rules/manifest-describes-the-files.ts";
import { noiseIsInTheCounts } from "./rules/noise-is-in-the-counts.ts";
import { onlyClosedCampaignsAreShown } from "./rules/only-closed-campaigns-are-shown.ts";
import { onlyConsentingPeersAreNamed } from "./rules/only-consenting-peers-are-named.ts";
import { respondentsMatch } from "./rules/respondents-match.ts";
import { rowsDescribeTheirCampaign } from "./rules/rows-describe-their-campaign.ts";
import { syntheticIsMarked } from "./rules/synthetic-is-marked.ts";

export const rules: readonly Rule[] = [
  manifestDescribesTheFiles,
  columnsAreAsDefined,
  filesFollowTheSectorStandard,
  formatsSayTheSame,
  authorityFoldersHoldTheirOwn,
  rowsDescribeTheirCampaign,
  syntheticIsMarked,
  onlyClosedCampaignsAreShown,
  onlyConsentingPeersAreNamed,
  blocksStandTogether,
  countsAsFirstWritten,
  noiseIsInTheCounts,
  respondentsMatch,
];

export interface AuditStores extends NightStores {
  readonly drafts: Pick<Drafts, "read">;
}

export interface Passed {
  readonly passed: true;
  readonly checkedRows: number;
  readonly rules: readonly string[];
}

/** @throws AuditFailed when any rule finds anything */
export async function audit(runId: string, policy: DisclosurePolicy, stores: AuditStores): Promise<Passed> {
  const findings = new Findings();
  const draft = await readDraft(runId, stores.drafts);
  let checkedRows = 0;
  if (draft === undefined) {
    const { name: rule, remedy } = manifestDescribesTheFiles;
    findings.add({
      rule,
      remedy,
      file: MANIFEST,
      row: null,
      detail: "is not there, or is not a manifest of this layout",
    });
  } else {
    checkedRows = await inspect(await readNight(runId, draft, policy, stores), rules, findings);
  }
  findings.throwAny();
  return { passed: true, checkedRows, rules: rules.map(({ name }) => name) };
}
