/** Columns that several datasets share, everywhere in the same words: what a figure is about, and what is told of it. */
import type { Column } from "../dataset.ts";

/** The headings under which indicators stand. */
export const groupings = {
  own: "Own answers",
  others: "Other authorities",
  reference: "Reference",
  difference: "Difference",
  test: "Test",
  claim: "Claim",
} as const;
const { own, others, reference, test, claim } = groupings;

export const domainColumn = {
  name: "domain",
  role: "filter",
  label: "Domain of well-being",
  description:
    "The part of life that the measure belongs to: relationships, resilience, rights, recovery or well-being.",
} as const satisfies Column;

/** Anything whose bands are counted. */
export const measureColumns = [
  domainColumn,
  {
    name: "measure_level",
    role: "filter",
    label: "indicator or derived",
    description: "An indicator rests on one question, a derived measure on several.",
  },
  {
    name: "measure",
    role: "filter",
    label: "Id of the indicator or derived measure",
    description: "The same in every questionnaire and wave; the codebook has its exact wording.",
  },
] as const satisfies readonly Column[];

export const ladderColumns = [
  domainColumn,
  {
    name: "measure",
    role: "filter",
    label: "Id of the ladder",
    description: "The item that is answered from 0 to 10; the codebook has its exact wording.",
  },
] as const satisfies readonly Column[];

/** An indicator's or a derived measure's headline: the band whose share is quoted. */
export const headlineColumns = [
  ...measureColumns,
  {
    name: "band",
    role: "filter",
    label: "Band of answers whose share is quoted",
    description: "For most measures the favourable answers, for a harm or a lack the unfavourable ones.",
  },
] as const satisfies readonly Column[];

export const bandColumn = {
  name: "band",
  role: "filter",
  label: "Band of answers",
  description: "The class into which an answer falls; the codebook says which answers make up a band.",
} as const satisfies Column;

const genderColumn = {
  name: "gender",
  role: "filter",
  label: "Gender",
  description: "As the respondent says; Total for everybody, unknown where the question was skipped.",
} as const satisfies Column;

export const girlsAndBoysColumn = {
  name: "gender",
  role: "filter",
  label: "Total, girl or boy",
  description: "Total for everybody; girls and boys as they say of themselves.",
} as const satisfies Column;

const ageBandColumn = {
  name: "age_band",
  role: "filter",
  label: "Age band in years",
  description: "Age at the time of answering, in the bands of the questionnaire; Total for everybody.",
} as const satisfies Column;

export const comparisonColumn = {
  name: "comparison",
  role: "filter",
  label: "other-authorities, general-population or earlier-wave",
  description:
    "What the figure stands beside: all other authorities together, a published figure of the general population, or the authority's own last wave.",
} as const satisfies Column;

export const bandPercentColumns = [
  {
    name: "band_percent",
    role: "indicator",
    label: "Per cent of valid answers in the band",
    description:
      "Whole per cent of those who gave a valid answer; c where the group has too few respondents to be shown.",
    grouping: own,
  },
] as const satisfies readonly Column[];

/** An authority's share. */
export const ownShareColumns = [
  {
    name: "answer_count",
    role: "indicator",
    label: "Valid answers, to the nearest 5",
    description: "Noised number of those whose answer falls into any band; skipped and prefer not to say are left out.",
    grouping: own,
  },
  ...bandPercentColumns,
] as const satisfies readonly Column[];

export const intervalColumns = [
  {
    name: "interval_lower_percent",
    role: "indicator",
    label: "95% interval, lower end",
    description: "Score interval around band_percent that allows for chance and for the noise, to the whole per cent.",
    grouping: own,
  },
  {
    name: "interval_upper_percent",
    role: "indicator",
    label: "95% interval, upper end",
    description: "Score interval around band_percent that allows for chance and for the noise, to the whole per cent.",
    grouping: own,
  },
] as const satisfies readonly Column[];

export const wideIntervalColumns = [
  {
    name: "interval_998_lower_percent",
    role: "indicator",
    label: "99.8% interval, lower end",
    description: "The same interval at 99.8 per cent, for whoever looks at many figures at once.",
    grouping: own,
  },
  {
    name: "interval_998_upper_percent",
    role: "indicator",
    label: "99.8% interval, upper end",
    description: "The same interval at 99.8 per cent, for whoever looks at many figures at once.",
    grouping: own,
  },
] as const satisfies readonly Column[];

export const averageColumns = [
  {
    name: "answer_average",
    role: "indicator",
    label: "Mean of the ladder",
    description: "From the bands and the nation's means inside them, to one decimal; x until the nation is counted.",
    holds: "tenths",
    grouping: own,
  },
  {
    name: "interval_lower_average",
    role: "indicator",
    label: "95% interval, lower end",
    description: "Interval around the mean that allows for chance and for the noise, to one decimal.",
    holds: "tenths",
    grouping: own,
  },
  {
    name: "interval_upper_average",
    role: "indicator",
    label: "95% interval, upper end",
    description: "Interval around the mean that allows for chance and for the noise, to one decimal.",
    holds: "tenths",
    grouping: own,
  },
] as const satisfies readonly Column[];

export const testColumns = [
  {
    name: "p_value",
    role: "indicator",
    label: "p, rounded up to three decimals",
    description: "How often a difference as large as this would come about by chance alone, were there none.",
    holds: "thousandths",
    grouping: test,
  },
  {
    name: "q_value",
    role: "indicator",
    label: "p adjusted for the family of tests, rounded up to three decimals",
    description: "Adjusted by Benjamini and Hochberg over all that one campaign tests against one kind of reference.",
    holds: "thousandths",
    grouping: test,
  },
] as const satisfies readonly Column[];

export const testColumn = {
  name: "test",
  role: "indicator",
  label: "Method of the test",
  description: "The id of the method, which the method notes describe.",
  holds: "word",
  grouping: test,
} as const satisfies Column;

export const statusColumn = {
  name: "status",
  role: "filter",
  label: "Why figures stand here or are missing",
  description:
    "compared, withheld, unanswered, reference-withheld, no-reference or not-yet; the method notes say each in a sentence.",
} as const satisfies Column;

export const claimColumns = [
  {
    name: "claim",
    role: "indicator",
    label: "bright-spot, area-for-improvement, higher, lower or none",
    description:
      "What may be said of the difference; measures of which neither end is better are higher or lower and never a bright spot.",
    holds: "word",
    grouping: claim,
  },
  {
    name: "claim_rule",
    role: "indicator",
    label: "Rule by which the claim was made or not made",
    description: "The id of the rule: its largest q, its smallest difference and its smallest base.",
    holds: "word",
    grouping: claim,
  },
] as const satisfies readonly Column[];

export const referenceColumn = {
  name: "reference",
  role: "filter",
  label: "Wave of the reference, or id of the comparator; z without one",
  description: "Which wave, or which published figure, the row is compared with; the codebook lists the comparators.",
} as const satisfies Column;

export const referenceDiffersColumn = {
  name: "reference_differs",
  role: "filter",
  label: "What the reference does not share with the figure, or no",
  description:
    "no, earlier-waves where an authority stands in with an earlier wave, or what was asked otherwise: ages, wording, scale.",
} as const satisfies Column;

/** On how much a reference rests. */
export const referenceSizeColumns = [
  {
    name: "reference_authority_count",
    role: "indicator",
    label: "Authorities in the reference",
    description: "Other authorities in the pool; z where the reference is no pool.",
    grouping: reference,
  },
  {
    name: "reference_earlier_wave_count",
    role: "indicator",
    label: "Of these, authorities that stand in with an earlier wave",
    description: "An authority that was not asked in the wave stands in with its latest of the last three.",
    grouping: reference,
  },
  {
    name: "reference_answer_count",
    role: "indicator",
    label: "Valid answers of the reference, rounded",
    description: "To the nearest 10, of an earlier wave to the nearest 5; x where the source does not say.",
    grouping: reference,
  },
] as const satisfies readonly Column[];

/** On how much the pool of the others rests. */
export const othersSizeColumns = [
  {
    name: "others_authority_count",
    role: "indicator",
    label: "Other authorities in the pool",
    description: "All other authorities whose figures of this questionnaire are released.",
    grouping: others,
  },
  {
    name: "others_earlier_wave_count",
    role: "indicator",
    label: "Of these, others that stand in with an earlier wave",
    description: "An authority that was not asked in the wave stands in with its latest of the last three.",
    grouping: others,
  },
] as const satisfies readonly Column[];

/** One of these at a time; the others are `Total`. */
export const nationalGroupColumns = [
  genderColumn,
  ageBandColumn,
  {
    name: "placement",
    role: "filter",
    label: "Placement",
    description: "Where the respondent lives, in four groups; Total for everybody.",
  },
  {
    name: "period_of_care_length",
    role: "filter",
    label: "Time in care in years",
    description: "Whole years in care, in four groups; Total for everybody.",
  },
  {
    name: "ethnicity_major",
    role: "filter",
    label: "Major ethnic group",
    description: "The major group that the respondent's own description belongs to; Total for everybody.",
  },
] as const satisfies readonly Column[];
