/** The draft of the night after a release was taken back. SYNTHETIC. */
import { describe, expect, test } from "vitest";
import { children, draft, sixClosedOneOpen } from "./night-in-memory.ts";

const asOf = "2017-04-02";
const first = await draft(sixClosedOneOpen());
const told = {
  releaseId: first.manifest.releaseId,
  retractedOn: "2017-04-01",
  because: "discloses",
  note: "The noise of one authority was drawn twice, and both draws were told.",
} as const;
const { contentSha256 } = first.manifest;
const taken = { ...first, retracted: { ...told, contentSha256 } };
const joined = sixClosedOneOpen().map((each) =>
  each.campaign.authority.code === "806" ? { campaign: each.campaign, everybody: children(12) } : each,
);

describe("after a release was taken back, the next", () => {
  test("names it as the one that it supersedes, and says what was said of it, in the manifest and on every page", async () => {
    const next = await draft(joined, { asOf, before: taken });
    expect(next.manifest).toMatchObject({ supersedes: told.releaseId, retractions: [told] });
    const pages = next.written.filter(({ path }) => /(^|\/)README\.md$/.test(path));
    expect(pages.length).toBeGreaterThan(6);
    for (const { path, bytes } of pages) expect(String(bytes), path).toContain(told.note);
  });

  test("is known by its content for the same, where it says the same: what was retracted is no part of that", async () => {
    const [after, before] = [
      await draft(sixClosedOneOpen(), { asOf, before: taken }),
      await draft(sixClosedOneOpen(), { asOf, before: first }),
    ];
    expect(after.manifest.contentSha256).toBe(contentSha256);
    expect(before.manifest.contentSha256).toBe(contentSha256);
    expect(before.manifest).toMatchObject({ supersedes: told.releaseId, retractions: [] });
  });

  test("of none is the first", () => {
    expect(first.manifest).toMatchObject({ supersedes: null, retractions: [] });
  });
});
