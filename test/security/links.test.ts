/** Links that can be neither guessed nor found out one after another: the arithmetic of the README, and what an answer tells. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LINK_LENGTH, linkFrom } from "#shared/programme/link.ts";
import { campaignAt, unknownLink } from "#shared/runtime/survey-link.ts";
import { stages } from "../../infra/stages.ts";

const BITS = 70;
const LIVE_LINKS = 10_000;
const SECONDS_A_YEAR = 365.25 * 24 * 60 * 60;

test("a link has 70 bits, whatever is drawn", () => {
  // Five bits of every byte count, and every one of them changes the link.
  const plain = linkFrom(new Uint8Array(LINK_LENGTH));
  const changed = Array.from({ length: LINK_LENGTH * 8 }, (_, bit) =>
    linkFrom(new Uint8Array(LINK_LENGTH).with(bit >> 3, 1 << (bit & 7))),
  );
  expect(new Set(changed.filter((link) => link !== plain)).size).toBe(BITS);
});

test("draws it from the system's own source of chance", () => {
  const handler = readFileSync(new URL("../../functions/register/handler.ts", import.meta.url), "utf8");
  expect(handler).toContain('import { randomBytes } from "node:crypto";');
  expect(handler).toContain("drawRandomBytes: () => randomBytes(LINK_LENGTH)");
});

test("to find any of ten thousand takes more than seventy million years at the throttle, and a burst saves seconds", () => {
  const { requestsPerSecond, burst } = stages.production.throttle;
  const tries = 2 ** BITS / LIVE_LINKS;
  expect((tries - burst) / requestsPerSecond / SECONDS_A_YEAR).toBeGreaterThan(70e6);
  expect(burst / requestsPerSecond).toBeLessThanOrEqual(10);
});

test("what cannot be a link is answered as one that nobody gave out, without a look at the table", async () => {
  const asked: string[] = [];
  const nobodys = {
    byLink: async (link: string) => {
      asked.push(link);
      return undefined;
    },
  };
  for (const link of ["00000000000000", "../../etc", "", "0".repeat(5_000)]) {
    expect(await campaignAt({ parameters: { link } }, nobodys)).toBeUndefined();
  }
  expect(asked).toEqual(["00000000000000"]);
  expect(JSON.stringify(unknownLink)).not.toContain("00000000000000");
});
