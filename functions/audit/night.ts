/** Everything that the rules judge by: the draft, the plan, the counts table, and the release that was told last. */

import { createHash } from "node:crypto";
import pMap from "p-map";
import { type Campaign, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { Plan, PlannedCampaign } from "#shared/programme/night.ts";
import { origins, symbols } from "#shared/release/dataset.ts";
import type { HoldReason } from "#shared/release/hold-rule.ts";
import type { Manifest } from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type CountsReader, partitionOfNation } from "#shared/storage/counts.ts";
import { unlessMissing } from "#shared/storage/objects.ts";
import type { Plans } from "#shared/storage/plans.ts";
import { type Releases, toldOf } from "#shared/storage/releases.ts";
import { readStanding, type StandingRelease, StandingReleaseDamaged } from "#shared/storage/standing.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import type { NoisedCounts, NoisedNation, Survey } from "#shared/survey/noised-counts.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { Draft } from "./draft.ts";

export interface ReleasedCampaign {
  readonly status: "released";
  readonly campaign: PlannedCampaign;
  readonly questionnaire: Questionnaire;
  readonly counts: NoisedCounts;
}

/** A campaign whose window has opened, as the plan and the counts table have it. */
export type CampaignTonight =
  | ReleasedCampaign
  | { readonly status: "open"; readonly campaign: PlannedCampaign }
  | { readonly status: "held"; readonly campaign: PlannedCampaign; readonly reason: HoldReason }
  /** The tally has said nothing that fits the plan. */
  | { readonly status: "not-tallied"; readonly campaign: PlannedCampaign };

export interface CountedNation {
  readonly questionnaire: Questionnaire;
  readonly counts: NoisedNation;
}

/** The release that readers were told last, also where it was retracted since. */
export interface Standing extends StandingRelease {
  /**
   * Undefined where the release has no such file.
   * @throws StandingReleaseDamaged
   */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
}

export interface Night {
  readonly draft: Draft;
  readonly plan: Plan;
  readonly policy: DisclosurePolicy;
  /** By `partitionOf`. */
  readonly campaigns: ReadonlyMap<string, CampaignTonight>;
  /** By `partitionOfNation`. */
  readonly nations: ReadonlyMap<string, CountedNation>;
  /** Undefined before the first release. */
  readonly standing: Standing | undefined;
  /** What readers must be told of releases that were taken back. */
  readonly retractions: Manifest["retractions"];
}

export interface NightStores {
  readonly plans: Pick<Plans, "readPlan">;
  readonly counts: CountsReader;
  readonly releases: Pick<Releases, "latest" | "retractions" | "recall">;
}

/** Enough to hide the waiting, few enough that a store under strain is not pushed further. */
const READS_AT_ONCE = 16;

/** @throws MissingObject, DamagedObject, StandingReleaseDamaged */
export async function readNight(
  runId: string,
  draft: Draft,
  policy: DisclosurePolicy,
  { plans, counts, releases }: NightStores,
): Promise<Night> {
  const plan = await plans.readPlan(runId);
  const opened = plan.campaigns.filter(({ opens, closed }) => closed || opens <= plan.asOf);
  const concurrency = { concurrency: READS_AT_ONCE };
  const campaigns = await pMap(opened, (campaign) => campaignTonight(campaign, counts), concurrency);
  const surveys = new Map(plan.campaigns.map((campaign) => [partitionOfNation(campaign), surveyOf(campaign)]));
  const nations = await pMap(
    surveys,
    async ([name, survey]) => [name, await counts.nation(survey)] as const,
    concurrency,
  );
  return {
    draft,
    plan,
    policy,
    campaigns: new Map(campaigns.map((each) => [nameOf(each.campaign), each])),
    nations: new Map(
      nations.flatMap(([name, counted]) => {
        if (counted === undefined) return [];
        const questionnaire = publishedQuestionnaire(counted.survey.questionnaire, counted.version);
        return [[name, { questionnaire, counts: counted }] as const];
      }),
    ),
    standing: await standingIn(releases),
    retractions: toldOf(await releases.retractions()),
  };
}

async function standingIn(releases: NightStores["releases"]): Promise<Standing | undefined> {
  const release = await readStanding(releases);
  if (release === undefined) return undefined;
  const { releaseId, files } = release;
  return {
    ...release,
    async read(path) {
      const described = files.find((file) => file.path === path);
      if (described === undefined) return undefined;
      const bytes = await unlessMissing(releases.recall(releaseId, path));
      const isIt = bytes !== undefined && createHash("sha256").update(bytes).digest("hex") === described.sha256;
      if (!isIt) throw new StandingReleaseDamaged(releaseId);
      return bytes;
    },
  };
}

async function campaignTonight(campaign: PlannedCampaign, reader: CountsReader): Promise<CampaignTonight> {
  const { counts, progress } = await reader.campaign(keyOf(campaign));
  if (campaign.closed && counts !== undefined) {
    const questionnaire = publishedQuestionnaire(campaign.questionnaire, counts.campaign.version);
    return { status: "released", campaign, questionnaire, counts };
  }
  if (campaign.closed && progress?.status === "held") return { status: "held", campaign, reason: progress.reason };
  return { status: !campaign.closed && progress?.status === "open" ? "open" : "not-tallied", campaign };
}

const surveyOf = ({ wave, questionnaire, synthetic }: PlannedCampaign): Survey => ({ wave, questionnaire, synthetic });

export function nameOf(campaign: Campaign): string {
  return partitionOf(keyOf(campaign));
}

export function releasedIn({ campaigns }: Pick<Night, "campaigns">): ReleasedCampaign[] {
  return [...campaigns.values()].filter((each) => each.status === "released");
}

type Fields = Readonly<Record<string, string>>;

/** Whether a row is about no single authority: its dataset has none, or says that there is none here. */
export function isAboutAllAuthorities({ old_la_code = symbols.notApplicable }: Fields): boolean {
  return old_la_code === symbols.notApplicable;
}

/** What a row is about, named as in `campaigns`, or as in `nations` where it is about all authorities. */
export function subjectOf(fields: Fields): string {
  const { wave, old_la_code, instrument, data_origin } = fields;
  return isAboutAllAuthorities(fields)
    ? `${wave}#nation#${instrument}${data_origin === origins.synthetic ? "#synthetic" : ""}`
    : `${wave}#${old_la_code}#${instrument}`;
}

/** The campaign that a row says it is about; undefined also for a row about all authorities. */
export function campaignOf(fields: Fields, { campaigns }: Pick<Night, "campaigns">): CampaignTonight | undefined {
  return campaigns.get(subjectOf(fields));
}

/** The authorities that have a row anywhere, in the order of their folders. */
export function codesOf({ campaigns }: Pick<Night, "campaigns">): string[] {
  return [...new Set(Array.from(campaigns.values(), ({ campaign }) => campaign.authority.code))].toSorted();
}
