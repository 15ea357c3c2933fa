/** Which dataset answers which question, in the order in which somebody who is new to a release wants to know. */
import type { DatasetDefinition } from "../dataset.ts";
import { averages } from "../datasets/averages.ts";
import { benchmarks } from "../datasets/benchmarks.ts";
import { changesSinceTheLastRelease } from "../datasets/changes.ts";
import { codebook } from "../datasets/codebook.ts";
import { comparisons } from "../datasets/comparisons.ts";
import { domains } from "../datasets/domains.ts";
import { funnel } from "../datasets/funnel.ts";
import { genderGap } from "../datasets/gender-gap.ts";
import { national, nationalAverages } from "../datasets/national.ts";
import { noisedCounts } from "../datasets/noised-counts.ts";
import { peerLearning } from "../datasets/peer-learning.ts";
import { responseRates } from "../datasets/response-rates.ts";
import { trends } from "../datasets/trends.ts";

export interface Answered {
  readonly path: string;
  readonly question: string;
  /** The columns to look at first. */
  readonly columns: readonly string[];
}

/** A column that the dataset does not have does not compile. */
function answers<Dataset extends DatasetDefinition>(
  { path }: Dataset,
  question: string,
  ...columns: readonly Dataset["columns"][number]["name"][]
): Answered {
  return { path, question, columns };
}

export const readingOrder: readonly Answered[] = [
  answers(domains, "Where do children fare well, where could it be better?", "bright_spots", "areas_for_improvement"),
  answers(
    comparisons,
    "By how much, beside whom, and how sure is it?",
    "claim",
    "difference_points",
    "reference_percent",
  ),
  answers(averages, "How do the averages of the ladders from 0 to 10 compare?", "answer_average", "difference_average"),
  answers(
    benchmarks,
    "How were the answers to one question spread, among everybody, girls and boys?",
    "band_percent",
    "others_percent",
  ),
  answers(genderGap, "Do girls and boys answer differently?", "gap_points", "finding"),
  answers(trends, "What has moved since earlier waves?", "change_per_year_points", "trend"),
  answers(funnel, "Is this more than authorities ordinarily differ by?", "position"),
  answers(peerLearning, "From whom could one learn?", "peer_la_name"),
  answers(national, "What do all authorities say together?", "band_percent"),
  answers(nationalAverages, "What are the averages over all authorities?", "answer_average"),
  answers(noisedCounts, "From which counts can I work a figure out again?", "noised_count", "noise_variance"),
  answers(codebook, "What exactly was asked, and which answers make up a band?", "wording", "answer_wording", "band"),
  answers(responseRates, "How many answered, and as of which day do the figures stand?", "response_count", "as_at"),
  answers(changesSinceTheLastRelease, "What is new since the release before?", "change", "reason"),
];
