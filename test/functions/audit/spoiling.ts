/** Ways to spoil the draft of an honest night, and the claim that a rule finds it. */
import { expect } from "vitest";
import { readDraft } from "#functions/audit/draft.ts";
import { AuditFailed, Findings } from "#functions/audit/finding.ts";
import { inspect } from "#functions/audit/inspect.ts";
import { readNight } from "#functions/audit/night.ts";
import type { Rule } from "#functions/audit/rule.ts";
import { aNight, type Night, type Row, type WrittenNight } from "./a-night.ts";

export const BENCHMARKS = "benchmarks.csv";
export const COMPARISONS = "comparisons.csv";
export const AVERAGES = "averages.csv";
export const GAPS = "gender_gap.csv";
export const TRENDS = "trends.csv";
export const FUNNEL = "funnel.csv";
export const PEERS = "peer_learning.csv";
export const NATIONAL = "national.csv";
export const NATIONAL_AVERAGES = "national_averages.csv";
export const COUNTS = "noised_counts.csv";
export const RATES = "response_rates.csv";
export const CHANGES = "changes.csv";

type Kind = (row: Row) => boolean;

/** A row with these cells. */
export const having =
  (cells: Row): Kind =>
  (row) =>
    Object.entries(cells).every(([column, cell]) => row[column] === cell);

export const plus = (cell: string | undefined, step: number) => String(Number(cell) + step);

/** Changes the first row of this kind. */
export const inRow = (path: string, kind: Kind | Row, change: Row | ((row: Row) => Row)) => (night: Night) => {
  const rows = night.rows(path);
  const place = rows.findIndex(typeof kind === "function" ? kind : having(kind));
  const row = rows[place];
  if (row === undefined) throw new Error("the night has no such row");
  night.rewrite(path, () => rows.with(place, { ...row, ...(typeof change === "function" ? change(row) : change) }));
};

export const inManifest = (change: (manifest: ReturnType<Night["manifest"]>) => object) => (night: Night) => {
  const manifest = night.manifest();
  night.writeManifest({ ...manifest, ...change(manifest) });
};

export const inText =
  (path: string, change: (text: string) => string, encoding: BufferEncoding = "utf8") =>
  (night: Night) => {
    const rows = night.manifest().files.find((file) => file.path === path)?.rows ?? 0;
    const text = Buffer.from(night.bytesOf(path)).toString("utf8");
    const changed = change(text);
    if (changed === text) throw new Error("nothing is spoiled");
    night.writeFile(path, Buffer.from(changed, encoding), rows);
  };

export type Spoil = (night: Night) => unknown;
export type Spoiled = readonly [claim: string, spoil: Spoil, fault: string];

/** What one rule finds in a night, as `file: detail`: the other rules have tests of their own. */
export async function foundBy(rule: Rule, night: Night): Promise<string[]> {
  const draft = await readDraft(night.runId, night.stores.drafts);
  if (draft === undefined) throw new Error("the draft has no manifest");
  const findings = new Findings();
  await inspect(await readNight(night.runId, draft, night.policy, night.stores), [rule], findings);
  try {
    findings.throwAny();
    return [];
  } catch (error) {
    if (!(error instanceof AuditFailed)) throw error;
    return error.findings.map(({ file, detail }) => `${file}: ${detail}`);
  }
}

/** That a rule finds a spoiled draft, and found nothing before. */
export async function isFound(rule: Rule, spoil: Spoil, fault: string, written?: Promise<WrittenNight>): Promise<void> {
  const night = await aNight(written);
  await spoil(night);
  expect(await foundBy(rule, night)).toContain(fault);
}
