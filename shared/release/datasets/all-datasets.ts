/** Every dataset of a release, in the order in which its manifest lists them. */
import type { DatasetDefinition } from "../dataset.ts";
import { averages } from "./averages.ts";
import { benchmarks } from "./benchmarks.ts";
import { changesSinceTheLastRelease } from "./changes.ts";
import { codebook } from "./codebook.ts";
import { comparisons } from "./comparisons.ts";
import { domains } from "./domains.ts";
import { funnel } from "./funnel.ts";
import { genderGap } from "./gender-gap.ts";
import { national, nationalAverages } from "./national.ts";
import { noisedCounts } from "./noised-counts.ts";
import { peerLearning } from "./peer-learning.ts";
import { responseRates } from "./response-rates.ts";
import { trends } from "./trends.ts";

export const allDatasets = [
  benchmarks,
  comparisons,
  averages,
  genderGap,
  trends,
  funnel,
  domains,
  peerLearning,
  national,
  nationalAverages,
  noisedCounts,
  responseRates,
  codebook,
  changesSinceTheLastRelease,
] as const satisfies readonly DatasetDefinition[];

/** The page that says how the figures were made, written anew with every release. */
export const METHOD_NOTES = "method-notes.md";
