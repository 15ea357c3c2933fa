/** A night of invented counts with an honest draft, for tests to spoil. SYNTHETIC. */
import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { audit } from "#functions/audit/audit.ts";
import { AuditFailed } from "#functions/audit/finding.ts";
import { benchmark } from "#functions/benchmark/benchmark.ts";
import { keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { Plan, PlannedCampaign } from "#shared/programme/night.ts";
import type { HoldReason } from "#shared/release/hold-rule.ts";
import type { Manifest } from "#shared/release/manifest.ts";
import { type DisclosurePolicy, noisePolicy } from "#shared/release/policy.ts";
import { partitionOfNation } from "#shared/storage/counts.ts";
import { manifestKey } from "#shared/storage/releases.ts";
import type { NoisedCounts, NoisedNation } from "#shared/survey/noised-counts.ts";
import { type CountsInMemory, countsInMemory } from "../../fixtures/counts-in-memory.ts";
import { type Answered, noisedCountsFor, noisedNationFor } from "../../fixtures/noised-counts.ts";
import { aCampaign } from "../plan/programme-in-memory.ts";
import { datasetsInMemory } from "../publish/datasets-in-memory.ts";

const RUN = "night-1";

/** A campaign, and what became of it by tonight; nothing where its window has not opened. */
export interface Asked {
  readonly campaign: PlannedCampaign;
  readonly became:
    | { readonly counted: Answered }
    | { readonly open: number | null }
    | { readonly held: HoldReason }
    | "nothing";
}

type Changes = Parameters<typeof aCampaign>[0] & Partial<Pick<PlannedCampaign["authority"], "mayBeNamed" | "name">>;

export function asked(wave: string, code: number, became: Asked["became"] | number, changes: Changes = {}): Asked {
  const { mayBeNamed = false, name, ...rest } = changes;
  const isOpen = typeof became === "object" && "open" in became;
  const isOver = became !== "nothing" && !isOpen;
  const campaign = aCampaign({
    code: String(code),
    wave,
    questionnaire: "ylyc-4-7",
    version: 1,
    opens: `${wave}-02-01`,
    closes: isOver ? `${wave}-03-31` : `${wave}-05-31`,
    ...rest,
  });
  return {
    campaign: {
      ...campaign,
      authority: { ...campaign.authority, mayBeNamed, ...(name !== undefined && { name }) },
      closed: isOver,
    },
    became: typeof became === "number" ? { counted: became } : became,
  };
}

const seven = [801, 802, 803, 804, 805, 806, 807];

/**
 * Ages 4 to 7: a wave of 2016 that is over, and one of 2017 with seven closed campaigns, of which one has too few girls or
 * boys to be shown, one that is held, two that are open, one that has not begun. 802 and 803 consent to be named. In 2015
 * one authority was asked, and not in an invented way.
 */
const programme: readonly Asked[] = [
  asked("2015", 801, 50, { synthetic: false }),
  ...seven.slice(0, 2).map((code) => asked("2016", code, 60)),
  ...seven.map((code) => asked("2017", code, code === 807 ? 18 : 70, { mayBeNamed: code === 802 || code === 803 })),
  asked("2017", 870, { held: "too-few" }),
  asked("2017", 880, { open: 40 }),
  asked("2017", 881, { open: null }),
  asked("2017", 890, "nothing", { opens: "2017-05-01" }),
];

const older = { questionnaire: "ylyc-11-17" } as const;

/** Ages 11 to 17, who are asked ladders: one authority in an earlier wave, six in this one, both over. */
const olderProgramme: readonly Asked[] = [
  asked("2016", 801, 60, older),
  ...seven.slice(0, 6).map((code) => asked("2017", code, 60, older)),
];

export type Row = Record<string, string>;

/** An honest draft and what it was made from. Written once; every night that a test spoils starts from a copy. */
export interface WrittenNight {
  readonly plan: Plan;
  readonly policy: DisclosurePolicy;
  readonly stored: CountsInMemory;
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** Each file parsed when it is first asked for. */
  readonly parsed: Map<string, readonly Row[]>;
}

interface Writing {
  readonly asOf?: string;
  /** The night whose draft readers see. */
  readonly before?: WrittenNight;
  readonly policy?: DisclosurePolicy;
  readonly seed?: number;
}

export async function writeNight(
  asked: readonly Asked[],
  { asOf = "2017-04-01", before, policy = noisePolicy, seed = 1 }: Writing = {},
): Promise<WrittenNight> {
  const plan: Plan = { runId: RUN, asOf, campaigns: asked.map(({ campaign }) => campaign) };
  return writeDraft(plan, await storedOf(asked, policy, seed), policy, before);
}

/** Runs benchmark on what is stored. */
export async function writeDraft(
  plan: Plan,
  stored: CountsInMemory,
  policy: DisclosurePolicy = noisePolicy,
  before?: WrittenNight,
): Promise<WrittenNight> {
  const { objects, drafts, releases } = datasetsInMemory();
  if (before !== undefined) await release(before.objects, objects, releases);
  const plans = { readPlan: async () => plan };
  await benchmark(RUN, "1.0.0", policy, { plans, counts: stored.counts, drafts, releases });
  return { plan, policy, stored, objects, parsed: new Map() };
}

/** As the tally leaves it: a survey is over when each of its campaigns is counted or held. */
async function storedOf(all: readonly Asked[], policy: DisclosurePolicy, seed: number): Promise<CountsInMemory> {
  const stored = countsInMemory();
  for (const { campaign, became } of all) {
    const asAt = `${campaign.wave}-04-01`;
    if (became === "nothing") continue;
    if ("counted" in became)
      await stored.counts.put(noisedCountsFor(campaign, became.counted, { policy, seed, asAt }), 1, 0);
    else if ("held" in became)
      await stored.counts.report(keyOf(campaign), { status: "held", asAt, reason: became.held }, 0);
    else await stored.counts.report(keyOf(campaign), { status: "open", asAt, responses: became.open }, 0);
  }
  for (const survey of Map.groupBy(all, ({ campaign }) => partitionOfNation(campaign)).values()) {
    const counted = survey.flatMap(({ campaign, became }) =>
      typeof became === "object" && "counted" in became ? [{ campaign, answered: became.counted }] : [],
    );
    const [first] = counted;
    const isOver = survey.every(({ campaign }) => campaign.closed);
    if (first === undefined || !isOver) continue;
    const { wave, questionnaire, synthetic } = first.campaign;
    const drawing = { policy, seed, asAt: `${wave}-04-01` };
    await stored.counts.putNation(noisedNationFor({ wave, questionnaire, synthetic }, counted, drawing), 0);
  }
  return stored;
}

/** As it is after its draft was published. */
async function release(
  drafted: ReadonlyMap<string, Uint8Array>,
  objects: Map<string, Uint8Array>,
  { pointTo }: Pick<ReturnType<typeof datasetsInMemory>["releases"], "pointTo">,
): Promise<void> {
  const manifest = drafted.get(`drafts/${RUN}/manifest.json`) ?? new Uint8Array();
  const { releaseId } = JSON.parse(new TextDecoder().decode(manifest)) as Manifest;
  for (const [key, bytes] of drafted) objects.set(key.replace(`drafts/${RUN}`, `releases/${releaseId}`), bytes);
  const manifestSha256 = createHash("sha256").update(manifest).digest("hex");
  await pointTo({ releaseId, manifest: manifestKey(releaseId), manifestSha256 });
}

let honest: Promise<WrittenNight> | undefined;

export function theHonestNight(): Promise<WrittenNight> {
  honest ??= writeNight(programme);
  return honest;
}

let laddered: Promise<WrittenNight> | undefined;

export function theNightWithLadders(): Promise<WrittenNight> {
  laddered ??= writeNight(olderProgramme);
  return laddered;
}

/** The night after the honest one: nothing has happened, unless others were asked. */
export async function theNextNight(asked: readonly Asked[] = programme): Promise<WrittenNight> {
  return writeNight(asked, { asOf: "2017-04-02", before: await theHonestNight() });
}

export { programme as theProgramme };

function copyOf({ campaigns, progress, nations }: CountsInMemory): CountsInMemory {
  const copy = countsInMemory();
  for (const [partition, draws] of campaigns) copy.campaigns.set(partition, new Map(draws));
  for (const [partition, standing] of progress) copy.progress.set(partition, standing);
  for (const [partition, nation] of nations) copy.nations.set(partition, nation);
  return copy;
}

/** A night up to its draft, and ways to spoil it. */
export async function aNight(night: WrittenNight | Promise<WrittenNight> = theHonestNight()) {
  const written = await night;
  const { objects, parsed, policy } = written;
  const plan = structuredClone(written.plan);
  const stored = copyOf(written.stored);
  const datasets = datasetsInMemory();
  for (const [key, bytes] of objects) datasets.objects.set(key, bytes);
  const { drafts, releases } = datasets;
  const stores = { plans: { readPlan: async () => plan }, counts: stored.counts, drafts, releases };

  const keyOfFile = (path: string) => `drafts/${RUN}/${path}`;
  const bytesOf = (path: string) => datasets.objects.get(keyOfFile(path)) ?? new Uint8Array();
  const manifest = () => JSON.parse(new TextDecoder().decode(bytesOf("manifest.json"))) as Manifest;

  function writeManifest(changed: object): void {
    datasets.objects.set(keyOfFile("manifest.json"), new TextEncoder().encode(JSON.stringify(changed)));
  }

  /** Replaces a file, and its description in the manifest so that only its content is wrong. */
  function writeFile(path: string, bytes: Uint8Array, rows: number): void {
    datasets.objects.set(keyOfFile(path), bytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const described = manifest();
    writeManifest({
      ...described,
      files: described.files.map((file) =>
        file.path === path ? { ...file, rows, bytes: bytes.byteLength, sha256 } : file,
      ),
    });
  }

  function honestRows(path: string): readonly Row[] {
    const rows = parsed.get(path) ?? (parse(objects.get(keyOfFile(path)) ?? "", { columns: true }) as readonly Row[]);
    parsed.set(path, rows);
    return rows;
  }

  const auditIt = () => audit(RUN, policy, stores);

  return {
    runId: RUN,
    policy,
    plan,
    stores,
    stored,
    datasets,
    manifest,
    writeManifest,
    writeFile,
    bytesOf,
    /** As they were before anything was spoiled. */
    rows: honestRows,
    /** Changes the rows of a file. */
    rewrite(path: string, change: (rows: readonly Row[]) => readonly Row[]) {
      const changed = change(honestRows(path));
      writeFile(path, Buffer.from(stringify([...changed], { header: true })), changed.length);
    },
    /** Changes the stored counts of a campaign. */
    recount(partition: string, change: (counts: NoisedCounts) => NoisedCounts) {
      const draws = stored.campaigns.get(partition);
      const counts = draws?.get(1);
      if (draws === undefined || counts === undefined) throw new Error("there are no such counts");
      stored.campaigns.set(partition, new Map([[1, change(counts)]]));
    },
    /** Changes the stored counts of a nation. */
    recountNation(partition: string, change: (counts: NoisedNation) => NoisedNation) {
      const counts = stored.nations.get(partition);
      if (counts === undefined) throw new Error("there are no such counts");
      stored.nations.set(partition, change(counts));
    },
    audit: auditIt,
    /** What the whole audit finds, as `rule: file: detail`. */
    async faults(): Promise<string[]> {
      try {
        await auditIt();
        return [];
      } catch (error) {
        if (!(error instanceof AuditFailed)) throw error;
        return error.findings.map(({ rule, file, detail }) => `${rule}: ${file}: ${detail}`);
      }
    },
  };
}

export type Night = Awaited<ReturnType<typeof aNight>>;

export const partition = ({ campaign }: Asked) => partitionOf(keyOf(campaign));
