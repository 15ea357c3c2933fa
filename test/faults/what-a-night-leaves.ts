/** All that a night leaves for those who come after it, so that two nights can be compared byte by byte. */
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { type LocalCloud, startLocalCloud } from "../../infra/local/local-cloud.ts";
import { copyCounts, itemsIn, objectsIn } from "../journey/small-wave.ts";
import { copyOf, type Eve } from "./eve.ts";

export type Stores = Pick<LocalCloud, "dynamoDbUrl" | "s3Url" | "tableNames" | "bucketNames">;

export interface Left {
  /** SHA-256 by key: every release, and the pointer. */
  readonly objects: ReadonlyMap<string, string>;
  /** SHA-256 by key: every file of records. */
  readonly records: ReadonlyMap<string, string>;
  /** The draws, and how campaigns without one stand. */
  readonly counts: readonly string[];
  /** The programme, with the counting marks and with what was released in which release. */
  readonly programme: readonly string[];
  readonly leases: number;
}

const checksums = (objects: ReadonlyMap<string, Buffer>) =>
  new Map(
    [...objects]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, bytes]) => [key, createHash("sha256").update(bytes).digest("hex")]),
  );

const texts = (items: readonly object[]) => items.map((item) => JSON.stringify(item)).toSorted();

/** Drafts carry the name of their run: those of a night that came to nothing stay behind, and nobody reads them. */
const isOfOneRun = (key: string) => key.startsWith("drafts/");

export async function leftIn(stores: Stores): Promise<Left> {
  const [datasets, microdata, counts, programme] = await Promise.all([
    objectsIn(stores, "datasets"),
    objectsIn(stores, "microdata"),
    itemsIn(stores, "counts"),
    itemsIn(stores, "programme"),
  ]);
  return {
    objects: checksums(new Map([...datasets].filter(([key]) => !isOfOneRun(key)))),
    records: checksums(microdata),
    counts: texts(counts),
    programme: texts(programme.filter(({ pk }) => pk?.S !== "nights" && pk?.S !== "lease")),
    leases: programme.filter(({ pk }) => pk?.S === "lease").length,
  };
}

/** Every draw by partition and number, as its item stands in the table. */
export async function drawsIn(stores: Stores): Promise<ReadonlyMap<string, string>> {
  const drawn = (await itemsIn(stores, "counts")).filter(({ sk }) => sk?.S?.startsWith("counts#"));
  return new Map(drawn.map((item) => [`${item.pk?.S} ${item.sk?.S}`, JSON.stringify(item)]));
}

/**
 * What tonight comes to where nobody disturbs it, on a copy of the eve: what is left after the night, and after the same
 * night run again. Noise is drawn by chance, so that two nights come to the same release only if they work from the same
 * draws: those of the night that was disturbed are carried over first.
 */
export async function undisturbed(
  eve: Pick<Eve, "folder" | "tonight">,
  disturbed: Stores,
  times: 1 | 2 = 1,
): Promise<readonly Left[]> {
  const folder = await copyOf(eve);
  const cloud = await startLocalCloud({ dataDir: folder, timers: false });
  try {
    await copyCounts(disturbed, cloud);
    const left: Left[] = [];
    for (const expected of ["published", "unchanged"].slice(0, times)) {
      const { status, output } = await cloud.runNight({ asOf: eve.tonight });
      const ending = status === "SUCCEEDED" ? (output as { readonly status?: string }).status : status;
      if (ending !== expected) throw new Error(`the night that nobody disturbed is ${ending}, and not ${expected}`);
      left.push(await leftIn(cloud));
    }
    return left;
  } finally {
    await cloud.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The parts in which something else was left than by a night that nobody disturbed; none, if all is well. A night that is
 * run again over a release that the one before it made makes the records of that release's wave, too: no other difference
 * is allowed.
 */
export function otherThan([once, ...again]: readonly Left[], left: Left): string[] {
  if (once === undefined) throw new Error("no night is given that nobody disturbed");
  const parts = ["objects", "records", "counts", "programme", "leases"] as const;
  return parts.filter((part) => {
    const allowed = part === "records" ? [once, ...again] : [once];
    return !allowed.some((each) => isDeepStrictEqual(each[part], left[part]));
  });
}

/** Draws that were there and are not, or are another one now; none, if the first draw of each campaign stood. */
export function redrawn(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before].filter(([name, item]) => after.get(name) !== item).map(([name]) => name);
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
