import { expect, test } from "vitest";
import { readRequest } from "#functions/retract/request.ts";

const whole = {
  releaseId: "2017-04-01-0123456789ab",
  because: "wrong",
  note: "Shares of girls and of boys were exchanged in gender_gap.csv.",
} as const;

test("a request says which release, why, and what readers have to know", () => {
  expect(readRequest({ ...whole, note: `  ${whole.note}\n` })).toEqual(whole);
});

test.each([
  ["no release", { ...whole, releaseId: undefined }, "releaseId"],
  ["a release that leads out of its folder", { ...whole, releaseId: "../2017-04-01-0123456789ab" }, "releaseId"],
  ["a reason that readers could not be told", { ...whole, because: "embarrassing" }, "because"],
  ["no note", { ...whole, note: "" }, "note"],
  ["a note that says nothing", { ...whole, note: "wrong" }, "note"],
  [
    "a note of several lines, which could pass for another part of the page",
    { ...whole, note: `${whole.note}\n## Files` },
    "note",
  ],
  ["a note that turns the reading direction", { ...whole, note: `${whole.note}\u202e` }, "note"],
  ["a note without end", { ...whole, note: "wrong ".repeat(200) }, "note"],
  ["a word too many", { ...whole, force: true }, "its root"],
  ["nothing", null, "its root"],
])("a request with %s is refused, and the answer says where and what it should be", (_, request, place) => {
  const answer = readRequest(request);
  expect(answer).toMatchObject({ refused: "invalid-request" });
  expect("detail" in answer && answer.detail).toContain(`${place}: `);
  expect("detail" in answer && answer.detail).toContain('"because": "wrong" or "discloses"');
});
