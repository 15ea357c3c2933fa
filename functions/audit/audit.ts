/** Attacks the written draft as an outsider would, and checks it against what is privately known. Fails closed. */
import { benchmarks, type Column, responseRates } from "#shared/release/dataset.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { Drafts } from "#shared/storage/releases.ts";
import { type CsvRow, NotTheDataset, rowsOf } from "./csv-rows.ts";
import { MANIFEST, readDraft } from "./draft.ts";
import { type Evidence, type EvidenceStores, gatherEvidence } from "./evidence.ts";
import { AuditFailed, FindingCollection } from "./finding.ts";
import type { Faults, Inspection, Rule } from "./rule.ts";
import { columnsAreAsDefined } from "./rules/columns-are-as-defined.ts";
import { countsReconcile } from "./rules/counts-reconcile.ts";
import { figuresFollowTheTallies } from "./rules/figures-follow-the-tallies.ts";
import { manifestDescribesTheFiles } from "./rules/manifest-describes-the-files.ts";
import { onlyClosedCampaignsAreShown } from "./rules/only-closed-campaigns-are-shown.ts";
import { poolsAreBroad } from "./rules/pools-are-broad.ts";
import { responseRatesFollowTheTallies } from "./rules/response-rates-follow-the-tallies.ts";
import { rowsDescribeTheirCampaign } from "./rules/rows-describe-their-campaign.ts";
import { smallBasesAreWithheld } from "./rules/small-bases-are-withheld.ts";
import { syntheticIsMarked } from "./rules/synthetic-is-marked.ts";

export const rules: readonly Rule[] = [
  manifestDescribesTheFiles,
  columnsAreAsDefined,
  smallBasesAreWithheld,
  figuresFollowTheTallies,
  poolsAreBroad,
  onlyClosedCampaignsAreShown,
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
 * Reads every row of the draft once; memory does not grow with the rows beyond the bytes of the files.
 * @throws AuditFailed when any rule finds anything
 */
export async function audit(runId: string, policy: DisclosurePolicy, stores: AuditStores): Promise<Passed> {
  const findings = new FindingCollection();
  const draft = await readDraft(runId, stores.drafts);
  let checkedRows = 0;
  if (draft === undefined) {
    const detail = "is not there, or is no manifest";
    findings.add({ rule: manifestDescribesTheFiles.name, file: MANIFEST, row: null, detail });
  } else {
    checkedRows = await inspect(await gatherEvidence(runId, draft, policy, stores), findings);
  }
  const found = findings.all();
  if (found.count > 0) throw new AuditFailed(found);
  return { passed: true, checkedRows, rules: rules.map(({ name }) => name) };
}

/** @returns how many rows were read */
async function inspect(evidence: Evidence, findings: FindingCollection): Promise<number> {
  const inspections = rules.map(({ name, begin }) => ({ rule: name, ...begin(evidence) }));
  const read =
    (await inspectRows(benchmarks, inspections, ({ benchmarksRow }) => benchmarksRow, evidence, findings)) +
    (await inspectRows(responseRates, inspections, ({ responseRatesRow }) => responseRatesRow, evidence, findings));
  for (const { rule, atEnd } of inspections) {
    for (const { file, detail } of atEnd?.() ?? []) findings.add({ rule, file, row: null, detail });
  }
  return read;
}

async function inspectRows<Name extends string>(
  { path, columns }: { readonly path: string; readonly columns: readonly (Column & { readonly name: Name })[] },
  inspections: readonly (Inspection & { readonly rule: string })[],
  pick: (inspection: Inspection) => ((row: CsvRow<Name>) => Faults) | undefined,
  { draft }: Evidence,
  findings: FindingCollection,
): Promise<number> {
  const bytes = draft.files.get(path);
  if (bytes === undefined) return 0;
  const judges = inspections.flatMap((inspection) => {
    const judge = pick(inspection);
    return judge === undefined ? [] : [{ rule: inspection.rule, judge }];
  });
  let read = 0;
  try {
    for await (const row of rowsOf(bytes, columns)) {
      read += 1;
      for (const { rule, judge } of judges) {
        for (const detail of judge(row)) findings.add({ rule, file: path, row: row.number, detail });
      }
    }
  } catch (error) {
    if (!(error instanceof NotTheDataset)) throw error;
    findings.add({ rule: columnsAreAsDefined.name, file: path, row: null, detail: error.detail });
  }
  return read;
}
