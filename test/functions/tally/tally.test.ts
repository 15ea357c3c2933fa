/** A campaign is counted once, whatever happens on the way. SYNTHETIC. */
import { describe, expect, test } from "vitest";
import { type TallyStores, tallyCampaign } from "#functions/tally/tally.ts";
import { expiryOf } from "#shared/programme/expiry.ts";
import type { ToTally } from "#shared/programme/night.ts";
import type { HoldReason } from "#shared/release/hold-rule.ts";
import type { StoredResponse } from "#shared/storage/responses.ts";
import { noiseOff } from "../../fixtures/noised-counts.ts";
import { asOf, campaign, now, partition, rulesOf, tallyStores } from "./a-tally.ts";
import { children, storedResponse } from "./stored-responses.ts";

const tonight = (stores: TallyStores, changes: Partial<ToTally> = {}, seed = 1) =>
  tallyCampaign({ ...campaign, ...changes }, asOf, stores, rulesOf(seed), now);
const firstDraw = ({ campaigns }: ReturnType<typeof tallyStores>) => campaigns.get(partition)?.get(1);

describe("a closed campaign", () => {
  test("is marked before the first response is read, then drawn, written once and marked again", async () => {
    const night = tallyStores(children(40));
    expect(await tonight(night.stores)).toBe("counted");
    expect(night.calls).toEqual(["mark", "ask", "read", "put", "mark"]);
    expect(night.marked.get(partition)).toBe(asOf);
    expect(firstDraw(night)).toMatchObject({
      campaign: { wave: "2017", questionnaire: "ylyc-8-11", version: 3, authority: "801" },
      asAt: asOf,
      responses: 40,
    });
    expect(Object.keys(firstDraw(night)?.groups ?? {})).toEqual(["total", "gender/girl", "gender/boy"]);
  });

  test("is read as of the night's second, and what is kept of it expires with the survey", async () => {
    const night = tallyStores(children(40));
    await tonight(night.stores);
    expect(night.asked).toMatchObject([{ nowInSeconds: Date.parse("2017-04-01T03:15:00Z") / 1000 }]);
    expect(night.expiries).toEqual(new Set([expiryOf({ closes: "2017-03-31" }, 100)]));
  });

  test("that is drawn already is not read again, and nothing of it is written but its mark", async () => {
    const night = tallyStores(children(40));
    await tonight(night.stores);
    const drawn = firstDraw(night);
    night.calls.length = 0;
    expect(await tonight(night.stores, {}, 2)).toBe("stands");
    expect(night.calls).toEqual(["mark", "ask"]);
    expect(firstDraw(night)).toEqual(drawn);
  });

  test("counts neither who withdrew nor what is set aside", async () => {
    const others: StoredResponse[] = [
      "withdrawn",
      storedResponse({}),
      { about: "", answers: "" },
      storedResponse({ "has-a-friend": 1 }, { ageBand: "14-15" }),
    ];
    const night = tallyStores([...children(40), ...others]);
    const rules = { ...rulesOf(), policy: noiseOff };
    await tallyCampaign(campaign, asOf, night.stores, rules, now);
    expect(firstDraw(night)?.responses).toBe(40);
    const total = firstDraw(night)?.groups.total?.indicators["good-friend"] ?? [];
    expect(total.reduce((sum, count) => sum + count, 0)).toBe(40);
  });

  test("is done with a response before it asks for the next", async () => {
    function* oneObjectForAll() {
      const response = { about: "", answers: "" };
      for (const child of children(12)) yield Object.assign(response, child);
      Object.assign(response, storedResponse({}));
    }
    const night = tallyStores(oneObjectForAll());
    await tallyCampaign(campaign, asOf, night.stores, { ...rulesOf(), policy: noiseOff }, now);
    expect(firstDraw(night)?.groups.total?.indicators["life-satisfaction"]).toEqual([4, 2, 6, 0]);
  });
});

describe("an open campaign", () => {
  const open = { closed: false, closes: "2017-05-31" };

  test.each([
    [9, null],
    [10, 10],
    [13, 15],
    [42, 40],
  ])("of which %i have answered reports %s, and is neither marked nor drawn", async (howMany, responses) => {
    const night = tallyStores(children(howMany));
    expect(await tonight(night.stores, open)).toBe("open");
    expect(night.calls).toEqual(["read", "report"]);
    expect(night.progress.get(partition)).toEqual({ status: "open", asAt: asOf, responses });
    expect(night.campaigns.size).toBe(0);
  });

  test("reports anew every night", async () => {
    const night = tallyStores(children(42));
    await tonight(night.stores, open);
    await tallyCampaign({ ...campaign, ...open }, "2017-04-02", night.stores, rulesOf(), now);
    expect(night.progress.get(partition)).toMatchObject({ asAt: "2017-04-02" });
  });
});

const outside = children(12, { ageBand: "14-15" });
const alike = Array.from({ length: 12 }, () => storedResponse({ "has-a-friend": 1, "how-is-life": 5 }));
const held: readonly [HoldReason, StoredResponse[], Partial<ToTally>?][] = [
  ["too-few", children(9)],
  ["more-responses-than-eligible", children(40), { eligible: 39 }],
  ["identical-answers", [...children(40), ...alike]],
  ["ages-outside-instrument", [...children(40), ...outside]],
];

describe.each(held)("a campaign that is held for %s", (reason, responses, changes) => {
  test("leaves nothing behind but the reason, and its mark is taken away", async () => {
    const night = tallyStores(responses);
    expect(await tonight(night.stores, changes)).toBe(reason);
    expect(night.calls).toEqual(["mark", "ask", "read", "report", "unmark", "ask"]);
    expect(night.progress.get(partition)).toEqual({ status: "held", asAt: asOf, reason });
    expect([night.campaigns.size, night.marked.size]).toEqual([0, 0]);
  });

  test("is tried again, and counted when a coordinator has mended it", async () => {
    const night = tallyStores(responses);
    await tonight(night.stores, changes);
    const mended = tallyStores(children(40));
    const stores = { ...night.stores, responses: mended.stores.responses };
    expect(await tonight(stores)).toBe("counted");
    expect(firstDraw(night)?.responses).toBe(40);
    expect(night.marked.get(partition)).toBe(asOf);
  });
});

describe("two executions at once", () => {
  test("each draw, and leave one draw, which both find standing", async () => {
    const night = tallyStores(children(40));
    const outcomes = await Promise.all([tonight(night.stores, {}, 1), tonight(night.stores, {}, 2)]);
    expect(outcomes.toSorted()).toEqual(["counted", "stands"]);
    expect(night.calls.filter((call) => call === "put")).toHaveLength(2);
    const alone = await Promise.all(
      [1, 2].map(async (seed) => {
        const one = tallyStores(children(40));
        await tonight(one.stores, {}, seed);
        return firstDraw(one);
      }),
    );
    expect(alone.map((draw) => JSON.stringify(draw))).toContain(JSON.stringify(firstDraw(night)));
    expect(alone[0]).not.toEqual(alone[1]);
  });

  test("of which one counts while the other holds leave the campaign counted and marked", async () => {
    const night = tallyStores(children(40));
    // A coordinator has mended the number of eligible children meanwhile: the later execution knows.
    const overtaken: TallyStores = {
      ...night.stores,
      counts: {
        ...night.stores.counts,
        async report(...reported) {
          await tonight(night.stores);
          await night.stores.counts.report(...reported);
        },
      },
    };
    expect(await tonight(overtaken, { eligible: 39 })).toBe("more-responses-than-eligible");
    expect(firstDraw(night)?.responses).toBe(40);
    expect(night.marked.get(partition)).toBe(asOf);
  });

  test("of which one holds while the other counts leave the campaign counted and marked", async () => {
    const night = tallyStores(children(40));
    const overtaken: TallyStores = {
      ...night.stores,
      counts: {
        ...night.stores.counts,
        async put(...drawn) {
          await tonight(night.stores, { eligible: 39 });
          return night.stores.counts.put(...drawn);
        },
      },
    };
    expect(await tonight(overtaken)).toBe("counted");
    expect(night.marked.get(partition)).toBe(asOf);
  });
});

describe("an answer that is lost on the way back", () => {
  test("leaves the first draw, which the next try finds and does not draw again", async () => {
    const night = tallyStores(children(40));
    const broken: TallyStores = {
      ...night.stores,
      counts: {
        ...night.stores.counts,
        async put(...drawn) {
          await night.stores.counts.put(...drawn);
          throw new Error("the line is dead");
        },
      },
    };
    await expect(tonight(broken)).rejects.toThrow("the line is dead");
    const drawn = firstDraw(night);
    expect(drawn).toBeDefined();
    expect(await tonight(night.stores, {}, 2)).toBe("stands");
    expect(firstDraw(night)).toEqual(drawn);
  });

  test("and after which the same put is held back leaves the same draw", async () => {
    const night = tallyStores(children(40));
    const stubborn: TallyStores = {
      ...night.stores,
      counts: {
        ...night.stores.counts,
        async put(...drawn) {
          await night.stores.counts.put(...drawn);
          return night.stores.counts.put(...drawn);
        },
      },
    };
    expect(await tonight(stubborn)).toBe("stands");
    expect(firstDraw(night)?.responses).toBe(40);
    expect(night.marked.get(partition)).toBe(asOf);
  });
});

describe("a kill", () => {
  const killed = () => {
    throw new Error("killed");
  };
  const kills: readonly [string, (stores: TallyStores) => TallyStores][] = [
    ["before the mark", (stores) => ({ ...stores, marks: { ...stores.marks, markCounting: async () => killed() } })],
    ["between the mark and the count", (stores) => ({ ...stores, responses: { ofCampaign: () => killed() } })],
    [
      "in the middle of the count",
      (stores) => ({
        ...stores,
        responses: {
          async *ofCampaign(...asked) {
            for await (const row of stores.responses.ofCampaign(...asked)) {
              yield row;
              if (row.id === "20") killed();
            }
          },
        },
      }),
    ],
    [
      "between the draw and the write",
      (stores) => ({ ...stores, counts: { ...stores.counts, put: async () => killed() } }),
    ],
  ];

  test.each(kills)("%s leaves nothing told, and the next night counts", async (_, kill) => {
    const night = tallyStores(children(40));
    await expect(tonight(kill(night.stores))).rejects.toThrow("killed");
    expect([night.campaigns.size, night.progress.size]).toEqual([0, 0]);
    expect(await tonight(night.stores, {}, 2)).toBe("counted");
    expect(firstDraw(night)?.responses).toBe(40);
  });
});

describe("a recount", () => {
  test("is a second draw beside the first, made once", async () => {
    const night = tallyStores(children(40));
    await tonight(night.stores, {}, 1);
    expect(await tonight(night.stores, { draw: 2 }, 2)).toBe("counted");
    expect(await tonight(night.stores, { draw: 2 }, 3)).toBe("stands");
    const [first, second, ...more] = [...(night.campaigns.get(partition)?.values() ?? [])];
    expect(more).toEqual([]);
    expect(second?.groups).not.toEqual(first?.groups);
  });

  test("that would be held changes nothing: the first draw stays and says so", async () => {
    const night = tallyStores(children(40));
    await tonight(night.stores);
    night.calls.length = 0;
    expect(await tonight(night.stores, { draw: 2, eligible: 39 })).toBe("more-responses-than-eligible");
    expect(night.calls).toEqual(["mark", "ask", "read"]);
    expect(night.campaigns.get(partition)?.size).toBe(1);
    expect(night.marked.get(partition)).toBe(asOf);
  });
});
