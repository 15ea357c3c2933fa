/** What stands beside a release of records: how anonymous they are, and what it cost. */
import { distinctAnswers } from "./distinct-l-diversity.ts";
import { equivalenceClasses } from "./equivalence-classes.ts";
import { type Edition, type Generalisation, prepare } from "./generalisation.ts";
import { answersByClass } from "./suppression.ts";
import { distanceFromTable } from "./t-closeness.ts";

export interface RiskReport {
  readonly recordsIn: number;
  readonly recordsOut: number;
  readonly suppressed: number;
  /** The k reached: records of the smallest class. */
  readonly k: number;
  readonly classes: number;
  readonly prosecutorRisk: { readonly average: number; readonly highest: number };
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
    /** The t reached: distance from the whole table of the class that is farthest. */
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
 * @returns 0 for everything that is measured on classes where no record is released
 */
export function riskReport(edition: Edition, { node, suppressed, loss }: Generalisation): RiskReport {
  const { microdata: released } = prepare({ ...edition, minimumNode: node, alreadySuppressed: suppressed });
  const classes = equivalenceClasses(released, node);
  const places = Array.from({ length: classes.count }, (_, place) => place);
  const recordsOut = released.places.length;
  const k = places.reduce((least, place) => Math.min(least, classes.sizes[place] ?? 0), recordsOut);
  return {
    recordsIn: released.size,
    recordsOut,
    suppressed: suppressed.size,
    k,
    classes: classes.count,
    prosecutorRisk: {
      average: recordsOut === 0 ? 0 : classes.count / recordsOut,
      highest: recordsOut === 0 ? 0 : 1 / k,
    },
    loss,
    quasiIdentifiers: released.quasiIdentifiers.map(({ name, hierarchy }, attribute) => {
      const level = node[attribute] ?? 0;
      return { name, level, levelName: hierarchy.levels[level] ?? "", isGeneralised: level > 0 };
    }),
    sensitive: released.sensitive.map((attribute) => {
      const { name, values, ofTable } = attribute;
      const answers = answersByClass(attribute, classes);
      const starts = places.map((place) => place * (values.length + 1));
      const distinct = starts.map((start) => distinctAnswers(answers, values.length, start));
      const distances = starts.map((start) => distanceFromTable(attribute, answers, ofTable, start));
      return {
        name,
        l: distinct.reduce((least, answers) => Math.min(least, answers), values.length),
        t: distances.reduce((most, distance) => Math.max(most, distance), 0),
      };
    }),
  };
}
