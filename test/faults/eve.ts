/**
 * The eve of a night, on disk: of two waves the first was released last night, so that its records are due tonight, and
 * the second closes, so that tonight's release is another one. Whoever runs the night does so on a copy. SYNTHETIC.
 */
import { cp, rm } from "node:fs/promises";
import { type Day, daysBefore, londonDay } from "#shared/programme/calendar.ts";
import type { ProgrammeDocument } from "#shared/programme/document.ts";
import { startLocalCloud } from "../../infra/local/local-cloud.ts";
import { stages } from "../../infra/stages.ts";
import { registerWave } from "../journey/register-wave.ts";
import { lastDay, newFolder, objectsIn, registerOn } from "../journey/small-wave.ts";
import { postLikeFrontEnds } from "../journey/synthetic/front-end.ts";
import { dayAfter, programmeOf } from "../journey/synthetic/programme.ts";
import type { WaveFigures } from "../journey/synthetic/waves.ts";

/** So small that a night of them takes seconds. */
const released: WaveFigures = { wave: "2016", authorities: 1, respondents: { "ylyc-4-7": 32 } };
const closing: WaveFigures = { wave: "2017", authorities: 1, respondents: { "ylyc-4-7": 32 } };

/** One document, in which the second wave closes two days after the first. */
export function twoWaves(
  [first, second]: readonly [WaveFigures, WaveFigures],
  seed: number,
  { today, until }: { readonly today: Day; readonly until: Day },
): ProgrammeDocument {
  const { allowedOrigins } = stages.local;
  const earlier = programmeOf(first, seed, { today, until, allowedOrigins });
  const later = programmeOf(second, seed, { today, until: daysBefore(until, -2), allowedOrigins });
  const authorities = new Map([...earlier.authorities, ...later.authorities].map((each) => [each.code, each]));
  return { ...earlier, authorities: [...authorities.values()], waves: [...earlier.waves, ...later.waves] };
}

export interface Eve {
  readonly folder: string;
  /** The day of the night that is due. */
  readonly tonight: Day;
  /** `latest.json` as last night left it. */
  readonly pointer: string;
  forget(): Promise<void>;
}

export async function theEve(seed: number): Promise<Eve> {
  const folder = await newFolder();
  // Asked once: midnight may come while it runs.
  const until = lastDay();
  const cloud = await startLocalCloud({ dataDir: folder, timers: false });
  try {
    const document = twoWaves([released, closing], seed, { today: londonDay(new Date()), until });
    for (const figures of [released, closing]) {
      const campaigns = await registerWave(registerOn(cloud), document, figures, seed);
      await postLikeFrontEnds({ apiUrl: cloud.apiUrl, campaigns, seed, slowBodyInMilliseconds: 200 });
    }
    const { status, error } = await cloud.runNight({ asOf: dayAfter(until) });
    if (status !== "SUCCEEDED") throw new Error(`last night ended as ${status} with ${error}`);
    return {
      folder,
      tonight: daysBefore(until, -3),
      pointer: String((await objectsIn(cloud, "datasets")).get("latest.json")),
      forget: () => rm(folder, { recursive: true, force: true }),
    };
  } finally {
    await cloud.stop();
  }
}

/** A folder of its own with all that the eve holds. */
export async function copyOf({ folder }: Pick<Eve, "folder">): Promise<string> {
  const copy = await newFolder();
  await cp(folder, copy, { recursive: true });
  return copy;
}
