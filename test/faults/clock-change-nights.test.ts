/** Whole nights with the clock at the instants at which London's clocks have just changed, beside one in an ordinary week. SYNTHETIC. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Day, daysBefore } from "#shared/programme/calendar.ts";
import { stages } from "../../infra/stages.ts";
import { aGoodSubmission } from "../functions/collect/front-door.ts";
import { registerWave } from "../journey/register-wave.ts";
import { releaseOf } from "../journey/small-wave.ts";
import { postLikeFrontEnds } from "../journey/synthetic/front-end.ts";
import { programmeOf } from "../journey/synthetic/programme.ts";
import type { WaveFigures } from "../journey/synthetic/waves.ts";
import { type FaultyCloud, startFaultyCloud } from "./faulty-cloud.ts";
import { newClock } from "./set-clock.ts";
import { nightsOnRecord } from "./what-a-night-leaves.ts";

const SEED = 2027;
const figures: WaveFigures = { wave: "2027", authorities: 1, respondents: { "ylyc-4-7": 32 } };

interface Times {
  /** The instants of the nights, as the schedule starts them. The survey closes on the day before the last of them. */
  readonly nights: readonly string[];
  /** On the last day, shortly before and shortly after its midnight in London. */
  readonly lateEnough: string;
  readonly tooLate: string;
}

const times = {
  "an ordinary week": {
    nights: ["2027-03-16T03:15:00Z", "2027-03-17T03:15:00Z"],
    lateEnough: "2027-03-16T23:59:00Z",
    tooLate: "2027-03-17T00:00:00Z",
  },
  "the night in which summer begins": {
    nights: ["2027-03-27T03:15:00Z", "2027-03-28T02:15:00Z"],
    lateEnough: "2027-03-27T23:59:00Z",
    tooLate: "2027-03-28T00:00:00Z",
  },
  "the night in which summer ends": {
    nights: ["2027-10-30T02:15:00Z", "2027-10-31T03:15:00Z"],
    lateEnough: "2027-10-30T22:59:00Z",
    tooLate: "2027-10-30T23:00:00Z",
  },
  "three nights missed, that in which summer begins among them": {
    nights: ["2027-03-26T03:15:00Z", "2027-03-30T02:15:00Z"],
    lateEnough: "2027-03-29T22:59:00Z",
    tooLate: "2027-03-29T23:00:00Z",
  },
} as const satisfies Record<string, Times>;

const dayOf = (instant: string | undefined): Day => (instant ?? "").slice(0, 10);

interface Told {
  /** The days for which the nights were run, each with what it came to. */
  readonly nights: readonly { readonly asOf: string; readonly status: string }[];
  readonly asOf: Day;
  readonly releasedAuthorities: number;
  readonly statuses: readonly number[];
  /** The files of the release that stands that can be compared, with days as what they are to the night's. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * A day says how far it is from the night's, and a release only of which day it is: weeks of other dates can be compared. So
 * they can without checksums, which are of rows and files that are compared themselves.
 */
const relative = (text: string, night: Day) =>
  text
    .replaceAll(/\b[0-9a-f]{64}\b/g, "checksum")
    .replaceAll(/\b(2027-\d\d-\d\d)-[0-9a-f]{12}\b/g, "$1")
    .replaceAll(/\b2027-\d\d-\d\d\b/g, (day) => `night${(Date.parse(day) - Date.parse(night)) / 86_400_000}`);

/** What holds checksums of other files, and days that are no text: the same datasets are there as text, too. */
const cannotBeCompared = /(?:^|\/)(?:manifest|datapackage)\.json$|^parquet\/(?:response_rates|changes)\//;

async function tell({ nights, lateEnough, tooLate }: Times): Promise<Told> {
  const clock = newClock();
  const first = nights[0] ?? "";
  const last = dayOf(nights.at(-1));
  const closes = daysBefore(last, 1);
  clock.set(first);
  const cloud: FaultyCloud = await startFaultyCloud({ sandboxes: 2, whenBusy: "wait", change: clock.under });
  try {
    const { allowedOrigins } = stages.local;
    const document = programmeOf(figures, SEED, { today: dayOf(first), until: closes, allowedOrigins });
    const campaigns = await registerWave((programme) => cloud.invoke("register", programme), document, figures, SEED);
    await postLikeFrontEnds({ apiUrl: cloud.apiUrl, campaigns, seed: SEED, slowBodyInMilliseconds: 100 });
    const statuses: number[] = [];
    const told: { asOf: string; status: string }[] = [];
    for (const [at, instant] of nights.entries()) {
      if (at === nights.length - 1) {
        for (const moment of [lateEnough, tooLate]) {
          clock.set(moment);
          // A retry of nothing: an open survey judges it, a closed one does not.
          const answer = await fetch(`${cloud.apiUrl}/v1/surveys/${campaigns[0]?.link}/submissions`, {
            method: "POST",
            headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
            body: JSON.stringify({ ...aGoodSubmission(), questionnaire: "none" }),
          });
          statuses.push(answer.status);
        }
      }
      clock.set(instant);
      const { status, output, error } = await cloud.runNight();
      expect({ status, error }).toEqual({ status: "SUCCEEDED" });
      told.push({ asOf: dayOf(instant), status: (output as { readonly status: string }).status });
    }
    expect((await nightsOnRecord(cloud)).map(({ asOf }) => asOf).sort()).toEqual(nights.map(dayOf));
    const { manifest, files } = await releaseOf(cloud);
    return {
      nights: told,
      asOf: manifest.asOf,
      releasedAuthorities: manifest.released.length,
      statuses,
      files: new Map(
        [...files]
          .filter(([path]) => !cannotBeCompared.test(path))
          .map(([path, bytes]): [string, string] => [path, relative(Buffer.from(bytes).toString("latin1"), last)])
          .sort(),
      ),
    };
  } finally {
    await cloud.stop();
    await clock.forget();
  }
}

describe("whole nights at the change of clocks", () => {
  let ordinary: Told;
  beforeAll(async () => {
    ordinary = await tell(times["an ordinary week"]);
  });

  test("an ordinary night releases what closed the day before, and nothing a day earlier", () => {
    expect(ordinary).toMatchObject({ asOf: "2027-03-17", releasedAuthorities: 1, statuses: [422, 410] });
    expect(ordinary.nights.map(({ status }) => status)).toEqual(["published", "published"]);
  });

  test.each(["the night in which summer begins", "the night in which summer ends"] as const)(
    "%s releases the same files as an ordinary one, but for its days",
    async (name) => {
      const told = await tell(times[name]);
      expect(told.nights).toEqual(times[name].nights.map((instant) => ({ asOf: dayOf(instant), status: "published" })));
      expect(told).toMatchObject({
        asOf: dayOf(times[name].nights.at(-1)),
        releasedAuthorities: 1,
        statuses: [422, 410],
      });
      expect([...told.files.keys()]).toEqual([...ordinary.files.keys()]);
      const differing = [...told.files].filter(([path, text]) => ordinary.files.get(path) !== text);
      expect(differing.map(([path]) => path)).toEqual([]);
      expect(told.files.size).toBeGreaterThan(40);
    },
    300_000,
  );

  test("three nights missed, that in which summer begins among them, are caught up by the next one, which releases what closed meanwhile", async () => {
    const told = await tell(times["three nights missed, that in which summer begins among them"]);
    expect(told.nights.map(({ status }) => status)).toEqual(["published", "published"]);
    expect(told).toMatchObject({ asOf: "2027-03-30", releasedAuthorities: 1, statuses: [422, 410] });
  });
});
