/**
 * What stands beside a release of records: how anonymous they are, and what it cost. All of it but how many were left out is
 * worked out from what is released and from nothing else: whoever holds the records could count it, and it is no equation
 * with an answer that was left out as its unknown. That number is no number therefore, but a word.
 */
import { distinctAnswers } from "./distinct-l-diversity.ts";
import { equivalenceClasses } from "./equivalence-classes.ts";
import { type Edition, type Generalisation, prepare } from "./generalisation.ts";
import { lossWithoutSuppression } from "./loss.ts";
import { givenAnswers, tableOf } from "./suppression.ts";
import { distanceFromTable } from "./t-closeness.ts";

export interface RiskReport {
  /** How many are released. */
  readonly records: number;
  /** How many are not: `none`, or the next multiple of ten that they are under. */
  readonly suppressed: string;
  /** The k reached: records of the smallest class. */
  readonly k: number;
  readonly classes: number;
  /** Rounded up to thousandths. */
  readonly prosecutorRisk: { readonly average: number; readonly highest: number };
  /** Of the records that are released, rounded up to hundredths. */
  readonly loss: number;
  readonly quasiIdentifiers: readonly {
    readonly name: string;
    /** 0 where the values are exact. */
    readonly level: number;
    readonly levelName: string;
    /** Whether anything was generalised. */
    readonly isGeneralised: boolean;
  }[];
  readonly sensitive: readonly {
    readonly name: string;
    /** The l reached: different answers in the class that has fewest. */
    readonly l: number;
    /** The t reached: distance of the class that is farthest from all that are released, rounded up to twentieths. */
    readonly t: number;
  }[];
}

/**
 * The risk of a prosecutor, who knows that somebody is among the records and what their quasi-identifiers are: 1 of as
 * many as their class holds. The average is over records, so it is classes / records; the highest that of the smallest
 * class.
 *
 * Source: K. El Emam and F. K. Dankar (2008), Protecting privacy using k-anonymity, Journal of the American Medical
 * Informatics Association 15, 627-637.
 *
 * @example classes of 5 and 15 records: on average 2 / 20 = 0.1, at most 1 / 5 = 0.2
 * @throws the errors of `prepare`, where the node is none of the lattice among them
 */
export function riskReport(edition: Edition, { node, suppressed }: Generalisation): RiskReport {
  const records = edition.records.filter((_, place) => !suppressed.has(place));
  const released = { ...edition, records, alreadySuppressed: new Set<number>(), minimumNode: node };
  const { microdata, sums } = prepare(released);
  const classes = equivalenceClasses(microdata, node);
  const places = Array.from({ length: classes.count }, (_, place) => place);
  const k = places.reduce((least, place) => Math.min(least, classes.sizes[place] ?? 0), records.length);
  return {
    records: records.length,
    suppressed: underTens(suppressed.size),
    k,
    classes: classes.count,
    prosecutorRisk: {
      average: roundedUp(classes.count / records.length, 1_000),
      highest: roundedUp(1 / k, 1_000),
    },
    loss: roundedUp(lossWithoutSuppression(microdata, sums, node), 100),
    quasiIdentifiers: microdata.quasiIdentifiers.map(({ name, hierarchy }, attribute) => {
      const level = node[attribute] ?? 0;
      return { name, level, levelName: hierarchy.levels[level] ?? "", isGeneralised: level > 0 };
    }),
    sensitive: microdata.sensitive.map((attribute) => {
      const answers = givenAnswers(attribute, classes);
      const { byClass, width } = answers;
      const table = tableOf(answers);
      const starts = places.map((place) => place * width);
      const distinct = starts.map((start) => distinctAnswers(byClass, attribute.values.length, start));
      const distances = starts.map((start) => distanceFromTable(attribute, byClass, table, start));
      return {
        name: attribute.name,
        l: distinct.reduce((least, answers) => Math.min(least, answers), attribute.values.length),
        t: roundedUp(
          distances.reduce((most, distance) => Math.max(most, distance), 0),
          20,
        ),
      };
    }),
  };
}

/** @example underTens(0) // "none", underTens(9) // "under 10", underTens(10) // "under 20" */
function underTens(records: number): string {
  return records === 0 ? "none" : `under ${10 * (Math.floor(records / 10) + 1)}`;
}

/** Binary digits of a sum of shares err by far less, and no step is so small. */
const TOLERANCE = 1e-6;

/**
 * The next multiple of 1 / `steps`.
 *
 * @example roundedUp(0.1501, 20) // 0.2
 */
function roundedUp(value: number, steps: number): number {
  return Math.ceil(value * steps - TOLERANCE) / steps;
}
