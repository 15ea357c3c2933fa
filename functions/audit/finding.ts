/** What an audit finds. */

/** One thing that is wrong with a draft. Names places and columns, never a figure. */
export interface Finding {
  readonly rule: string;
  readonly file: string;
  /** Below the header, from 1; null for what concerns the whole file. */
  readonly row: number | null;
  readonly detail: string;
}

/** The draft must not be published. The release that stands is not touched. */
export class AuditFailed extends Error {
  override readonly name = "AuditFailed";
  /** The first of them. */
  readonly findings: readonly Finding[];
  readonly count: number;
  readonly rules: readonly string[];
  constructor({ first, count, rules }: Findings) {
    super(
      `the audit has ${count} findings against the draft, of these rules: ${rules.join(", ")}; nothing is published and the release that stands is not touched`,
    );
    this.findings = first;
    this.count = count;
    this.rules = rules;
  }
}

export interface Findings {
  /** In the order in which they were found: at most two hundred, and no more than ten of one rule in one file. */
  readonly first: readonly Finding[];
  readonly count: number;
  /** Names of the rules that found something, in the order of the alphabet. */
  readonly rules: readonly string[];
}

/** A draft that is wrong in every row must not fill the memory with the proof, nor one rule hide what the others find. */
const KEPT_FINDINGS = 200;
const KEPT_OF_ONE_KIND = 10;

export class FindingCollection {
  private readonly kept: Finding[] = [];
  private readonly rules = new Set<string>();
  private readonly keptOfKind = new Map<string, number>();
  private count = 0;

  add(finding: Finding): void {
    this.count += 1;
    this.rules.add(finding.rule);
    const kind = `${finding.rule} ${finding.file}`;
    const ofKind = this.keptOfKind.get(kind) ?? 0;
    if (ofKind >= KEPT_OF_ONE_KIND || this.kept.length >= KEPT_FINDINGS) return;
    this.keptOfKind.set(kind, ofKind + 1);
    this.kept.push(finding);
  }

  all(): Findings {
    return { first: this.kept, count: this.count, rules: [...this.rules].toSorted() };
  }
}
