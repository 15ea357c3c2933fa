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
  /**
   * In the order in which they were found: at most a hundred, no more than ten of one rule in one file, and as many of one
   * rule as of any other that has so many.
   */
  readonly first: readonly Finding[];
  readonly count: number;
  /** Names of the rules that found something, in the order of the alphabet. */
  readonly rules: readonly string[];
}

/** A draft that is wrong in every row must not fill the memory with the proof, nor one rule hide what the others find. */
const KEPT_FINDINGS = 100;
const KEPT_OF_ONE_KIND = 10;

interface Kept {
  readonly finding: Finding;
  /** Among all that were found. */
  readonly place: number;
}

export class FindingCollection {
  private readonly keptByRule = new Map<string, Kept[]>();
  private readonly keptOfKind = new Map<string, number>();
  private count = 0;

  add(finding: Finding): void {
    this.count += 1;
    const kept = this.keptByRule.get(finding.rule) ?? [];
    this.keptByRule.set(finding.rule, kept);
    const kind = `${finding.rule} ${finding.file}`;
    const ofKind = this.keptOfKind.get(kind) ?? 0;
    if (ofKind >= KEPT_OF_ONE_KIND || kept.length >= KEPT_FINDINGS) return;
    this.keptOfKind.set(kind, ofKind + 1);
    kept.push({ finding, place: this.count });
  }

  all(): Findings {
    return { first: this.dealt(), count: this.count, rules: [...this.keptByRule.keys()].toSorted() };
  }

  /** In rounds, each rule's first before any rule's second. */
  private dealt(): Finding[] {
    const rounds = [...this.keptByRule.values()].flatMap((kept) => kept.map((each, round) => ({ ...each, round })));
    return rounds
      .toSorted((one, other) => one.round - other.round || one.place - other.place)
      .slice(0, KEPT_FINDINGS)
      .toSorted((one, other) => one.place - other.place)
      .map(({ finding }) => finding);
  }
}
