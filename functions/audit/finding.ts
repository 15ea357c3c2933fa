/** What an audit finds. */

/** One thing that is wrong with a draft. Names places and columns, never a figure. */
export interface Finding {
  readonly rule: string;
  readonly file: string;
  /** Below the header, from 1; null for what concerns the whole file. */
  readonly row: number | null;
  /** What is wrong, and what was expected. */
  readonly detail: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** The draft must not be published. The release that stands is not touched. */
export class AuditFailed extends Error {
  override readonly name = "AuditFailed";
  /** The first of each rule. */
  readonly findings: readonly Finding[];
  readonly count: number;
  readonly rules: readonly string[];
  constructor(findings: readonly Finding[], count: number, rules: readonly string[]) {
    super(
      `the audit has ${count} findings against the draft, of these rules: ${rules.join(", ")}; nothing is published and the release that stands is not touched: look at the findings before any night is run again`,
    );
    this.findings = findings;
    this.count = count;
    this.rules = rules;
  }
}

/** A draft that is wrong in every row must not fill the memory with the proof, nor one rule hide what the others find. */
const KEPT_OF_A_RULE = 10;

export class Findings {
  readonly #kept: Finding[] = [];
  readonly #ofRule = new Map<string, number>();

  add(finding: Finding): void {
    const before = this.#ofRule.get(finding.rule) ?? 0;
    this.#ofRule.set(finding.rule, before + 1);
    if (before < KEPT_OF_A_RULE) this.#kept.push(finding);
  }

  /** @throws AuditFailed where there is any */
  throwAny(): void {
    const count = [...this.#ofRule.values()].reduce((sum, ofRule) => sum + ofRule, 0);
    if (count > 0) throw new AuditFailed(this.#kept, count, [...this.#ofRule.keys()].toSorted());
  }
}
