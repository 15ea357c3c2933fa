/** A night of invented counts with an honest draft, for tests to spoil. SYNTHETIC. */
import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { audit } from "#functions/audit/audit.ts";
import { AuditFailed } from "#functions/audit/finding.ts";
import { benchmark } from "#functions/benchmark/benchmark.ts";
import { coverage } from "#functions/plan/coverage.ts";
import { countOne, startCounting, tallyOf } from "#functions/tally/count.ts";
import { type Campaign, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { Plan } from "#shared/programme/night.ts";
import type { Manifest } from "#shared/release/manifest.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import type { Tallies } from "#shared/storage/tallies.ts";
import { genders } from "#shared/survey/about.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { answersOf, itemsOf } from "#shared/survey/questionnaire.ts";
import type { ResponseContent } from "#shared/survey/response.ts";
import type { Tally } from "#shared/survey/tally.ts";
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

/** Invented answers, mostly favourable, so that there are exact shares, coded ends and small groups. */
function inventedTally(campaign: Campaign, respondents: number): Tally {
  const questionnaire = publishedQuestionnaire(campaign.questionnaire, campaign.version);
  const chance = chanceFrom(Number(campaign.authority.code) + respondents);
  const oneOf = <Value>(values: readonly Value[], power = 1) => values[Math.floor(values.length * chance() ** power)];
  const counting = startCounting(questionnaire);
  for (let respondent = 0; respondent < respondents; respondent += 1) {
    const answers = itemsOf(questionnaire).flatMap(({ id, scale }, position): [string, number][] =>
      chance() < 0.05 ? [] : [[id, Math.floor(answersOf(scale) * chance() ** (1 + position / 4))]],
    );
    const response: ResponseContent = {
      version: campaign.version,
      mode: "online",
      about: {
        ageBand: oneOf(questionnaire.ageBands)?.id ?? "unknown",
        gender: oneOf(genders, 2)?.id ?? "unknown",
        ethnicity: "unknown",
        placement: "unknown",
        timeInCare: "unknown",
        disability: "unknown",
      },
      answers: new Map(answers),
    };
    countOne(counting, { response });
  }
  for (let empty = 0; empty < 3; empty += 1) countOne(counting, { setAside: "nothing-answered" });
  return tallyOf({ ...keyOf(campaign), version: campaign.version }, counting);
}

const shared = { questionnaire: "ylyc-4-7", version: 1 } as const;

/**
 * Wave 2017: seven closed campaigns of 12 to 400 respondents, of which the largest has the others for a broad pool and
 * dominates the pool of each other; one closed with too few, two open, one not begun. Wave 2018: two closed. Wave 2019: one
 * alone, and not invented. Wave 2020: released by a later night than this one, which is run for a day before its first.
 */
const programme: readonly (readonly [Campaign, respondents: number])[] = [
  ...[400, 90, 70, 45, 60, 25, 12].map(
    (respondents, position) => [aCampaign({ ...shared, code: String(801 + position) }), respondents] as const,
  ),
  [aCampaign({ ...shared, code: "870" }), 4],
  [aCampaign({ ...shared, code: "880", closes: "2017-04-30" }), 40],
  [aCampaign({ ...shared, code: "881", closes: "2017-04-30" }), 6],
  [aCampaign({ ...shared, code: "890", opens: "2017-05-01", closes: "2017-05-30" }), 0],
  [aCampaign({ ...shared, wave: "2018", code: "801" }), 50],
  [aCampaign({ ...shared, wave: "2018", code: "802" }), 50],
  [aCampaign({ ...shared, wave: "2019", code: "801", synthetic: false }), 50],
  [
    aCampaign({
      ...shared,
      wave: "2020",
      opens: "2020-02-01",
      closes: "2020-03-31",
      releasedIn: "2020-04-01-0123456789ab",
    }),
    50,
  ],
];

export type Row = Record<string, string>;

/** Written once; every night that a test spoils starts from a copy. */
const honest = (async () => {
  const plan: Plan = {
    runId: RUN,
    asOf: "2017-04-01",
    campaigns: coverage(
      programme.map(([campaign]) => campaign),
      { asOf: "2017-04-01", today: "2017-04-01" },
      1_095,
    ),
  };
  const counts = new Map(
    programme.map(([campaign, respondents]) => [partitionOf(keyOf(campaign)), inventedTally(campaign, respondents)]),
  );
  const { objects, drafts } = datasetsInMemory();
  await benchmark(RUN, "1.0.0", defaultPolicy, { tallies: talliesOf(plan, counts), drafts });
  const rows = new Map(
    ["benchmarks.csv", "response-rates.csv"].map((path): [string, readonly Row[]] => [
      path,
      parse(objects.get(`drafts/${RUN}/${path}`) ?? "", { columns: true }),
    ]),
  );
  return { plan, counts, objects, rows };
})();

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
export async function aNight() {
  const written = await honest;
  const { objects, rows } = written;
  const { plan, counts } = structuredClone({ plan: written.plan, counts: written.counts });
  const tallies = talliesOf(plan, counts);
  const datasets = datasetsInMemory();
  for (const [key, bytes] of objects) datasets.objects.set(key, bytes);

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

  const honestRows = (path: string): readonly Row[] => rows.get(path) ?? [];

  return {
    plan,
    counts,
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
    audit: () =>
      audit(RUN, defaultPolicy, { tallies, drafts: datasets.drafts, questionnaireOf: publishedQuestionnaire }),
    /** The rules that find something, as `rule: detail`, each detail once. */
    async faults(): Promise<string[]> {
      try {
        await this.audit();
        return [];
      } catch (error) {
        if (!(error instanceof AuditFailed)) throw error;
        return [...new Set(error.findings.map(({ rule, detail }) => `${rule}: ${detail}`))];
      }
    },
  };
}

export type Night = Awaited<ReturnType<typeof aNight>>;
