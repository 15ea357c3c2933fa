import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Registration, register } from "#functions/register/register.ts";
import type { Campaign } from "#shared/programme/campaign.ts";
import { LINK_LENGTH, normaliseLink } from "#shared/programme/link.ts";
import { CampaignChangedMeanwhile } from "#shared/storage/programme.ts";
import { changed, configuredOrigins, soundDocument } from "./documents.ts";
import { Crash, type InMemoryRegistry, inMemoryRegistry } from "./registry.ts";

const apply = (document: unknown, programme: InMemoryRegistry) =>
  register(document, { programme, configuredOrigins, drawRandomBytes: () => randomBytes(LINK_LENGTH) });

function applied(registration: Registration) {
  if (registration.refused) throw new Error(`refused: ${registration.problems.map(({ code }) => code).join(", ")}`);
  return registration;
}

const counts = (registration: Registration) => {
  const { created, updated, unchanged, notInDocument } = applied(registration);
  return { created, updated, unchanged, notInDocument };
};
const links = (registration: Registration) => applied(registration).campaigns.map(({ link }) => link);
const only = (programme: InMemoryRegistry, key: string) => programme.stored.get(key) as Campaign;
const changesOfCampaigns = (diary: readonly string[]) => diary.filter((entry) => !entry.startsWith("open "));

describe("a new programme document", () => {
  it("becomes campaigns, each with an open link of its own", async () => {
    const programme = inMemoryRegistry();
    const registration = applied(await apply(soundDocument(), programme));
    expect(counts(registration)).toEqual({ created: 3, updated: 0, unchanged: 0, notInDocument: 0 });
    expect(registration.campaigns[0]).toEqual({
      wave: "2026",
      authority: "801",
      name: "Bristol, City of",
      questionnaire: "ylyc-8-11",
      opens: "2026-11-01",
      closes: "2026-12-18",
      eligible: 210,
      link: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{14}$/),
      outcome: "created",
    });
    expect(Object.fromEntries(programme.open)).toEqual({
      [links(registration)[0] ?? ""]: "2026#801#ylyc-8-11",
      [links(registration)[1] ?? ""]: "2026#926#ylyc-8-11",
      [links(registration)[2] ?? ""]: "2027-pilot#801#ylyc-8-11",
    });
    expect(links(registration).map(normaliseLink)).toEqual(links(registration));
  });

  it("is stored with what it leaves out: the region's code, the latest version, English, no consent, no neighbours", async () => {
    const programme = inMemoryRegistry();
    const registration = await apply(soundDocument(), programme);
    expect(only(programme, "2026#926#ylyc-8-11")).toEqual({
      wave: "2026",
      authority: {
        code: "926",
        onsCode: "E10000020",
        name: "Norfolk",
        regionCode: "E12000006",
        regionName: "East of England",
        mayBeNamed: false,
        statisticalNeighbours: [],
      },
      questionnaire: "ylyc-8-11",
      version: 1,
      opens: "2026-10-01",
      closes: "2026-12-01",
      eligible: 305,
      languages: ["en"],
      synthetic: true,
      link: links(registration)[1],
    });
  });
});

describe("consent to be named", () => {
  const key = "2026#801#ylyc-8-11";
  const consenting = (mayBeNamed?: boolean) => changed("/authorities/0/mayBeNamed", mayBeNamed);

  it("and neighbours reach every campaign of their authority and none of another", async () => {
    const programme = inMemoryRegistry();
    await apply(changed("/authorities/0/statisticalNeighbours", ["866", "330"], consenting(true)), programme);
    const stored = [...programme.stored.values()].map(({ authority }) => authority);
    expect(
      stored.map(({ code, mayBeNamed, statisticalNeighbours }) => [code, mayBeNamed, statisticalNeighbours]),
    ).toEqual([
      ["801", true, ["866", "330"]],
      ["926", false, []],
      ["801", true, ["866", "330"]],
    ]);
  });

  it.each([
    ["withdrawn by a word", false],
    ["withdrawn by silence", undefined],
  ])("is %s, also for a released campaign, which keeps the note of its release", async (_, withdrawn) => {
    const programme = inMemoryRegistry();
    await apply(consenting(true), programme);
    programme.stored.set(key, { ...only(programme, key), releasedIn: "r1" });
    expect(only(programme, key).authority.mayBeNamed).toBe(true);
    expect(counts(await apply(consenting(withdrawn), programme))).toMatchObject({ updated: 2, unchanged: 1 });
    expect(only(programme, key)).toMatchObject({ authority: { mayBeNamed: false }, releasedIn: "r1" });
    expect(counts(await apply(consenting(withdrawn), programme))).toMatchObject({ updated: 0, unchanged: 3 });
  });

  it("stays with a campaign that the document does not list", async () => {
    const programme = inMemoryRegistry();
    await apply(consenting(true), programme);
    await apply({ ...soundDocument(), waves: soundDocument().waves.slice(1) }, programme);
    expect(only(programme, key).authority.mayBeNamed).toBe(true);
    expect(only(programme, "2027-pilot#801#ylyc-8-11").authority.mayBeNamed).toBe(false);
  });

  it("leaves a campaign unchanged where neighbours come in the same order, and updates it where in another", async () => {
    const programme = inMemoryRegistry();
    const near = (neighbours: readonly string[]) => changed("/authorities/1/statisticalNeighbours", neighbours);
    await apply(near(["866", "330"]), programme);
    expect(counts(await apply(near(["866", "330"]), programme)).unchanged).toBe(3);
    expect(counts(await apply(near(["330", "866"]), programme))).toMatchObject({ updated: 1, unchanged: 2 });
    expect(only(programme, "2026#926#ylyc-8-11").authority.statisticalNeighbours).toEqual(["330", "866"]);
  });
});

describe("a document that is applied again", () => {
  it("changes nothing where it says the same", async () => {
    const programme = inMemoryRegistry();
    const first = await apply(soundDocument(), programme);
    const before = structuredClone([...programme.stored]);
    programme.diary.length = 0;
    const second = await apply(soundDocument(), programme);
    expect(counts(second)).toEqual({ created: 0, updated: 0, unchanged: 3, notInDocument: 0 });
    expect(links(second)).toEqual(links(first));
    expect([...programme.stored]).toEqual(before);
    expect(changesOfCampaigns(programme.diary)).toEqual([]);
    expect(programme.open.size).toBe(3);
  });

  it.each([
    ["/waves/0/campaigns/0/opens", "2026-10-15", { opens: "2026-10-15" }],
    ["/waves/0/campaigns/0/closes", "2027-01-15", { closes: "2027-01-15" }],
    ["/waves/0/campaigns/0/eligible", 199, { eligible: 199 }],
  ])("updates a campaign where %s has changed, and keeps its link", async (path, value, expected) => {
    const programme = inMemoryRegistry();
    const first = await apply(soundDocument(), programme);
    const before = only(programme, "2026#801#ylyc-8-11");
    programme.diary.length = 0;
    const second = applied(await apply(changed(path, value), programme));
    expect(counts(second)).toEqual({ created: 0, updated: 1, unchanged: 2, notInDocument: 0 });
    expect(second.campaigns[0]).toMatchObject({ ...expected, outcome: "updated" });
    expect(links(second)).toEqual(links(first));
    expect(only(programme, "2026#801#ylyc-8-11")).toEqual({ ...before, ...expected });
    expect(changesOfCampaigns(programme.diary)).toEqual(["replace 2026#801#ylyc-8-11"]);
  });

  it("gives every campaign of an authority its new name", async () => {
    const programme = inMemoryRegistry();
    await apply(soundDocument(), programme);
    const second = await apply(changed("/authorities/0/name", "Bristol"), programme);
    expect(counts(second)).toEqual({ created: 0, updated: 2, unchanged: 1, notInDocument: 0 });
    expect(only(programme, "2027-pilot#801#ylyc-8-11").authority.name).toBe("Bristol");
  });

  it("offers the languages that it names now", async () => {
    const programme = inMemoryRegistry();
    await apply(soundDocument(), programme);
    const key = "2026#801#ylyc-8-11";
    programme.stored.set(key, { ...only(programme, key), languages: ["en", "cy"] });
    await apply(soundDocument(), programme);
    expect(only(programme, key).languages).toEqual(["en"]);
  });

  it("lets the eligible number of a released campaign change and keeps the note of its release", async () => {
    const programme = inMemoryRegistry();
    await apply(soundDocument(), programme);
    const key = "2026#801#ylyc-8-11";
    programme.stored.set(key, { ...only(programme, key), releasedIn: "r1" });
    expect(counts(await apply(soundDocument(), programme)).unchanged).toBe(3);
    expect(counts(await apply(changed("/waves/0/campaigns/0/eligible", 199), programme)).updated).toBe(1);
    expect(only(programme, key)).toMatchObject({ eligible: 199, releasedIn: "r1" });
  });

  it("keeps the counting mark of a campaign, and lets a campaign that was held back be mended", async () => {
    const programme = inMemoryRegistry();
    await apply(soundDocument(), programme);
    const key = "2026#801#ylyc-8-11";
    const { counting: _, ...unmarked } = only(programme, key);
    programme.stored.set(key, { ...unmarked, counting: "2026-12-19" });
    expect(counts(await apply(soundDocument(), programme)).unchanged).toBe(3);
    const extended = changed("/waves/0/campaigns/0/closes", "2026-12-31");
    expect(await apply(extended, programme)).toMatchObject({ refused: true });
    expect(only(programme, key)).toEqual({ ...unmarked, counting: "2026-12-19" });

    programme.stored.set(key, unmarked);
    expect(counts(await apply(extended, programme)).updated).toBe(1);
    expect(only(programme, key)).toEqual({ ...unmarked, closes: "2026-12-31" });
  });

  it("leaves a campaign that it names no longer as it was, and says how many there are", async () => {
    const programme = inMemoryRegistry();
    await apply(soundDocument(), programme);
    const before = [...programme.stored];
    const document = soundDocument();
    const second = await apply({ ...document, waves: document.waves.slice(1) }, programme);
    expect(counts(second)).toEqual({ created: 0, updated: 0, unchanged: 1, notInDocument: 2 });
    expect([...programme.stored]).toEqual(before);
    expect(programme.open.size).toBe(3);
  });
});

describe("a refused document", () => {
  it("writes nothing, though only its last campaign is wrong", async () => {
    const programme = inMemoryRegistry();
    const registration = await apply(changed("/waves/1/campaigns/0/eligible", 0), programme);
    expect(registration).toMatchObject({ refused: true, problems: [{ pointer: "/waves/1/campaigns/0/eligible" }] });
    expect(programme.diary).toEqual([]);
  });

  it("writes nothing, though only the last stored campaign stands against it", async () => {
    const programme = inMemoryRegistry();
    await apply(soundDocument(), programme);
    const key = "2027-pilot#801#ylyc-8-11";
    programme.stored.set(key, { ...only(programme, key), releasedIn: "r1" });
    programme.diary.length = 0;
    const wanted = changed("/waves/0/campaigns/0/eligible", 1, changed("/waves/1/campaigns/0/closes", "2027-02-13"));
    expect(await apply(wanted, programme)).toMatchObject({
      refused: true,
      problems: [{ pointer: "/waves/1/campaigns/0/closes", code: "window-is-counted" }],
    });
    expect(programme.diary).toEqual([]);
  });
});

describe("a campaign whose link came into the wrong hands", () => {
  const replacing = (times: number) => changed("/waves/0/campaigns/0/linksReplaced", times);
  const key = "2026#801#ylyc-8-11";

  it("gets another link when the document asks for one more, once, and keeps the old one among the former", async () => {
    const programme = inMemoryRegistry();
    const before = links(await apply(soundDocument(), programme));
    const registration = await apply(replacing(1), programme);
    expect(counts(registration)).toEqual({ created: 0, updated: 1, unchanged: 2, notInDocument: 0 });
    const [first, ...others] = links(registration);
    expect(others).toEqual(before.slice(1));
    expect(before).not.toContain(first);
    expect(programme.open.get(first ?? "")).toBe(key);
    expect(only(programme, key)).toMatchObject({ link: first, formerLinks: [before[0]] });

    expect(links(await apply(replacing(1), programme))).toEqual([first, ...others]);
    expect(links(await apply(soundDocument(), programme))).toEqual([first, ...others]);
    expect(only(programme, key).formerLinks).toEqual([before[0]]);
  });

  it("gets one again when it is asked for again", async () => {
    const programme = inMemoryRegistry();
    const [first] = links(await apply(soundDocument(), programme));
    const [second] = links(await apply(replacing(1), programme));
    await apply(replacing(2), programme);
    expect(only(programme, key).formerLinks).toEqual([first, second]);
  });

  it("can be answered by the new link after a crash between the two writes, when the document is applied again", async () => {
    const programme = inMemoryRegistry();
    await apply(soundDocument(), programme);
    programme.diary.length = 0;
    programme.crash = { when: "after", write: 1 };
    await expect(apply(replacing(1), programme)).rejects.toThrow(Crash);
    programme.crash = undefined;
    const [link] = links(await apply(replacing(1), programme));
    expect(programme.open.get(link ?? "")).toBe(key);
    expect(only(programme, key).formerLinks).toHaveLength(1);
  });
});

describe("a crash while a document is applied", () => {
  const writes = Array.from({ length: 6 }, (_, index) => index);

  it.each([
    ...writes.map((write) => ({ when: "before" as const, write })),
    ...writes.map((write) => ({ when: "after" as const, write: write + 1 })),
  ])("$when write $write is healed by applying it again, and no link changes", async (crash) => {
    const programme = inMemoryRegistry();
    programme.crash = crash;
    await expect(apply(soundDocument(), programme)).rejects.toThrow(Crash);
    const survivors = structuredClone([...programme.stored]);

    programme.crash = undefined;
    const registration = await apply(soundDocument(), programme);
    expect(programme.stored.size).toBe(3);
    for (const [key, campaign] of survivors) expect(programme.stored.get(key)).toEqual(campaign);
    expect([...programme.open.keys()].sort()).toEqual([...links(registration)].sort());
    expect(new Set(programme.open.values())).toEqual(new Set(programme.stored.keys()));
  });

  it("between two updates is healed by applying it again", async () => {
    const programme = inMemoryRegistry();
    await apply(soundDocument(), programme);
    const renamed = changed("/authorities/0/name", "Bristol");
    programme.diary.length = 0;
    programme.crash = { when: "after", write: 1 };
    await expect(apply(renamed, programme)).rejects.toThrow(Crash);
    programme.crash = undefined;
    expect(counts(await apply(renamed, programme))).toEqual({ created: 0, updated: 1, unchanged: 2, notInDocument: 0 });
  });
});

describe("two coordinators at a time", () => {
  it("who apply the same document leave every campaign with exactly one link, and both learn it", async () => {
    const programme = inMemoryRegistry();
    const registrations = await Promise.all([1, 2, 3].map(() => apply(soundDocument(), programme)));
    const [first = []] = registrations.map(links);
    for (const registration of registrations) expect(links(registration)).toEqual(first);
    expect([...programme.open.keys()].sort()).toEqual([...first].sort());
    expect(registrations.map((registration) => counts(registration).created).reduce((sum, n) => sum + n, 0)).toBe(3);
  });

  it("who apply different documents cannot undo each other unseen", async () => {
    const programme = inMemoryRegistry();
    const other = changed("/waves/0/campaigns/0/eligible", 1);
    const settled = await Promise.allSettled([apply(soundDocument(), programme), apply(other, programme)]);
    const refusals = settled.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refusals).toEqual([expect.any(CampaignChangedMeanwhile)]);
    expect(counts(await apply(other, programme)).updated).toBe(1);
  });
});
