/** Runs benchmark over stores in memory. SYNTHETIC. */
import { createHash } from "node:crypto";
import { type BenchmarkStores, benchmark, type Drafted } from "#functions/benchmark/benchmark.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { HoldReason } from "#shared/release/hold-rule.ts";
import { type DisclosurePolicy, noisePolicy } from "#shared/release/policy.ts";
import { roundToMultipleOf } from "#shared/release/rounding.ts";
import { manifestKey, type ReleaseFile, type Retractions } from "#shared/storage/releases.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { type CountsInMemory, countsInMemory } from "../../fixtures/counts-in-memory.ts";
import { noisedCountsFor, noisedNationFor } from "../../fixtures/noised-counts.ts";
import { type Child, responseOf } from "../../fixtures/responses.ts";
import { datasetsInMemory } from "../publish/datasets-in-memory.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";

/** A campaign of the plan and those who have answered it. */
export interface Answered {
  readonly campaign: PlannedCampaign;
  readonly everybody: readonly Child[];
  /** Why a closed campaign is held. */
  readonly held?: HoldReason;
  /** Counted a second time, after a fault. */
  readonly recounted?: true;
}

/** Half girls, half boys; every third says the least favourable of three. */
export function children(howMany: number): Child[] {
  return Array.from({ length: howMany }, (_, position) => ({
    about: { gender: position % 2 === 0 ? "girl" : "boy" },
    code: () => (position % 3 === 0 ? 2 : 0),
  }));
}

/** Six that are closed, one of them with too few, one that is open, one that is not open yet. */
export function sixClosedOneOpen(): Answered[] {
  const open = { closes: "2017-05-31", closed: false };
  return [
    { campaign: aPlannedCampaign({ code: "801", name: "Bristol, City of" }), everybody: children(34) },
    { campaign: aPlannedCampaign({ code: "802", name: "Ynys Môn" }), everybody: children(31) },
    { campaign: aPlannedCampaign({ code: "803", name: "=Devon" }), everybody: children(48) },
    { campaign: aPlannedCampaign({ code: "804" }), everybody: children(21) },
    { campaign: aPlannedCampaign({ code: "805" }), everybody: children(112) },
    { campaign: aPlannedCampaign({ code: "806", eligible: 40 }), everybody: children(9), held: "too-few" },
    { campaign: aPlannedCampaign({ code: "807", ...open }), everybody: children(23) },
    { campaign: aPlannedCampaign({ code: "808", ...open, opens: "2017-05-01" }), everybody: [] },
  ];
}

/** What became of a night's draft: everything that the next one finds. */
export interface Draft extends Drafted {
  readonly written: readonly ReleaseFile[];
  readonly bytesOf: (path: string) => Buffer;
  readonly store: CountsInMemory;
  /** Where it was published and taken back, so that none stands. */
  readonly retracted?: Retractions["retractions"][number];
}

interface Night {
  readonly asOf?: string;
  readonly codeVersion?: string;
  /** The night before, whose draft was published. */
  readonly before?: Pick<Draft, "manifest" | "bytesOf" | "written" | "store" | "retracted">;
  /** By which counts are drawn; figures are shown by the policy of the service. */
  readonly drawnBy?: DisclosurePolicy;
}

export function storesOf(
  answered: readonly Answered[],
  { asOf = "2017-04-01", before, drawnBy = noisePolicy }: Night = {},
) {
  const written: ReleaseFile[] = [];
  const store = countsInMemory();
  for (const [partition, draws] of before?.store.campaigns ?? []) store.campaigns.set(partition, new Map(draws));
  for (const [partition, nation] of before?.store.nations ?? []) store.nations.set(partition, nation);
  for (const each of answered) tally(each, store, asOf, drawnBy);
  tallyNations(answered, store, asOf, drawnBy);
  const stores: BenchmarkStores = {
    plans: { readPlan: async (runId) => ({ runId, asOf, campaigns: answered.map(({ campaign }) => campaign) }) },
    counts: store.counts,
    drafts: {
      async write(_runId, file) {
        written.push(file);
      },
    },
    releases: releasesAfter(before),
  };
  return { stores, written, store };
}

const responsesIn = ({ campaign, everybody }: Answered) =>
  everybody.map((child) => responseOf(publishedQuestionnaire(campaign.questionnaire, campaign.version), child));

/** What the tally leaves of a campaign: the first draw stands. */
function tally(each: Answered, store: CountsInMemory, asOf: string, policy: DisclosurePolicy): void {
  const { campaign, held, recounted } = each;
  if (!campaign.closed && campaign.opens > asOf) return;
  const standing = (progress: Parameters<typeof store.counts.report>[1]) =>
    void store.counts.report(keyOf(campaign), progress, 0);
  if (!campaign.closed) {
    const { length } = each.everybody;
    standing({ status: "open", asAt: asOf, responses: length < 10 ? null : roundToMultipleOf(5, length) });
  } else if (held !== undefined) standing({ status: "held", asAt: asOf, reason: held });
  else {
    const drawing = { policy, asAt: asOf, seed: recounted ? 2 : 1 };
    void store.counts.put(noisedCountsFor(campaign, responsesIn(each), drawing), recounted ? 2 : 1, 0);
  }
}

/** Of every survey whose campaigns are all closed. */
function tallyNations(answered: readonly Answered[], store: CountsInMemory, asAt: string, policy: DisclosurePolicy) {
  const surveyOf = ({ campaign: { wave, questionnaire, synthetic } }: Answered) => ({ wave, questionnaire, synthetic });
  for (const ofSurvey of Map.groupBy(answered, (each) => JSON.stringify(surveyOf(each))).values()) {
    const [first] = ofSurvey;
    const counted = ofSurvey.filter(({ held }) => held === undefined);
    if (first === undefined || counted.length === 0 || ofSurvey.some(({ campaign }) => !campaign.closed)) continue;
    const members = counted.map((each) => ({ campaign: each.campaign, answered: responsesIn(each) }));
    void store.counts.putNation(noisedNationFor(surveyOf(first), members, { policy, asAt }), 0);
  }
}

function releasesAfter(before: Night["before"]) {
  const { objects, releases } = datasetsInMemory();
  if (before === undefined) return releases;
  const { releaseId } = before.manifest;
  const manifestSha256 = createHash("sha256").update(before.bytesOf("manifest.json")).digest("hex");
  for (const { path, bytes } of before.written) objects.set(`releases/${releaseId}/${path}`, bytes);
  const pointer = { releaseId, manifest: manifestKey(releaseId), manifestSha256 };
  if (before.retracted === undefined) {
    objects.set("latest.json", Buffer.from(JSON.stringify(pointer)));
  } else {
    const retractions: Retractions = { retractions: [before.retracted], lastTold: pointer, standsSince: null };
    objects.set("retractions.json", Buffer.from(JSON.stringify(retractions)));
  }
  return releases;
}

export async function draft(answered: readonly Answered[], night: Night = {}): Promise<Draft> {
  const { stores, written, store } = storesOf(answered, night);
  const drafted = await benchmark("night-1", night.codeVersion ?? "1.0.0", noisePolicy, stores);
  const bytesOf = (path: string) => {
    const found = written.filter((file) => file.path === path);
    if (found.length !== 1) throw new Error("not written once");
    return Buffer.from(found[0]?.bytes ?? []);
  };
  return { ...drafted, written, bytesOf, store };
}
