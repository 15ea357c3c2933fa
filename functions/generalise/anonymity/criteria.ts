/** What the records of a release must keep to. */

export interface Criteria {
  /** Records that are alike in all quasi-identifiers, at least; a whole number from 1. */
  readonly k: number;
  /** Different answers to each sensitive attribute in every class, at least; a whole number from 2. Not asked if left out. */
  readonly l?: number | undefined;
  /** Distance of a class from the whole table in each sensitive attribute, at most; 0 to 1. Not asked if left out. */
  readonly t?: number | undefined;
  /** The share of all records that may be suppressed, at most; 0 to 1. */
  readonly suppressionLimit: number;
}

export class InvalidCriterionError extends Error {
  override readonly name = "InvalidCriterionError";
  readonly criterion: keyof Criteria;
  readonly value: number;

  constructor(criterion: keyof Criteria, value: number) {
    super(`${criterion} cannot be ${value}`);
    this.criterion = criterion;
    this.value = value;
  }
}

/** @throws InvalidCriterionError for the first that makes no sense */
export function checkCriteria({ k, l, t, suppressionLimit }: Criteria): void {
  const isShare = (value: number) => value >= 0 && value <= 1;
  if (!(Number.isInteger(k) && k >= 1)) throw new InvalidCriterionError("k", k);
  if (l !== undefined && !(Number.isInteger(l) && l >= 2)) throw new InvalidCriterionError("l", l);
  if (t !== undefined && !isShare(t)) throw new InvalidCriterionError("t", t);
  if (!isShare(suppressionLimit)) throw new InvalidCriterionError("suppressionLimit", suppressionLimit);
}
