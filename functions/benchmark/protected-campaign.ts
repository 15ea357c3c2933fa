/** What may be published of each block of a campaign, worked out once for all datasets. */
import type { Group, OwnShare, ShownAs } from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { authorityBreakdowns } from "#shared/survey/tally.ts";
import { hasNoSpread } from "./disclosure/no-spread.ts";
import { type ProtectedRow, type ProtectedTable, protectTable } from "./disclosure/protect-table.ts";
import { EVERYBODY } from "./groups.ts";
import { type Measure, measureOf } from "./measures.ts";
import { blockOf, type ReleasedCampaign, shareOf } from "./released-campaign.ts";
import { momentsOf } from "./statistics/sample-moments.ts";

export class ProtectedCampaign {
  readonly #released: ReleasedCampaign;
  readonly #policy: DisclosurePolicy;
  readonly #tables = new Map<Measure, ProtectedTable>();
  /** An item and its indicator count alike. */
  readonly #alike = new Map<string, ProtectedTable>();

  constructor(released: ReleasedCampaign, policy: DisclosurePolicy) {
    this.#released = released;
    this.#policy = policy;
  }

  /** Hidden too where an authority has no figures of its own by this breakdown, or the questionnaire no such category. */
  row(measure: Measure, group: Group): ProtectedRow {
    const table = this.#tables.get(measure) ?? this.#protect(measure);
    this.#tables.set(measure, table);
    if (group.breakdown === "total") return table.total;
    const breakdown = (authorityBreakdowns as readonly string[]).indexOf(group.breakdown);
    const category = this.#categoriesOf(group.breakdown).indexOf(group.category);
    return table.breakdowns[breakdown]?.[category] ?? "hidden";
  }

  /** Whether anything of a block is published. */
  showsAny(measure: Measure, group: Group): boolean {
    const row = this.row(measure, group);
    return row !== "hidden" && row.some(({ status }) => status !== "hidden");
  }

  /** One band of a block. */
  share(measure: Measure, group: Group, position: number): OwnShare {
    const row = this.row(measure, group);
    const shown: ShownAs = row === "hidden" ? HIDDEN : (row[position] ?? HIDDEN);
    return { ...shareOf(blockOf(this.#released, measure, group), position), shown };
  }

  /**
   * Whether the average of a ladder may be seen in a group: where a band of it is a range, the average could narrow the
   * range, and where all answers are alike it is every child's answer.
   */
  showsAverage(ladder: Measure, group: Group): boolean {
    const item = measureOf(this.#released.questionnaire, { level: "item", id: ladder.id });
    const row = this.row(item, group);
    return (
      row !== "hidden" &&
      row.every(({ status }) => status === "exact") &&
      !hasNoSpread(momentsOf(blockOf(this.#released, ladder, group).counts))
    );
  }

  #protect(measure: Measure): ProtectedTable {
    const countsOf = (group: Group) => blockOf(this.#released, measure, group).counts;
    const table = {
      total: countsOf(EVERYBODY),
      breakdowns: authorityBreakdowns.map((breakdown) =>
        this.#categoriesOf(breakdown).map((category) => ({
          counts: countsOf({ breakdown, category }),
          // By respondents, so that throughout a campaign the same group is hidden for another's sake.
          cost: this.#released.tally.by[breakdown][category]?.respondents ?? 0,
        })),
      ),
    };
    const name = JSON.stringify(table);
    const protectedTable = this.#alike.get(name) ?? protectTable(table, this.#policy);
    this.#alike.set(name, protectedTable);
    return protectedTable;
  }

  #categoriesOf(breakdown: keyof ReleasedCampaign["tally"]["by"]): readonly string[] {
    return Object.keys(this.#released.tally.by[breakdown]);
  }
}

const HIDDEN = { status: "hidden" } as const;

const known = new WeakMap<ReleasedCampaign, Map<DisclosurePolicy, ProtectedCampaign>>();

export function protectionOf(released: ReleasedCampaign, policy: DisclosurePolicy): ProtectedCampaign {
  const ofCampaign = known.get(released) ?? new Map<DisclosurePolicy, ProtectedCampaign>();
  known.set(released, ofCampaign);
  const protection = ofCampaign.get(policy) ?? new ProtectedCampaign(released, policy);
  ofCampaign.set(policy, protection);
  return protection;
}
