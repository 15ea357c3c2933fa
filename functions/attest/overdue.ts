/** Something is still there that had to be gone. */

export interface Overdue {
  readonly store: string;
  /** Left out where the store is kept by night. */
  readonly wave?: string;
}

/** Says which store and which wave, and not how much: a number could be the number of children. */
export class RetentionOverdue extends Error {
  override readonly name = "RetentionOverdue";
  readonly overdue: readonly Overdue[];
  constructor(overdue: readonly Overdue[]) {
    const places = overdue.map(({ store, wave }) => (wave === undefined ? store : `${store} of wave ${wave}`));
    super(
      `past its retention and still there: ${places.join(", ")}; see that the table's time to live and the bucket's lifecycle rules are on, as infra has them`,
    );
    this.overdue = overdue;
  }
}
