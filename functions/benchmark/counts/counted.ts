/** Campaigns and nations with their noised counts, fitted: what a release is made from. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { type Group, nameOfGroup } from "#shared/survey/breakdowns.ts";
import type { NoisedCounts, NoisedNation } from "#shared/survey/noised-counts.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { type Block, type FittedGroup, fitGroup } from "./fit.ts";
import type { Measure } from "./measures.ts";

/** By `nameOfGroup`. */
type FittedGroups = ReadonlyMap<string, FittedGroup>;

/** A closed campaign whose counts are drawn. */
export interface ReleasedCampaign {
  readonly campaign: PlannedCampaign;
  readonly questionnaire: Questionnaire;
  readonly counts: NoisedCounts;
  readonly fitted: FittedGroups;
}

/** The groups of a survey that are counted for the nation alone. */
export interface CountedNation {
  readonly questionnaire: Questionnaire;
  readonly counts: NoisedNation;
  readonly fitted: FittedGroups;
}

/** Counts without a measure that their questionnaire has: they were drawn by other code than this. */
export class MeasureMissing extends Error {
  override readonly name = "MeasureMissing";
  readonly measure: string;
  constructor(measure: string) {
    super(
      `stored counts lack ${measure}, which their questionnaire has; publish a changed questionnaire as a new version, or deploy the code that drew the counts`,
    );
    this.measure = measure;
  }
}

export function fittedGroups({ groups, noise }: Pick<NoisedCounts, "groups" | "noise">): FittedGroups {
  return new Map(Object.entries(groups).map(([name, cells]) => [name, fitGroup(name, cells, noise)]));
}

/**
 * A measure in a group that is counted there.
 * @throws MeasureMissing
 */
export function blockOf({ fitted }: { readonly fitted: FittedGroups }, measure: Measure, group: Group): Block {
  const counted = fitted.get(nameOfGroup(group));
  const block = counted?.[measure.level === "derived" ? "derived" : "indicators"].get(measure.id);
  if (block === undefined) throw new MeasureMissing(`${measure.id} of ${nameOfGroup(group)}`);
  return block;
}

/** Fitted respondents of a group. */
export function respondentsOf({ fitted }: { readonly fitted: FittedGroups }, group: Group): number {
  return fitted.get(nameOfGroup(group))?.respondents ?? 0;
}
