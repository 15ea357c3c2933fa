import { randomUUID } from "node:crypto";
import { Agent } from "node:http";
import { describe, expect, it } from "vitest";
import { itemsIn, registered, smallWave, sortKeyOf, withCloud } from "./small-wave.ts";
import { exchange } from "./synthetic/exchange.ts";
import { withOtherAnswers } from "./synthetic/visits.ts";

const ROUNDS = 100;
const AT_ONCE = 50;

describe("fifty identical posts at once, a hundred times", () => {
  it("leave a hundred items, one 201 each, and keep the first answers against other ones", async () => {
    await withCloud(async (cloud) => {
      const [campaign] = await registered(cloud, smallWave, 5);
      const body = campaign?.submissions.find(({ body }) => Object.keys(body.answers).length > 0)?.body;
      if (campaign === undefined || body === undefined) throw new Error("the wave has nobody in it");
      const url = new URL(`/v1/surveys/${campaign.link}/submissions`, cloud.apiUrl);
      const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
      const post = (key: string, sent: unknown) =>
        exchange(
          {
            method: "POST",
            url,
            headers: { "content-type": "application/json", "idempotency-key": key },
            body: JSON.stringify(sent),
          },
          agent,
        );

      const keys: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const key = randomUUID();
        keys.push(key);
        const replies = await Promise.all(Array.from({ length: AT_ONCE }, () => post(key, body)));
        expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
        expect(replies.filter(({ status }) => status === 200)).toHaveLength(AT_ONCE - 1);
        expect(new Set(replies.map((reply) => reply.body)).size).toBe(1);
      }
      const before = await itemsIn(cloud, "responses");
      expect(before.map(({ sk }) => sk?.S).toSorted()).toEqual(keys.map(sortKeyOf).toSorted());

      for (const key of keys) expect((await post(key, withOtherAnswers(body))).status).toBe(409);
      expect(await itemsIn(cloud, "responses")).toEqual(before);
      agent.destroy();
    });
  });
});
