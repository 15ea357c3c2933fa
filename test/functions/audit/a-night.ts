/** A night of invented counts with an honest draft, for tests to spoil. SYNTHETIC. */
import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { audit } from "#functions/audit/audit.ts";
import type { Gathered } from "#functions/audit/evidence.ts";
import { AuditFailed } from "#functions/audit/finding.ts";
import { readStates, type States } from "#functions/audit/read-states.ts";
import { benchmark } from "#functions/benchmark/benchmark.ts";
import { coverage } from "#functions/plan/coverage.ts";
import { countOne, startCounting, tallyOf } from "#functions/tally/count.ts";
import { type Authority, type Campaign, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { Plan } from "#shared/programme/night.ts";
import type { Manifest } from "#shared/release/manifest.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { manifestKey } from "#shared/storage/releases.ts";
import type { Tallies } from "#shared/storage/tallies.ts";
import { genders, majorEthnicGroups, placements, timesInCare } from "#shared/survey/about.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { answersOf, itemsOf } from "#shared/survey/questionnaire.ts";
import type { ResponseContent } from "#shared/survey/response.ts";
import type { Tally } from "#shared/survey/tally.ts";
import { type LedgerState, ledgerInMemory } from "../benchmark/ledger-in-memory.ts";
import { aCampaign } from "../plan/programme-in-memory.ts";
import { datasetsInMemory } from "../publish/datasets-in-memory.ts";

const RUN = "night-1";

/** Marsaglia's xorshift: the same numbers in every run. */
function chanceFrom(seed: number) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export interface Asked {
  readonly campaign: Campaign;
  readonly respondents: number;
  /** 1 is ordinary, more answers nearer to the first option, less nearer to the last. */
  readonly leaning: number;
}

/** Invented answers, mostly favourable, so that there are exact shares, coded ends and small groups. */
function inventedTally({ campaign, respondents, leaning }: Asked): Tally {
  const questionnaire = publishedQuestionnaire(campaign.questionnaire, campaign.version);
  const chance = chanceFrom(Number(campaign.authority.code) + respondents + Number(campaign.wave.slice(0, 4)));
  const oneOf = <Value>(values: readonly Value[], power = 1) => values[Math.floor(values.length * chance() ** power)];
  const ethnicGroups = Object.keys(majorEthnicGroups) as (keyof typeof majorEthnicGroups)[];
  const counting = startCounting(questionnaire);
  for (let respondent = 0; respondent < respondents; respondent += 1) {
    const answers = itemsOf(questionnaire).flatMap(({ id, scale }, position): [string, number][] => {
      const power = leaning * (1 + (position % 13) / 4);
      return chance() < 0.05 ? [] : [[id, Math.floor(answersOf(scale) * chance() ** power)]];
    });
    const response: ResponseContent = {
      version: campaign.version,
      mode: "online",
      about: {
        ageBand: oneOf(questionnaire.ageBands)?.id ?? "unknown",
        gender: oneOf(genders, 2)?.id ?? "unknown",
        ethnicity: oneOf(ethnicGroups, 2) ?? "unknown",
        placement: oneOf(placements, 2)?.id ?? "unknown",
        timeInCare: oneOf(timesInCare)?.id ?? "unknown",
        disability: "unknown",
      },
      answers: new Map(answers),
    };
    countOne(counting, { response });
  }
  for (let empty = 0; empty < 3; empty += 1) countOne(counting, { setAside: "nothing-answered" });
  for (let withdrawn = 0; withdrawn < 2; withdrawn += 1) countOne(counting, { withdrawn: true });
  return tallyOf({ ...keyOf(campaign), version: campaign.version }, counting);
}

const london = { regionCode: "E12000007", regionName: "London" };

/** Consent, neighbours and region of those that are not like all others: 809 learns from a neighbour, from London, and from elsewhere. */
const unlike: Readonly<Record<string, Partial<Authority>>> = {
  802: { mayBeNamed: true },
  803: { mayBeNamed: true },
  804: { mayBeNamed: true, ...london },
  809: { statisticalNeighbours: ["999", "803"], ...london },
};

export function asked(
  wave: string,
  code: number,
  respondents: number,
  { leaning = 1, ...changes }: Partial<Campaign> & { readonly leaning?: number } = {},
): Asked {
  const campaign = aCampaign({ questionnaire: "ylyc-4-7", version: 1, wave, code: String(code), ...changes });
  return {
    campaign: { ...campaign, authority: { ...campaign.authority, ...unlike[code] } },
    respondents,
    leaning,
  };
}

const older = { questionnaire: "ylyc-11-17" } as const;

/**
 * Ages 4 to 7. Wave 2017: seven closed campaigns of 12 to 400 respondents, of which the largest has the others for a broad
 * pool and dominates the pool of each other that has many itself; one closed with too few, two open, one not begun. Before
 * it, waves with which one authority has five unbroken ones, one three, one two. Wave 2018: twelve, eight of them much
 * better than the other four, of which one is best of all where others have no more consent. Wave 2019: one alone, and not
 * invented. Wave 2020: released by a later night than this one, which is run for a day before its first.
 *
 * Ages 8 to 11: a general population to compare with. Ages 11 to 17: averages, beside others and beside an earlier wave.
 */
const programme: readonly Asked[] = [
  ...["2013", "2014", "2015", "2016"].map((wave, place) => asked(wave, 801, 60, { leaning: 0.4 + place / 5 })),
  asked("2014", 802, 50, { leaning: 0.6 }),
  asked("2016", 802, 50, { leaning: 0.8 }),
  asked("2016", 803, 60),
  ...[808, 809, 810].map((code) => asked("2016", code, 45)),
  ...[400, 90, 70, 45, 60, 25, 12].map((respondents, position) =>
    asked("2017", 801 + position, respondents, { eligible: 500 }),
  ),
  asked("2017", 870, 4),
  asked("2017", 880, 40, { closes: "2017-04-30" }),
  asked("2017", 881, 6, { closes: "2017-04-30" }),
  asked("2017", 890, 0, { opens: "2017-05-01", closes: "2017-05-30" }),
  ...[801, 802, 803, 804, 805, 806, 807, 808].map((code) => asked("2018", code, 100, { leaning: 1.2 })),
  ...[809, 810, 811, 812].map((code) => asked("2018", code, 100, { leaning: 0.1 })),
  asked("2019", 801, 50, { synthetic: false }),
  asked("2020", 801, 50, { opens: "2020-02-01", closes: "2020-03-31", releasedIn: "2020-04-01-0123456789ab" }),
  asked("2017", 801, 40, { questionnaire: "ylyc-8-11", leaning: 0.5 }),
  asked("2017", 802, 12, { questionnaire: "ylyc-8-11" }),
  asked("2016", 801, 120, { ...older, leaning: 0.3 }),
  ...[150, 120, 110, 120, 100, 90].map((respondents, position) =>
    asked("2017", 801 + position, respondents, { ...older, leaning: position === 0 ? 1 : 0.5 }),
  ),
];

export type Row = Record<string, string>;

/** An honest draft and what it was made from. Written once; every night that a test spoils starts from a copy. */
export interface WrittenNight {
  readonly plan: Plan;
  readonly counts: ReadonlyMap<string, Tally>;
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly ledger: LedgerState;
  /** What the draft shows, read once: a test leaves out most rows of it, because it is not about them. */
  readonly states: (gathered: Gathered) => Promise<States>;
  /** Each file parsed when it is first asked for. */
  readonly parsed: Map<string, readonly Row[]>;
}

const copyOf = (ledger: LedgerState): LedgerState => ({
  versions: new Map(ledger.versions),
  national: new Map(ledger.national),
  reconciliations: new Map(ledger.reconciliations),
  members: new Map(ledger.members),
});

/** @param before the night whose draft readers see */
export async function writeNight(
  programme: readonly Asked[],
  { asOf = "2017-04-01", before }: { readonly asOf?: string; readonly before?: WrittenNight } = {},
): Promise<WrittenNight> {
  const campaigns = programme.map(({ campaign }) => campaign);
  const plan: Plan = { runId: RUN, asOf, campaigns: coverage(campaigns, { asOf, today: asOf }, 1_095) };
  const counts = new Map(programme.map((each) => [partitionOf(keyOf(each.campaign)), inventedTally(each)]));
  const { objects, drafts, releases } = datasetsInMemory();
  if (before !== undefined) await release(before.objects, objects, releases);
  const { ledger, state } = ledgerInMemory(before && copyOf(before.ledger));
  await benchmark(RUN, "1.0.0", defaultPolicy, { tallies: talliesOf(plan, counts), ledger, drafts, releases });

  let states: Promise<States> | undefined;
  const honestFiles = ({ draft: { files } }: Gathered) =>
    new Map([...files.keys()].map((path) => [path, objects.get(`drafts/${RUN}/${path}`)]));
  return {
    plan,
    counts,
    objects,
    ledger: state,
    states(gathered) {
      states ??= readStates({ ...gathered, draft: { ...gathered.draft, files: honestFiles(gathered) } });
      return states;
    },
    parsed: new Map(),
  };
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

function theHonestNight(): Promise<WrittenNight> {
  honest ??= writeNight(programme);
  return honest;
}

function talliesOf(plan: Plan, counts: ReadonlyMap<string, Tally>): Pick<Tallies, "readPlan" | "read"> {
  return {
    readPlan: async () => plan,
    async read(key) {
      const found = counts.get(partitionOf(key));
      if (found === undefined) throw new Error("no such tally");
      return found;
    },
  };
}

/** A night up to its draft, and ways to spoil it. */
export async function aNight(night: Promise<WrittenNight> = theHonestNight()) {
  const written = await night;
  const { objects, parsed } = written;
  const plan = structuredClone(written.plan);
  const counts = new Map(written.counts);
  const tallies = talliesOf(plan, counts);
  const datasets = datasetsInMemory();
  for (const [key, bytes] of objects) datasets.objects.set(key, bytes);

  const { drafts, releases } = datasets;
  const { ledger } = ledgerInMemory(copyOf(written.ledger));
  const stores = { tallies, ledger, drafts, releases, questionnaireOf: publishedQuestionnaire };

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

  return {
    plan,
    /** A campaign's counts for a test to change: those of the other campaigns are not copied. */
    tally(partition: string): Tally {
      const copied = structuredClone(counts.get(partition));
      if (copied === undefined) throw new Error("no such tally");
      counts.set(partition, copied);
      return copied;
    },
    datasets,
    manifest,
    writeManifest,
    writeFile,
    bytesOf,
    /** As they were before anything was spoiled. */
    rows: honestRows,
    /** Lets a test change the rows of a file. */
    rewrite(path: string, change: (rows: readonly Row[]) => readonly Row[]) {
      const changed = change(honestRows(path));
      writeFile(path, Buffer.from(stringify([...changed], { header: true })), changed.length);
    },
    /** Leaves the headers alone, so that a test costs no more than what it is about. */
    empty(paths: Iterable<string>) {
      for (const path of paths) {
        const bytes = bytesOf(path);
        writeFile(path, bytes.subarray(0, 1 + bytes.indexOf("\n".charCodeAt(0))), 0);
      }
    },
    /** What the draft shows of each cell is that of the honest one, unless a test is about what it shows. */
    audit: (readStatesOf = written.states) => audit(RUN, defaultPolicy, stores, readStatesOf),
    /** The rules that find something, as `rule: detail`, each detail once. */
    async faults(readStatesOf = written.states): Promise<string[]> {
      try {
        await this.audit(readStatesOf);
        return [];
      } catch (error) {
        if (!(error instanceof AuditFailed)) throw error;
        return [...new Set(error.findings.map(({ rule, detail }) => `${rule}: ${detail}`))];
      }
    },
  };
}

export type Night = Awaited<ReturnType<typeof aNight>>;
