/** All that a night leaves for those who come after it, so that two nights can be compared byte by byte. */
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { groupedCountsOf, startCounting } from "#functions/tally/count.ts";
import { questionnaireId } from "#shared/programme/campaign.ts";
import { type TallyMembers, tallyMembers } from "#shared/storage/ledger.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { itemsIn, objectsIn } from "../journey/small-wave.ts";

export type Stores = Pick<LocalCloud, "dynamoDbUrl" | "s3Url" | "tableNames" | "bucketNames">;

export interface Left {
  /** SHA-256 by key: every release, the pointer, the ledger and the counts. */
  readonly objects: ReadonlyMap<string, string>;
  /**
   * Who was counted, and who has come since each version in the ledger, by key. A version since which nobody has come is left
   * out: a night that is run again finds that of the one before it, which was killed.
   */
  readonly members: ReadonlyMap<string, TallyMembers>;
  /** The programme, with what was released in which release. */
  readonly programme: readonly string[];
  /** Which files of records there are. Their order is drawn anew by whoever writes them, so their bytes are their own. */
  readonly records: readonly string[];
  readonly leases: number;
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** These carry the name of their run: of a night that came to nothing they stay behind, and nobody reads them. */
const ofOneRun = /^(?:drafts|plans|reconciliation|retention)\//;

function membersIn(key: string, bytes: Buffer): TallyMembers {
  const { tallied, arrivals } = tallyMembers.parse(JSON.parse(String(bytes)));
  const questionnaire = questionnaireId.parse(key.slice(key.lastIndexOf("/") + 1, -".json".length));
  const nobody = groupedCountsOf(startCounting(publishedQuestionnaire(questionnaire, 1)));
  return { tallied, arrivals: arrivals.filter(({ counts }) => !isDeepStrictEqual(counts, nobody)) };
}

export async function leftIn(stores: Stores): Promise<Left> {
  const [datasets, tallies, microdata, programme] = await Promise.all([
    objectsIn(stores, "datasets"),
    objectsIn(stores, "tallies"),
    objectsIn(stores, "microdata"),
    itemsIn(stores, "programme"),
  ]);
  const kept = [...datasets, ...tallies]
    .filter(([key]) => !ofOneRun.test(key))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const isMembers = ([key]: readonly [string, Buffer]) => key.startsWith("members/");
  return {
    objects: new Map(kept.filter((each) => !isMembers(each)).map(([key, bytes]) => [key, sha256(bytes)])),
    members: new Map(kept.filter(isMembers).map(([key, bytes]) => [key, membersIn(key, bytes)])),
    programme: programme
      .filter(({ pk }) => pk?.S !== "nights" && pk?.S !== "lease")
      .map((item) => JSON.stringify(item))
      .sort(),
    records: [...microdata.keys()].sort(),
    leases: programme.filter(({ pk }) => pk?.S === "lease").length,
  };
}

/** What nobody disturbed: after the night, and after the same night run a second time. */
export interface Undisturbed {
  readonly once: Left;
  readonly twice: Left;
}

/**
 * The parts in which something else was left than by a night that nobody disturbed; none, if all is well. A night that is
 * run again over a release that the one before it made makes the records of that release's wave, too: no other difference
 * is allowed.
 */
export function otherThan({ once, twice }: Undisturbed, left: Left): string[] {
  const parts = ["objects", "members", "programme", "records", "leases"] as const;
  return parts.filter((part) => {
    const allowed = part === "records" ? [once.records, twice.records] : [once[part]];
    return !allowed.some((each) => isDeepStrictEqual(each, left[part]));
  });
}

export interface NightOnRecord {
  readonly asOf: string;
  readonly status: string;
  readonly error?: string;
}

/** How each night ended, in no certain order. */
export async function nightsOnRecord(stores: Stores): Promise<NightOnRecord[]> {
  const items = await itemsIn(stores, "programme");
  return items.filter(({ pk }) => pk?.S === "nights").map(({ night }) => JSON.parse(night?.S ?? ""));
}

/** The files of records whose report says that they are other ones: none, if they are whole. */
export async function recordsThatAreNotWhole(stores: Stores): Promise<string[]> {
  const objects = await objectsIn(stores, "microdata");
  return [...objects].flatMap(([key, bytes]) => {
    if (!key.endsWith("/risk-report.json")) return [];
    const { file } = JSON.parse(String(bytes)) as { readonly file: { readonly sha256: string } };
    const records = key.replace(/risk-report\.json$/, "records.csv");
    return file.sha256 === sha256(objects.get(records) ?? Buffer.of()) ? [] : [records];
  });
}
