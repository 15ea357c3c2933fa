/** What the state machine hands over: a night to plan, or one to abandon. */
import * as z from "zod";
import { campaignDate } from "#shared/programme/calendar.ts";
import { runId } from "#shared/programme/night.ts";
import type { FailedNight } from "./abandon.ts";
import type { NightToPlan } from "./plan.ts";

/** The night was started with an input that it cannot run for. Does not repeat the input. */
export class NightInputRefused extends Error {
  override readonly name = "NightInputRefused";
  readonly places: readonly string[];
  constructor(places: readonly string[]) {
    super(
      `the night's input is wrong at ${places.join(", ")}; start it again with {} for today, or with an existing day such as { "asOf": "2017-04-01" }`,
    );
    this.places = places;
  }
}

const nightInput = z.strictObject({ asOf: campaignDate.optional() });
const toPlan = z.strictObject({ execution: runId, input: nightInput });

/** Names of errors reach the record of the night; anything else that stands in their place does not. */
const errorName = z.string().transform((name) => (/^[A-Za-z0-9_.]{1,120}$/.test(name) ? name : "UnnamedError"));

const toAbandon = z.object({
  abandon: z.object({
    runId,
    error: errorName.catch("UnnamedError"),
    /** The input that the night was started with. A night is abandoned also where that input is what was wrong. */
    input: nightInput.catch({}).default({}),
  }),
});

export type PlanPayload = { readonly plan: NightToPlan } | { readonly abandon: FailedNight };

/** @throws NightInputRefused */
export function readPayload(payload: unknown): PlanPayload {
  const abandoned = toAbandon.safeParse(payload);
  if (abandoned.success) {
    const { runId, error, input } = abandoned.data.abandon;
    return { abandon: { runId, error, asOf: input.asOf } };
  }
  const planned = toPlan.safeParse(payload);
  if (!planned.success) {
    throw new NightInputRefused([...new Set(planned.error.issues.map(({ path }) => path.join(".") || "its root"))]);
  }
  return { plan: { runId: planned.data.execution, asOf: planned.data.input.asOf } };
}
