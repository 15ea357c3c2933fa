import { describe, expect, test } from "vitest";
import { abandonNight } from "#functions/plan/abandon.ts";
import { planNight } from "#functions/plan/plan.ts";
import { plansInMemory, programmeInMemory } from "./programme-in-memory.ts";

const now = new Date("2017-04-01T02:15:00Z");
const retention = { countsInDays: 1_095, responsesInDays: 1_095 };
const later = new Date("2017-04-01T04:15:00Z");

async function aNight(asOf?: string, startedAt = now) {
  const { programme, state } = programmeInMemory();
  await planNight({ runId: "night-1", asOf }, retention, { programme, plans: plansInMemory().plans }, startedAt);
  return { programme, state };
}

describe("abandoning a night", () => {
  test("records the error's name and lets the next night start at once", async () => {
    const { programme, state } = await aNight();
    await abandonNight({ runId: "night-1", error: "AuditFailed" }, programme, later);
    expect([...state.nights.values()]).toEqual([
      {
        runId: "night-1",
        asOf: "2017-04-01",
        startedAt: now.toISOString(),
        status: "failed",
        error: "AuditFailed",
      },
    ]);
    expect(await programme.acquireLease({ holder: "night-2", nowInSeconds: 0, seconds: 1 })).toBe(true);
  });

  test("repeated, changes nothing", async () => {
    const { programme, state } = await aNight();
    await abandonNight({ runId: "night-1", error: "AuditFailed" }, programme, later);
    const before = structuredClone(state);
    await abandonNight({ runId: "night-1", error: "AuditFailed" }, programme, later);
    expect(state).toEqual(before);
  });

  test("finds the record of a night that began before midnight", async () => {
    const { programme, state } = await aNight(undefined, new Date("2017-04-01T22:00:00Z"));
    await abandonNight({ runId: "night-1", error: "LeaseLost" }, programme, new Date("2017-04-01T23:30:00Z"));
    expect([...state.nights.values()]).toMatchObject([{ asOf: "2017-04-01", status: "failed" }]);
  });

  test("finds the record of a night that ran for another day", async () => {
    const { programme, state } = await aNight("2017-02-01");
    await abandonNight({ runId: "night-1", error: "LeaseLost", asOf: "2017-02-01" }, programme, later);
    expect([...state.nights.values()]).toMatchObject([{ asOf: "2017-02-01", status: "failed" }]);
  });

  test("records a night that failed before it was recorded", async () => {
    const { programme, state } = programmeInMemory();
    await abandonNight({ runId: "night-1", error: "NightInputRefused" }, programme, later);
    expect([...state.nights.values()]).toMatchObject([
      { asOf: "2017-04-01", status: "failed", error: "NightInputRefused" },
    ]);
  });

  test("leaves a night published that had published before something failed", async () => {
    const { programme, state } = await aNight();
    const published = {
      runId: "night-1",
      asOf: "2017-04-01",
      startedAt: now.toISOString(),
      status: "published",
      releaseId: "2017-04-01-0123456789ab",
    } as const;
    await programme.recordNight(published);
    await abandonNight({ runId: "night-1", error: "States.TaskFailed" }, programme, later);
    expect([...state.nights.values()]).toEqual([published]);
    expect(state.lease).toBeUndefined();
  });

  test("leaves another night's lease alone", async () => {
    const { programme, state } = await aNight();
    await abandonNight({ runId: "night-0", error: "LeaseLost" }, programme, later);
    expect(state.lease?.holder).toBe("night-1");
  });
});
