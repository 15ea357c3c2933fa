/** Runs benchmark over stores in memory. SYNTHETIC. */
import { createHash } from "node:crypto";
import { type BenchmarkStores, benchmark, type Drafted } from "#functions/benchmark/benchmark.ts";
import { keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { manifestKey, type ReleaseFile, type Retractions } from "#shared/storage/releases.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { datasetsInMemory } from "../publish/datasets-in-memory.ts";
import { type LedgerState, ledgerInMemory } from "./ledger-in-memory.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";
import { type Person, people, tallyOf } from "./tally-builder.ts";

/** A campaign of the plan and those who have answered so far; nobody has a tally where the window has not opened. */
export interface Answered {
  readonly campaign: PlannedCampaign;
  readonly everybody: readonly Person[] | "not-counted";
}

/** Half girls, half boys, a third each of three ages; every third of them says the least favourable. */
export function children(howMany: number): Person[] {
  return Array.from({ length: howMany }, (_, position) => ({
    gender: position % 2 === 0 ? "girl" : "boy",
    ageBand: position % 3 === 0 ? "unknown" : "4-5",
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
    { campaign: aPlannedCampaign({ code: "804" }), everybody: people(21, 0) },
    { campaign: aPlannedCampaign({ code: "805" }), everybody: children(112) },
    { campaign: aPlannedCampaign({ code: "806", eligible: 40 }), everybody: children(9) },
    { campaign: aPlannedCampaign({ code: "807", ...open }), everybody: children(23) },
    { campaign: aPlannedCampaign({ code: "808", ...open, opens: "2017-05-01" }), everybody: "not-counted" },
  ];
}

/** @param before the night before, whose draft was published */
export function storesOf(
  answered: readonly Answered[],
  asOf: string,
  before?: Pick<Draft, "manifest" | "bytesOf" | "written" | "ledger" | "retracted">,
) {
  const written: ReleaseFile[] = [];
  const byPartition = new Map(answered.map((each) => [partitionOf(keyOf(each.campaign)), each]));
  const { ledger, state } = ledgerInMemory(before?.ledger, (key) => {
    const { campaign, everybody } = byPartition.get(partitionOf(key)) ?? { everybody: "not-counted" };
    if (campaign === undefined || everybody === "not-counted") throw new Error("there is no such tally");
    const questionnaire = publishedQuestionnaire(campaign.questionnaire, campaign.version);
    return {
      tallied: everybody.map((_, position) => idOf(position)),
      arrivals: (state.versions.get(partitionOf(key)) ?? []).map(({ asAt, members }) => {
        const came = everybody.filter((_, position) => !members.includes(idOf(position)));
        const { total, by } = tallyOf(questionnaire, key, came);
        return { since: asAt, counts: { total, by } };
      }),
    };
  });
  const stores: BenchmarkStores = {
    tallies: {
      readPlan: async (runId) => ({ runId, asOf, campaigns: answered.map(({ campaign }) => campaign) }),
      async read(key) {
        const each = byPartition.get(partitionOf(key));
        if (each === undefined || each.everybody === "not-counted") throw new Error("there is no such tally");
        const { questionnaire, version } = each.campaign;
        return tallyOf(publishedQuestionnaire(questionnaire, version), key, each.everybody);
      },
    },
    ledger,
    drafts: {
      async write(_runId, file) {
        written.push(file);
      },
    },
    releases: releasesAfter(before),
  };
  return { stores, written, ledger: state };
}

const idOf = (position: number) => String(position).padStart(4, "0");

function releasesAfter(before: Pick<Draft, "manifest" | "bytesOf" | "written" | "retracted"> | undefined) {
  const { objects, releases } = datasetsInMemory();
  if (before === undefined) return releases;
  const { releaseId } = before.manifest;
  const bytes = before.bytesOf("manifest.json");
  const manifestSha256 = createHash("sha256").update(bytes).digest("hex");
  for (const { path, bytes: ofFile } of before.written) objects.set(`releases/${releaseId}/${path}`, ofFile);
  const pointer = { releaseId, manifest: manifestKey(releaseId), manifestSha256 };
  if (before.retracted === undefined) {
    objects.set("latest.json", Buffer.from(JSON.stringify(pointer)));
  } else {
    const retractions: Retractions = { retractions: [before.retracted], lastTold: pointer, standsSince: null };
    objects.set("retractions.json", Buffer.from(JSON.stringify(retractions)));
  }
  return releases;
}

export interface Draft extends Drafted {
  readonly written: readonly ReleaseFile[];
  readonly bytesOf: (path: string) => Buffer;
  readonly ledger: LedgerState;
  /** Where it was published and taken back, so that none stands. */
  readonly retracted?: Retractions["retractions"][number];
}

export async function draft(
  answered: readonly Answered[],
  {
    asOf = "2017-04-01",
    codeVersion = "1.0.0",
    before,
  }: { readonly asOf?: string; readonly codeVersion?: string; readonly before?: Draft } = {},
): Promise<Draft> {
  const { stores, written, ledger } = storesOf(answered, asOf, before);
  const { manifest, held, protection } = await benchmark("night-1", codeVersion, defaultPolicy, stores);
  const bytesOf = (path: string) => {
    const found = written.filter((file) => file.path === path);
    if (found.length !== 1) throw new Error("not written once");
    return Buffer.from(found[0]?.bytes ?? []);
  };
  return { manifest, held, protection, written, bytesOf, ledger };
}
