import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { itemsIn, nightAfter, objectsIn, registered, smallWave, withCloud } from "./small-wave.ts";

const marker = (where: string) => `Zqx${where}${randomUUID().replaceAll("-", "").slice(0, 10)}`;

/** A request with something to recognise in every place where a front end, a browser or an attacker could put it. */
function markedRequest(questionnaire: "ylyc-11-17", valid: boolean) {
  const inComment = marker("comment");
  const marks = {
    query: marker("query"),
    userAgent: marker("agent"),
    cookie: marker("cookie"),
    referer: marker("referer"),
    forwardedFor: marker("forwarded"),
    custom: marker("custom"),
    inComment,
    ...(!valid && {
      field: marker("field"),
      value: marker("value"),
      option: marker("option"),
      language: marker("language"),
    }),
  };
  const [box] = latestVersionOf(questionnaire).comments;
  const body = {
    questionnaire,
    version: 1,
    language: marks.language ?? "en",
    mode: "online",
    about: { age: 13, gender: "girl", ethnicity: "mixed-white-and-asian", placement: "foster", yearsInCare: 4 },
    answers: { "life-satisfaction": 7, "trust-carers": marks.option ?? "all-of-the-time" },
    comments: {
      [box?.id ?? ""]: `Write to ${inComment}@example.org or www.${inComment}.example.org, I am @${inComment}`,
    },
    ...(marks.field !== undefined && { [marks.field]: marks.value }),
  };
  const headers = {
    "content-type": "application/json",
    "idempotency-key": randomUUID(),
    "user-agent": marks.userAgent,
    cookie: `session=${marks.cookie}`,
    referer: `https://${marks.referer}.example.org/`,
    "x-forwarded-for": marks.forwardedFor,
    "x-custom": marks.custom,
  };
  return {
    marks: [...Object.values(marks), headers["idempotency-key"]],
    query: marks.query,
    headers,
    body: JSON.stringify(body),
  };
}

async function filesBelow(folder: string): Promise<[string, Buffer][]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (file): Promise<[string, Buffer]> => [file, await readFile(file)]));
}

describe("what front ends send beside the answers", () => {
  it("is in no answer, log, table or bucket after a night", async () => {
    await withCloud(async (cloud, folder) => {
      const campaigns = await registered(cloud, smallWave, 17);
      const link = campaigns.find(({ campaign }) => campaign.questionnaire === "ylyc-11-17")?.link;
      const address = `${cloud.apiUrl}/v1/surveys/${link}`;
      const marks: string[] = [];
      const seen: [string, string | Buffer][] = [];

      for (const [name, request] of [
        ["valid", markedRequest("ylyc-11-17", true)],
        ["invalid", markedRequest("ylyc-11-17", false)],
        ["malformed", { ...markedRequest("ylyc-11-17", true), body: `{"about": ${marker("broken")}` }],
      ] as const) {
        marks.push(...request.marks);
        const { query, headers, body } = request;
        const answers = [
          await fetch(`${address}/submissions?from=${query}`, { method: "POST", headers, body }),
          await fetch(`${address}?from=${query}`, { headers }),
          await fetch(`${cloud.apiUrl}/v1/nowhere/${query}?from=${query}`, { headers }),
        ];
        for (const answer of answers) {
          expect(answer.status).toBeLessThan(500);
          seen.push([`${name} answer ${answer.status}`, JSON.stringify([...answer.headers]) + (await answer.text())]);
        }
        expect(answers[0]?.status).toBe({ valid: 201, invalid: 422, malformed: 400 }[name]);
      }
      expect((await cloud.runNight({ asOf: nightAfter() })).status).toBe("SUCCEEDED");

      for (const table of ["responses", "comments", "counts", "programme"]) {
        seen.push([table, JSON.stringify(await itemsIn(cloud, table))]);
      }
      for (const bucket of ["nights", "datasets"]) {
        for (const [key, bytes] of await objectsIn(cloud, bucket)) seen.push([`${bucket} ${key}`, bytes]);
      }
      seen.push(...(await filesBelow(join(folder, "logs"))), ...(await filesBelow(join(folder, "s3"))));

      expect(await itemsIn(cloud, "comments")).toHaveLength(1);
      expect(seen.some(([name]) => name.includes("/logs/"))).toBe(true);
      const traces = seen.flatMap(([name, text]) =>
        marks.filter((mark) => text.includes(mark)).map((mark) => `${mark} in ${name}`),
      );
      expect(traces).toEqual([]);
    });
  });
});
