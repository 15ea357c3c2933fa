/** What front ends send by mistake. Every one of these must be refused, and none may leave anything behind. */
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { itemsOf } from "#shared/survey/questionnaire.ts";
import type { SyntheticSubmission } from "./submissions.ts";

export interface Mistake {
  readonly name: string;
  readonly expectedStatus: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
  /** Set where the link itself is the mistake. */
  readonly link?: string;
}

type Making = (submission: SyntheticSubmission) => Mistake;

const headersOf = ({ key }: SyntheticSubmission) => ({ "content-type": "application/json", "idempotency-key": key });

function invalid(name: string, change: (body: SyntheticSubmission["body"]) => unknown): Making {
  return (submission) => ({
    name,
    expectedStatus: 422,
    headers: headersOf(submission),
    payload: JSON.stringify(change(submission.body)),
  });
}

/** An option that no scale has, or a rung above the ladder. */
function answerOffTheScale({ questionnaire, answers }: SyntheticSubmission["body"]) {
  const [item] = itemsOf(latestVersionOf(questionnaire));
  return { ...answers, ...(item && { [item.id]: item.scale.kind === "ladder" ? 11 : "synthetic-option" }) };
}

export const mistakes: readonly Making[] = [
  invalid("the age of another questionnaire", (body) => ({
    ...body,
    about: { ...body.about, age: latestVersionOf(body.questionnaire).ages.to + 1 },
  })),
  invalid("an option that is not on the scale", (body) => ({ ...body, answers: answerOffTheScale(body) })),
  invalid("a field that nobody asked for", (body) => ({ ...body, about: { ...body.about, nickname: "SYNTHETIC" } })),
  invalid("another questionnaire than the link's", (body) => ({
    ...body,
    questionnaire: body.questionnaire === "ylyc-8-11" ? "ylyc-11-17" : "ylyc-8-11",
  })),
  (submission) => ({
    name: "JSON that breaks off",
    expectedStatus: 400,
    headers: headersOf(submission),
    payload: JSON.stringify(submission.body).slice(0, -20),
  }),
  (submission) => ({
    name: "no Idempotency-Key",
    expectedStatus: 400,
    headers: { "content-type": "application/json" },
    payload: JSON.stringify(submission.body),
  }),
  (submission) => ({
    name: "an Idempotency-Key that is no UUID",
    expectedStatus: 400,
    headers: { ...headersOf(submission), "idempotency-key": "1" },
    payload: JSON.stringify(submission.body),
  }),
  (submission) => ({
    name: "a form instead of JSON",
    expectedStatus: 415,
    headers: { ...headersOf(submission), "content-type": "application/x-www-form-urlencoded" },
    payload: "answers=SYNTHETIC",
  }),
  (submission) => ({
    name: "more than 32 KiB",
    expectedStatus: 413,
    headers: headersOf(submission),
    payload: JSON.stringify({ ...submission.body, comments: { "anything-else": "SYNTHETIC ".repeat(3_500) } }),
  }),
  (submission) => ({
    name: "a mistyped link",
    expectedStatus: 404,
    headers: headersOf(submission),
    payload: JSON.stringify(submission.body),
    link: "00000000000000",
  }),
];
