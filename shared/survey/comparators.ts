/** Figures of the general population, with everything that a reader must know before setting one beside ours. */
import type { Band, QuestionnaireId } from "./questionnaire.ts";

/** In what a comparator was measured otherwise than this project measures, or is not known to have been measured alike. */
type Differing = "ages" | "wording" | "scale";

export interface Comparator {
  readonly id: string;
  readonly indicator: string;
  /** Where it may be quoted. */
  readonly instruments: readonly QuestionnaireId[];
  /** The indicator's headline. */
  readonly band: Band;
  readonly percent: number;
  /** Respondents; null where it was not found. */
  readonly base: number | null;
  readonly source: string;
  readonly year: string;
  readonly ages: string;
  /** What was asked, in our words; null where it was not found. */
  readonly wording: string | null;
  readonly scale: string;
  /** What a reader must know beside all that. */
  readonly remark?: string;
  /** By instrument. A fact that was not found counts as differing. */
  readonly differs: Readonly<Partial<Record<QuestionnaireId, readonly Differing[]>>>;
}

/** A comparator as it stands beside one instrument. */
export type ComparatorFor = Omit<Comparator, "differs"> & { readonly differs: readonly Differing[] };

const NOT_STATED = "not stated";
const everything: readonly Differing[] = ["ages", "wording", "scale"];

const whatMakesLifeGood =
  "What makes life good? Care leavers' views on their well-being (Coram Voice and the Rees Centre, University of Oxford, November 2020)";

/**
 * The figures that the programme itself quotes beside its own. Only what its publications say is stated here: none gives
 * the number of respondents, so no interval can be put around a comparator.
 */
export const comparators: readonly Comparator[] = [
  {
    id: "peers-afraid-of-school",
    indicator: "afraid-of-school",
    instruments: ["ylyc-8-11"],
    band: "negative",
    percent: 17,
    base: null,
    source: "As cited by the Bright Spots programme; the survey behind it was not found",
    year: NOT_STATED,
    ages: "8 to 10",
    wording: null,
    scale: NOT_STATED,
    remark:
      "The programme speaks of fear because of bullying; here any fear of school counts, also where it is felt sometimes. Do not read the difference as one between the same questions",
    differs: { "ylyc-8-11": everything },
  },
  {
    id: "peers-without-good-friend",
    indicator: "good-friend",
    instruments: ["ylyc-8-11", "ylyc-11-17"],
    band: "negative",
    percent: 2.5,
    base: null,
    source:
      "As cited in 10,000 Voices: children in care's views on their well-being (Coram Voice); the survey behind it was not found",
    year: NOT_STATED,
    ages: NOT_STATED,
    wording: null,
    scale: NOT_STATED,
    differs: { "ylyc-8-11": everything, "ylyc-11-17": everything },
  },
  {
    id: "peers-with-low-life-satisfaction",
    indicator: "life-satisfaction",
    instruments: ["ylbc-16-25"],
    band: "low",
    percent: 3,
    base: null,
    source: `Office for National Statistics, personal well-being, as cited in ${whatMakesLifeGood}`,
    year: "not stated; cited in 2020",
    ages: "16 to 24",
    wording: "How satisfied with life nowadays: one of the Office's four questions on personal well-being",
    scale: "0 (not at all) to 10 (completely); 0 to 4 is low",
    differs: { "ylbc-16-25": ["ages", "wording"] },
  },
  {
    id: "peers-lonely",
    indicator: "loneliness",
    instruments: ["ylbc-16-25"],
    band: "negative",
    percent: 8,
    base: null,
    source: `As cited in ${whatMakesLifeGood}; the survey behind it was not found`,
    year: "not stated; cited in 2020",
    ages: NOT_STATED,
    wording: null,
    scale: NOT_STATED,
    differs: { "ylbc-16-25": everything },
  },
];

/** At most one comparator for an indicator in an instrument, with what differs there. */
export function comparatorOf(instrument: QuestionnaireId, indicator: string): ComparatorFor | undefined {
  const found = comparators.find((each) => each.indicator === indicator && each.instruments.includes(instrument));
  return found && { ...found, differs: found.differs[instrument] ?? [] };
}
