/** What may be logged. */
import { describe, expect, test } from "vitest";
import { type Log, type LogFields, whereabouts } from "#shared/runtime/logger.ts";

const HERE = /^at .*logger\.test\.ts:\d+:\d+\)?$/;

class StoreFailed extends Error {
  override readonly name = "StoreFailed";
}

describe("the whereabouts of an error", () => {
  test("are its class and the first place in its stack", () => {
    expect(whereabouts(new StoreFailed("quoted"))).toEqual({ error: "StoreFailed", at: expect.stringMatching(HERE) });
    expect(whereabouts(new TypeError())).toEqual({ error: "TypeError", at: expect.stringMatching(HERE) });
  });

  test.each([
    "one line",
    "first\n    at Zyxomma (file:///Zyxomma.ts:1:1)",
    "first\n    at /Zyxomma.ts:1:1\n    at file:///Zyxomma.ts:1:1",
    "$& $1 $` Zyxomma",
  ])("never hold a part of the message, even one that looks like a place: %j", (message) => {
    expect(whereabouts(new StoreFailed(message)).at).toMatch(HERE);
  });

  test("survive a message that was rewritten after the throw", () => {
    const error = new StoreFailed("as thrown");
    error.message = "rewritten by a client library";
    expect(whereabouts(error)).toEqual({ error: "StoreFailed", at: expect.stringMatching(HERE) });
  });

  test("are the class alone where there is no stack", () => {
    const error = new StoreFailed("quoted");
    delete error.stack;
    expect(whereabouts(error)).toEqual({ error: "StoreFailed" });
  });

  test("never hold a name that is more than a name", () => {
    expect(whereabouts(Object.assign(new Error("x"), { name: "Ann: said" })).error).toBe("Error");
  });

  test.each([
    ["Zyxomma", "string"],
    [undefined, "undefined"],
    [null, "object"],
    [{ name: "Zyxomma" }, "object"],
  ])("are the type alone for what is no error: %j", (thrown, error) => expect(whereabouts(thrown)).toEqual({ error }));
});

test("a log takes fields of its closed list and refuses all others at compile time", () => {
  const log: Log = { info() {}, warn() {}, error() {} };
  log.info("answered", { status: 201, problems: [] });
  // @ts-expect-error a header is not on the list
  log.info("answered", { headers: {} });
  // @ts-expect-error neither is an error's message
  log.error("failed", { message: "quoted" });
  const fields: LogFields = { error: "StoreFailed" };
  expect(fields).toEqual({ error: "StoreFailed" });
});
