import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { generaliseWave, StandingEditionDiffers } from "#functions/generalise/generalise.ts";
import { OriginsMixed } from "#functions/generalise/instruments.ts";
import { tiers } from "#shared/storage/microdata.ts";
import { itemsOf } from "#shared/survey/questionnaire.ts";
import { yourLifeYourCare8To11 } from "#shared/survey/questionnaires/ylyc-8-11.ts";
import { finishedWave, Killed, WAVE } from "./finished-wave.ts";
import { classesOf, classSizes, releasedReportOf, reportOf, rowsOf } from "./read-back.ts";

const now = new Date("2017-04-02T02:15:00Z");

type Wave = ReturnType<typeof finishedWave>;
const run = ({ stores }: Wave) => generaliseWave({ runId: "night-2", wave: WAVE }, stores, now);

const folders = { owner: `owner/${WAVE}/ylyc-8-11-v1`, shared: `shared/${WAVE}/ylyc-8-11-v1` };
const attributes = ["area", "age_band", "gender", "ethnicity_major", "placement", "period_of_care_length"];
const answers = [
  "good_friend",
  "trust_carers",
  "safe_at_home",
  "bullied",
  "afraid_of_school",
  "embarrassed_about_care",
];
const K = { owner: 5, shared: 10 } as const;

async function written(wave = finishedWave({ "ylyc-8-11": 488 })) {
  const editions = await run(wave);
  return { ...wave, wave, editions };
}

describe("the records of a finished wave", () => {
  test("are written for the owner and for researchers, each with a page, and the report last", async () => {
    const { writes, editions } = await written();
    expect(editions).toBe(2);
    expect(writes).toEqual(
      [folders.owner, folders.shared].flatMap((folder) =>
        ["records.csv", "README.md", "risk-report.json"].map((path) => `${folder}/${path}`),
      ),
    );
  });

  test.each(tiers)(
    "of the %s edition are each alike with enough others who answered differently, and few are left out",
    async (tier) => {
      // Large enough that what is asked of the owner's edition is less than what is asked of the other.
      const { objects } = await written(finishedWave({ "ylbc-16-25": 1_804 }));
      const folder = `${tier}/${WAVE}/ylbc-16-25-v1`;
      const rows = rowsOf(objects.get(`${folder}/records.csv`));
      const { risk } = releasedReportOf(objects.get(`${folder}/risk-report.json`));
      const named = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name);
      const classes = classesOf(rows, named(risk.quasiIdentifiers));
      const smallest = Math.min(...classes.map(({ length }) => length));
      expect(smallest).toBeGreaterThanOrEqual(K[tier]);
      expect(smallest < K.shared).toBe(tier === "owner");
      for (const alike of classes) {
        for (const column of named(risk.sensitive)) {
          expect(new Set(alike.map((row) => row[column]).filter((answer) => answer !== "x")).size).toBeGreaterThan(1);
        }
      }
      expect(rows).toHaveLength(risk.records);
      expect(rows.length / 1_804).toBeGreaterThanOrEqual(0.95);
    },
  );

  test("have the columns that are declared and no other, and no cell that is blank", async () => {
    const { objects } = await written();
    for (const folder of Object.values(folders)) {
      for (const row of rowsOf(objects.get(`${folder}/records.csv`))) {
        expect(Object.keys(row)).toEqual([
          ...["row", "wave", "data_origin", "instrument", "questionnaire_version"],
          ...attributes,
          ...answers,
        ]);
        expect(Object.values(row)).not.toContain("");
      }
    }
  });

  test("hold bands and no option, and x where nothing was answered", async () => {
    const { objects } = await written();
    const rows = rowsOf(objects.get(`${folders.owner}/records.csv`));
    const found = new Set(answers.flatMap((column) => rows.map((row) => row[column])));
    expect([...found].sort()).toEqual(["middle", "negative", "positive", "x"]);
  });

  test("are the same whatever rows there are beside them that no figure counts", async () => {
    const wave = finishedWave({ "ylyc-8-11": 488 });
    const { objects: before } = await written();
    const answers = "-".repeat(itemsOf(yourLifeYourCare8To11).length);
    wave.campaigns[0]?.rows.push(
      { id: "withdrawn", response: "withdrawn" },
      { id: "unreadable", response: { about: "", answers: "" } },
      { id: "too old", response: { about: "1;online;16-17;girl;white;foster;3-5;unknown", answers } },
      { id: "empty", response: { about: "1;online;8-9;girl;white;foster;3-5;unknown", answers } },
    );
    expect((await written(wave)).objects).toEqual(before);
  });

  test("leave out whoever withdrew before they were made, as though nothing had ever been answered", async () => {
    const [withdrawn, absent] = [1, 2].map(() => finishedWave({ "ylyc-8-11": 488 })) as [Wave, Wave];
    for (const { rows } of withdrawn.campaigns) rows.splice(0, 1, { id: rows[0]?.id ?? "", response: "withdrawn" });
    for (const { rows } of absent.campaigns) rows.splice(0, 1);
    await run(withdrawn);
    await run(absent);
    expect(withdrawn.objects).toEqual(absent.objects);
    expect(rowsOf(withdrawn.objects.get(`${folders.owner}/records.csv`)).length).toBeLessThanOrEqual(488 - 16);
  });

  test("are not those of a campaign that is held: no figure counts them either", async () => {
    const [held, absent] = [1, 2].map(() => finishedWave({ "ylyc-8-11": 488 })) as [Wave, Wave];
    Object.assign(held.campaigns[3]?.campaign ?? {}, { releasedIn: undefined });
    absent.campaigns.splice(3, 1);
    await run(held);
    await run(absent);
    expect(held.objects).toEqual(absent.objects);
  });

  test("name neither the row of the table that they come from nor the form that was used", async () => {
    const { objects, campaigns } = await written();
    const everything = [...objects.values()].map((bytes) => new TextDecoder().decode(bytes)).join("\n");
    for (const { id } of campaigns.flatMap(({ rows }) => rows)) expect(everything).not.toContain(id);
    for (const row of rowsOf(objects.get(`${folders.owner}/records.csv`))) {
      expect(Object.values(row)).not.toContain("paper");
    }
  });

  test("are the same to the byte whatever the order of the table, sorted by what they say and numbered", async () => {
    const reversed = finishedWave({ "ylyc-8-11": 488 });
    for (const campaign of reversed.campaigns) campaign.rows = campaign.rows.toReversed();
    const [{ objects }, other] = [await written(), await written(reversed)];
    expect(other.objects).toEqual(objects);
    const rows = rowsOf(objects.get(`${folders.owner}/records.csv`));
    expect(rows.map(({ row }) => row)).toEqual(rows.map((_, place) => String(place + 1)));
    const said = rows.map(({ row, ...columns }) => JSON.stringify(columns));
    expect(new Set(said.filter((text, place) => text !== said[place - 1])).size).toBe(
      said.filter((text, place) => text !== said[place - 1]).length,
    );
  });

  test("say SYNTHETIC in every line and every file where the answers are invented, and nowhere else", async () => {
    const { objects } = await written();
    for (const [key, bytes] of objects) {
      expect(new TextDecoder().decode(bytes), key).toContain("SYNTHETIC");
      if (key.endsWith("csv"))
        expect(new Set(rowsOf(bytes).map((row) => row.data_origin))).toEqual(new Set(["SYNTHETIC"]));
    }
    const real = finishedWave({ "ylyc-8-11": 488 });
    for (const answered of real.campaigns) Object.assign(answered.campaign, { synthetic: false });
    await run(real);
    for (const [key, bytes] of real.objects) expect(new TextDecoder().decode(bytes), key).not.toContain("SYNTHETIC");
  });

  test("are kept apart by instrument", async () => {
    const { objects, editions } = await written(finishedWave({ "ylyc-4-7": 200, "ylyc-8-11": 240 }));
    expect(editions).toBe(4);
    expect([...objects.keys()].filter((key) => key.endsWith("report.json"))).toEqual([
      `owner/${WAVE}/ylyc-4-7-v1/risk-report.json`,
      `shared/${WAVE}/ylyc-4-7-v1/risk-report.json`,
      `owner/${WAVE}/ylyc-8-11-v1/risk-report.json`,
      `shared/${WAVE}/ylyc-8-11-v1/risk-report.json`,
    ]);
  });

  test("are those of the wave that was asked for, whatever else the night covers", async () => {
    const wave = finishedWave({ "ylyc-4-7": 200, "ylyc-8-11": 488 });
    for (const { campaign } of wave.campaigns) {
      if (campaign.questionnaire === "ylyc-4-7") Object.assign(campaign, { wave: "2016" });
    }
    await run(wave);
    expect(new Set([...wave.objects.keys()].map((key) => key.split("/").slice(1, 3).join("/")))).toEqual(
      new Set([`${WAVE}/ylyc-8-11-v1`]),
    );
  });

  test("are not written where real and invented answers would stand in one file", async () => {
    const wave = finishedWave({ "ylyc-8-11": 488 });
    Object.assign(wave.campaigns[3]?.campaign ?? {}, { synthetic: false });
    await expect(run(wave)).rejects.toThrow(OriginsMixed);
    expect(wave.objects.size).toBe(0);
  });
});

describe("the risk report", () => {
  test.each(tiers)("of the %s edition says what a count over its records says", async (tier) => {
    const { objects } = await written(finishedWave({ "ylyc-8-11": 900 }));
    const records = objects.get(`${folders[tier]}/records.csv`);
    const { file, risk, policy } = releasedReportOf(objects.get(`${folders[tier]}/risk-report.json`));
    const rows = rowsOf(records);
    const sizes = classSizes(rows, attributes);
    expect(policy).toMatchObject({ k: K[tier], l: 2, t: 0.2, suppressionLimit: 0.04 });
    expect(risk).toMatchObject({ records: rows.length, classes: sizes.length, k: Math.min(...sizes) });
    expect(risk.prosecutorRisk.highest).toBe(Math.ceil(1_000 / Math.min(...sizes)) / 1_000);
    expect(risk.prosecutorRisk.average).toBe(Math.ceil((1_000 * sizes.length) / rows.length) / 1_000);
    expect(file).toEqual({
      path: "records.csv",
      rows: rows.length,
      bytes: records?.length,
      sha256: createHash("sha256")
        .update(records ?? "")
        .digest("hex"),
    });
  });

  test("says in words what was generalised, and of nothing else that it was", async () => {
    const { objects } = await written();
    const { generalised, risk } = releasedReportOf(objects.get(`${folders.shared}/risk-report.json`));
    expect(generalised).toContain("area: England, instead of the local authority");
    expect(generalised.map((words) => words.split(":")[0])).toEqual(
      risk.quasiIdentifiers.filter(({ level }) => level > 0).map(({ name }) => name),
    );
  });

  test("and the page hold no number of those left out, and no distance but in twentieths", async () => {
    const { objects } = await written();
    for (const folder of Object.values(folders)) {
      const rows = rowsOf(objects.get(`${folder}/records.csv`));
      const report = releasedReportOf(objects.get(`${folder}/risk-report.json`));
      const leftOut = 488 - rows.length;
      expect(leftOut).toBeGreaterThan(0);
      expect(report.risk.suppressed).toBe(`under ${10 * (Math.floor(leftOut / 10) + 1)}`);
      for (const { t } of report.risk.sensitive) expect([0, 0.05, 0.1, 0.15, 0.2]).toContain(t);
      const page = String(objects.get(`${folder}/README.md`));
      expect(page).toContain(`left out whole (${report.risk.suppressed})`);
      for (const text of [page, JSON.stringify(report.risk)]) expect(text).not.toMatch(/\b488\b/);
    }
  });

  test("of the shared edition is nowhere more exact than that of the owner's, and has no record that it has not", async () => {
    const { objects } = await written(finishedWave({ "ylyc-11-17": 1_405 }));
    const [owner, shared] = tiers.map((tier) =>
      releasedReportOf(objects.get(`${tier}/${WAVE}/ylyc-11-17-v1/risk-report.json`)),
    );
    for (const [attribute, { level }] of (owner?.risk.quasiIdentifiers ?? []).entries()) {
      expect(shared?.risk.quasiIdentifiers[attribute]?.level).toBeGreaterThanOrEqual(level);
    }
    expect(shared?.risk.records).toBeLessThanOrEqual(owner?.risk.records ?? 0);
  });
});

describe("the page beside the records", () => {
  test("says what may not be done with them, and describes every column of what they say", async () => {
    const { objects } = await written();
    const page = String(objects.get(`${folders.shared}/README.md`));
    expect(page).toContain("Do not try to find out who anybody is");
    expect(page).toContain("Do not publish or tell a count under 10");
    for (const column of [...attributes, ...answers]) expect(page).toContain(`\`${column}\``);
  });

  test("says what a withdrawal does to a file that was made before it", async () => {
    const { objects } = await written();
    expect(String(objects.get(`${folders.owner}/README.md`))).toContain(
      "a later withdrawal deletes the answers that the programme stores and does not change the file",
    );
  });
});

describe("a wave that was generalised before", () => {
  test("is left as it is: nothing is written again, and no response is read", async () => {
    const { wave, objects, writes } = await written();
    const before = new Map(objects);
    const stores = {
      ...wave.stores,
      responses: {
        ofCampaign: () => {
          throw new Error("a response was read");
        },
      },
    };
    expect(await generaliseWave({ runId: "night-3", wave: WAVE }, stores, now)).toBe(0);
    expect(writes).toHaveLength(6);
    expect(objects).toEqual(before);
  });

  test("stays as it is after a withdrawal", async () => {
    const { wave, objects } = await written();
    const before = new Map(objects);
    for (const { rows } of wave.campaigns) rows.splice(0, 1, { id: rows[0]?.id ?? "", response: "withdrawn" });
    expect(await run(wave)).toBe(0);
    expect(objects).toEqual(before);
  });
});

describe("a run that was killed", () => {
  test.each([0, 1, 2, 3, 4, 5])(
    "after write %i is made good by the next: a whole pair that belongs together",
    async (after) => {
      const wave = finishedWave({ "ylyc-8-11": 488 });
      wave.state.writesLeft = after;
      await expect(run(wave)).rejects.toThrow(Killed);
      const complete = new Map([...wave.objects].filter(([key]) => after >= 3 && key.startsWith("owner/")));
      wave.state.writesLeft = Number.POSITIVE_INFINITY;
      expect(await run(wave)).toBe(after >= 3 ? 1 : 2);
      for (const [key, bytes] of complete) expect(wave.objects.get(key), key).toBe(bytes);

      expect(new Map([...wave.objects].toSorted())).toEqual(new Map([...(await written()).objects].toSorted()));
      expect(await run(wave)).toBe(0);
    },
  );

  const changes: readonly [what: string, change: (wave: Wave) => void][] = [
    ["the responses have", ({ campaigns }) => campaigns[0]?.rows.splice(0, 1, { id: "", response: "withdrawn" })],
    [
      "the policy has",
      ({ objects }) => {
        const report = releasedReportOf(objects.get(`${folders.owner}/risk-report.json`));
        const earlier = { ...report, policy: { ...report.policy, version: report.policy.version + 1 } };
        objects.set(`${folders.owner}/risk-report.json`, Buffer.from(JSON.stringify(earlier)));
      },
    ],
  ];
  test.each(changes)(
    "stops where %s changed since: the missing edition cannot be nested any more",
    async (_, change) => {
      const wave = finishedWave({ "ylyc-8-11": 488 });
      wave.state.writesLeft = 3;
      await expect(run(wave)).rejects.toThrow(Killed);
      wave.state.writesLeft = Number.POSITIVE_INFINITY;
      change(wave);
      await expect(run(wave)).rejects.toThrow(StandingEditionDiffers);
      expect(wave.writes).toHaveLength(3);
    },
  );
});

describe("a wave too small for records", () => {
  test("gets a report and a page that say so, and not how many there were", async () => {
    const tiny = finishedWave({ "ylyc-8-11": 25 }, 1);
    for (const campaign of tiny.campaigns) campaign.rows = campaign.rows.slice(0, 9);
    const { objects, editions, wave } = await written(tiny);
    expect(editions).toBe(2);
    expect([...objects.keys()]).toEqual(
      [folders.owner, folders.shared].flatMap((folder) => [`${folder}/README.md`, `${folder}/risk-report.json`]),
    );
    const report = reportOf(objects.get(`${folders.owner}/risk-report.json`));
    expect(report).toMatchObject({ released: false, reason: "There are fewer than 10 respondents." });
    expect(report).not.toHaveProperty("risk");
    expect(String(objects.get(`${folders.owner}/README.md`))).toContain("There are no records here.");
    expect(await run(wave)).toBe(0);
  });

  test("gets the same where nothing keeps to the policy", async () => {
    const wave = finishedWave({ "ylyc-8-11": 60 }, 2);
    const answers = (length: number) => "0".repeat(length);
    for (const { rows } of wave.campaigns) {
      for (const [place, { id, response }] of rows.entries()) {
        if (response === "withdrawn") continue;
        rows[place] = { id, response: { ...response, answers: answers(response.answers.length) } };
      }
    }
    const { objects } = await written(wave);
    expect(reportOf(objects.get(`${folders.shared}/risk-report.json`))).toMatchObject({
      released: false,
      reason: "Nothing keeps to the policy as long as at most 4% of the records may be suppressed.",
    });
    expect(objects.has(`${folders.owner}/records.csv`)).toBe(false);
  });
});
