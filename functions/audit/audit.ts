/** Attacks the written draft as an outsider would, and checks it against what is privately known. Fails closed. */
import type { DatasetDefinition } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { MANIFEST } from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { Drafts } from "#shared/storage/releases.ts";
import { attackDraft, nothingFollowsFromTheFiles } from "./attack-draft.ts";
import { type CsvRow, NotTheDataset, rowsOf } from "./csv-rows.ts";
import { readDraft } from "./draft.ts";
import { type Evidence, type EvidenceStores, type Gathered, gatherEvidence } from "./evidence.ts";
import { AuditFailed, FindingCollection } from "./finding.ts";
import { readStates, type States } from "./read-states.ts";
import type { DatasetPath, Faults, Inspection, Rule } from "./rule.ts";
import { authorityFoldersHoldTheirOwn } from "./rules/authority-folders-hold-their-own.ts";
import { averagesFollowTheTallies } from "./rules/averages-follow-the-tallies.ts";
import { changesFollowFromTheRows } from "./rules/changes-follow-from-the-rows.ts";
import { codebookSaysWhatWasAsked } from "./rules/codebook-says-what-was-asked.ts";
import { columnsAreAsDefined } from "./rules/columns-are-as-defined.ts";
import { comparisonsFollowTheTallies } from "./rules/comparisons-follow-the-tallies.ts";
import { countsReconcile } from "./rules/counts-reconcile.ts";
import { domainsFollowTheComparisons } from "./rules/domains-follow-the-comparisons.ts";
import { figuresFollowTheTallies } from "./rules/figures-follow-the-tallies.ts";
import { filesFollowTheSectorStandard } from "./rules/files-follow-the-sector-standard.ts";
import { formatsSayTheSame } from "./rules/formats-say-the-same.ts";
import { funnelsFollowTheTallies } from "./rules/funnels-follow-the-tallies.ts";
import { genderGapsFollowTheTallies } from "./rules/gender-gaps-follow-the-tallies.ts";
import { manifestDescribesTheFiles } from "./rules/manifest-describes-the-files.ts";
import { metadataIsAsDefined } from "./rules/metadata-is-as-defined.ts";
import { methodNotesSayHow } from "./rules/method-notes-say-how.ts";
import { nationalAveragesFollowTheTallies } from "./rules/national-averages-follow-the-tallies.ts";
import { nationalFiguresFollowTheTallies } from "./rules/national-figures-follow-the-tallies.ts";
import { noFigureBesideAWithheldOne } from "./rules/no-figure-beside-a-withheld-one.ts";
import { onlyClosedCampaignsAreShown } from "./rules/only-closed-campaigns-are-shown.ts";
import { peersFollowTheComparisons } from "./rules/peers-follow-the-comparisons.ts";
import { poolsAreBroad } from "./rules/pools-are-broad.ts";
import { releasesWithstandSubtraction } from "./rules/releases-withstand-subtraction.ts";
import { responseRatesFollowTheTallies } from "./rules/response-rates-follow-the-tallies.ts";
import { rowsDescribeTheirCampaign } from "./rules/rows-describe-their-campaign.ts";
import { smallBasesAreWithheld } from "./rules/small-bases-are-withheld.ts";
import { syntheticIsMarked } from "./rules/synthetic-is-marked.ts";
import { trendsFollowTheTallies } from "./rules/trends-follow-the-tallies.ts";

export const rules: readonly Rule[] = [
  manifestDescribesTheFiles,
  columnsAreAsDefined,
  filesFollowTheSectorStandard,
  methodNotesSayHow,
  metadataIsAsDefined,
  codebookSaysWhatWasAsked,
  formatsSayTheSame,
  authorityFoldersHoldTheirOwn,
  changesFollowFromTheRows,
  smallBasesAreWithheld,
  noFigureBesideAWithheldOne,
  figuresFollowTheTallies,
  poolsAreBroad,
  comparisonsFollowTheTallies,
  averagesFollowTheTallies,
  genderGapsFollowTheTallies,
  trendsFollowTheTallies,
  funnelsFollowTheTallies,
  domainsFollowTheComparisons,
  peersFollowTheComparisons,
  nationalFiguresFollowTheTallies,
  nationalAveragesFollowTheTallies,
  onlyClosedCampaignsAreShown,
  releasesWithstandSubtraction,
  countsReconcile,
  responseRatesFollowTheTallies,
  rowsDescribeTheirCampaign,
  syntheticIsMarked,
];

export interface AuditStores extends EvidenceStores {
  readonly drafts: Pick<Drafts, "read">;
}

export interface Passed {
  readonly passed: true;
  readonly checkedRows: number;
  readonly rules: readonly string[];
}

/**
 * Reads every row of the draft once, own and national figures once before; beside the bytes of the files it keeps two for
 * each of these.
 * @param readStatesOf what the draft shows of every cell, which pools and comparisons must follow
 * @throws AuditFailed when any rule finds anything
 */
export async function audit(
  runId: string,
  policy: DisclosurePolicy,
  stores: AuditStores,
  readStatesOf: (gathered: Gathered) => Promise<States> = readStates,
): Promise<Passed> {
  const findings = new FindingCollection();
  const draft = await readDraft(runId, stores.drafts);
  let checkedRows = 0;
  if (draft === undefined) {
    const detail = "is not there, or is no manifest";
    findings.add({ rule: manifestDescribesTheFiles.name, file: MANIFEST, row: null, detail });
  } else {
    const gathered = await gatherEvidence(runId, draft, policy, stores);
    const evidence = { ...gathered, states: await readStatesOf(gathered) };
    checkedRows = await inspect(evidence, findings);
    // Last, and only on what all rules let pass: it takes longest, and means nothing on files that are not what they should be.
    const followed = findings.all().count === 0 ? await attackDraft(evidence, stores) : [];
    for (const { file, detail } of followed)
      findings.add({ rule: nothingFollowsFromTheFiles, file, row: null, detail });
  }
  const found = findings.all();
  if (found.count > 0) throw new AuditFailed(found);
  return { passed: true, checkedRows, rules: [...rules.map(({ name }) => name), nothingFollowsFromTheFiles] };
}

type NamedInspection = Inspection & { readonly rule: string; readonly isAboutCopies: boolean };

/** @returns how many rows were read */
async function inspect(evidence: Evidence, findings: FindingCollection): Promise<number> {
  const inspections = rules.map(({ name, isAboutCopies = false, begin }): NamedInspection => {
    return { rule: name, isAboutCopies, ...begin(evidence) };
  });
  let read = 0;
  // One after another, in this order: what is said of domains and peers follows from comparisons that were read before.
  for (const dataset of allDatasets) read += await inspectRows(dataset, inspections, evidence, findings);
  await end(
    inspections.filter(({ isAboutCopies }) => !isAboutCopies),
    findings,
  );
  if (findings.all().count > 0) return read;
  await end(
    inspections.filter(({ isAboutCopies }) => isAboutCopies),
    findings,
  );
  return read;
}

async function end(inspections: readonly NamedInspection[], findings: FindingCollection): Promise<void> {
  for (const { rule, atEnd } of inspections) {
    for (const { file, detail } of (await atEnd?.()) ?? []) findings.add({ rule, file, row: null, detail });
  }
}

type Judge = (row: CsvRow, dataset: DatasetDefinition) => Faults;

function judgesOf(path: DatasetPath, inspections: readonly NamedInspection[]) {
  return inspections.flatMap(({ rule, judge, judges }) =>
    // A row has the columns of its dataset: the header has been compared.
    [judge, judges?.[path] as Judge | undefined].flatMap((each) => (each === undefined ? [] : [{ rule, judge: each }])),
  );
}

async function inspectRows(
  dataset: DatasetDefinition & { readonly path: DatasetPath },
  inspections: readonly NamedInspection[],
  { draft }: Evidence,
  findings: FindingCollection,
): Promise<number> {
  const { path, columns } = dataset;
  const bytes = draft.files.get(path);
  if (bytes === undefined) return 0;
  const judges = judgesOf(path, inspections);
  let read = 0;
  try {
    for await (const row of rowsOf(bytes, columns)) {
      read += 1;
      for (const { rule, judge } of judges) {
        for (const detail of judge(row, dataset)) findings.add({ rule, file: path, row: row.number, detail });
      }
    }
  } catch (error) {
    if (!(error instanceof NotTheDataset)) throw error;
    findings.add({ rule: columnsAreAsDefined.name, file: path, row: null, detail: error.detail });
  }
  return read;
}
