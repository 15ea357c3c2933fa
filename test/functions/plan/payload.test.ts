import { describe, expect, test } from "vitest";
import { NightInputRefused, readPayload } from "#functions/plan/payload.ts";

describe("what plan is handed", () => {
  test("is a night for today, or for the day that is asked for", () => {
    expect(readPayload({ execution: "night-1", input: {} })).toEqual({ plan: { runId: "night-1" } });
    expect(readPayload({ execution: "night-1", input: { asOf: "2017-04-01" } })).toEqual({
      plan: { runId: "night-1", asOf: "2017-04-01" },
    });
  });

  test.each([
    ["a day that does not exist", { execution: "night-1", input: { asOf: "2017-02-29" } }, "input.asOf"],
    ["a time", { execution: "night-1", input: { asOf: "2017-04-01T00:00:00Z" } }, "input.asOf"],
    ["a number", { execution: "night-1", input: { asOf: 20170401 } }, "input.asOf"],
    ["a field that is not known", { execution: "night-1", input: { asof: "2017-04-01" } }, "input"],
    ["a run id that is no part of a key", { execution: "../night", input: {} }, "execution"],
    ["nothing", undefined, "its root"],
  ])("is refused with %s, and told what to do", (_, payload, place) => {
    expect(() => readPayload(payload)).toThrow(NightInputRefused);
    expect(() => readPayload(payload)).toThrow(`wrong at ${place}; start it again with {}`);
  });

  test("is a night to abandon, with the error's name and the input it was started with", () => {
    expect(readPayload({ abandon: { runId: "night-1", error: "AuditFailed" } })).toEqual({
      abandon: { runId: "night-1", error: "AuditFailed" },
    });
    const payload = { abandon: { runId: "night-1", error: "States.TaskFailed", input: { asOf: "2017-04-01" } } };
    expect(readPayload(payload)).toEqual({
      abandon: { runId: "night-1", error: "States.TaskFailed", asOf: "2017-04-01" },
    });
  });

  test("can be abandoned although its input or its error makes no sense", () => {
    const payload = { abandon: { runId: "night-1", error: "she said: trust nobody", input: { asOf: "tomorrow" } } };
    expect(readPayload(payload)).toEqual({ abandon: { runId: "night-1", error: "UnnamedError" } });
  });
});
