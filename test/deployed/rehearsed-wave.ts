/** One wave of 300 from its programme to its release, on whichever cloud: what the rehearsal does twice. SYNTHETIC. */
import { randomUUID } from "node:crypto";
import type { Day } from "#shared/programme/calendar.ts";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { stages } from "../../infra/stages.ts";
import { registerWave } from "../journey/register-wave.ts";
import { itemsIn, objectsIn } from "../journey/small-wave.ts";
import { postLikeFrontEnds } from "../journey/synthetic/front-end.ts";
import { dayAfter, programmeOf } from "../journey/synthetic/programme.ts";
import type { LinkedCampaign } from "../journey/synthetic/visits.ts";
import type { WaveFigures } from "../journey/synthetic/waves.ts";

/** Places of the cloud's stores, and what its users do with it. */
export interface RehearsedCloud
  extends Pick<LocalCloud, "apiUrl" | "dynamoDbUrl" | "s3Url" | "tableNames" | "bucketNames"> {
  /** Gives the register function's answer. */
  register(document: unknown): Promise<unknown>;
  /** Ends when the night's release is out. */
  runNight(asOf: Day): Promise<void>;
}

export const rehearsedWave: WaveFigures = {
  wave: "2017",
  authorities: 6,
  respondents: { "ylyc-8-11": 120, "ylyc-11-17": 180 },
};
export const RESPONDENTS = 300;

/** A cloud did not answer a post as it must, or does not hold what was posted. */
export class WaveNotStored extends Error {
  override readonly name = "WaveNotStored";
  readonly surprises: readonly string[];
  constructor(surprises: readonly string[]) {
    super(["the wave was not stored as posted:", ...surprises].join("\n  "));
    this.surprises = surprises;
  }
}

export interface WaveOptions {
  readonly seed: number;
  readonly today: Day;
  readonly say: (line: string) => void;
}

/**
 * Every object of the release, and the pointer to it, by key. The same seed and day give the same answers on any cloud;
 * idempotency keys and links are new each time, so that nothing of a release can hang on them.
 *
 * @throws WaveNotStored
 */
export async function releaseOfWave(
  cloud: RehearsedCloud,
  { seed, today, say }: WaveOptions,
): Promise<ReadonlyMap<string, Buffer>> {
  // Open until tomorrow, so that a rehearsal that crosses midnight still finds its surveys open.
  const until = dayAfter(today);
  const document = programmeOf(rehearsedWave, seed, { today, until, allowedOrigins: stages.local.allowedOrigins });
  const registered = await registerWave((programme) => cloud.register(programme), document, rehearsedWave, seed);
  const campaigns = registered.map((campaign) => ({
    ...campaign,
    submissions: campaign.submissions.map((submission) => ({ ...submission, key: randomUUID() })),
  }));
  say(`registered wave ${rehearsedWave.wave}: ${campaigns.length} campaigns, open until ${until}`);

  const { acknowledged, answers, surprises } = await postLikeFrontEnds({ apiUrl: cloud.apiUrl, campaigns, seed });
  const items = await itemsIn(cloud, "responses");
  if (items.length !== RESPONDENTS || acknowledged.length !== RESPONDENTS || surprises.length > 0) {
    const counts = `of ${RESPONDENTS} submissions ${acknowledged.length} were acknowledged and ${items.length} are stored`;
    throw new WaveNotStored([counts, ...surprises]);
  }
  const answered = [...answers].toSorted().map(([status, count]) => `${count} x ${status}`);
  say(`posted ${RESPONDENTS} submissions, with retries, conflicts and mistakes: ${answered.join(", ")}`);

  await takeOneBack(cloud.apiUrl, campaigns);
  say("took one submission back");

  const asOf = dayAfter(until);
  await cloud.runNight(asOf);
  say(`ran the night of ${asOf}`);
  return releasedObjects(cloud);
}

/** The same one for the same seed. */
async function takeOneBack(apiUrl: string, [campaign]: readonly LinkedCampaign[]): Promise<void> {
  const { status } = await fetch(new URL(`/v1/surveys/${campaign?.link}/submissions`, apiUrl), {
    method: "DELETE",
    headers: { "idempotency-key": campaign?.submissions[0]?.key ?? "" },
  });
  if (status !== 204) throw new WaveNotStored([`a withdrawal should have been answered 204, but was ${status}`]);
}

/** Drafts are not released, and named by their night. */
export async function releasedObjects(cloud: RehearsedCloud): Promise<ReadonlyMap<string, Buffer>> {
  const objects = await objectsIn(cloud, "datasets");
  return new Map(
    [...objects].filter(([key]) => !key.startsWith("drafts/")).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}
