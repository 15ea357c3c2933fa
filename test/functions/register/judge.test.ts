import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judge } from "#functions/register/judge.ts";
import type { Circumstances } from "#functions/register/rules.ts";
import { wantedCampaigns } from "#functions/register/wanted.ts";
import type { Campaign } from "#shared/programme/campaign.ts";
import { programmeDocument } from "#shared/programme/document.ts";
import { changed, configuredOrigins, soundDocument } from "./documents.ts";

const nothingStored: Circumstances = { configuredOrigins, stored: [] };

function problemsOf(document: unknown, circumstances = nothingStored) {
  const verdict = judge(document, circumstances);
  return verdict.sound ? [] : verdict.problems;
}

function places(document: unknown, circumstances = nothingStored): string[] {
  return problemsOf(document, circumstances).map(({ pointer, code }) => `${pointer} ${code}`);
}

const bristolInWave = { authority: "801", questionnaire: "ylyc-8-11", opens: "2026-11-01", closes: "2026-12-18" };
const first = "/waves/0/campaigns/0";
/** Codes of so many authorities that nobody has heard of. */
const codes = (count: number) => Array.from({ length: count }, (_, index) => String(100 + index));

describe("a programme document", () => {
  it("is sound as the example is", () => {
    expect(problemsOf(soundDocument())).toEqual([]);
    expect(judge(soundDocument(), nothingStored)).toEqual({ sound: true, document: soundDocument() });
  });

  it.each([
    "Kingston upon Hull, City of",
    "St. Helens",
    "Westmorland & Furness",
    "King\u2019s Lynn (North)",
    "Ynys M\u00f4n",
  ])("takes the authority's name %s", (name) => {
    expect(problemsOf(changed("/authorities/0/name", name))).toEqual([]);
  });

  it("may name its schema for an editor", () => {
    expect(problemsOf({ $schema: "programme.schema.json", ...soundDocument() })).toEqual([]);
  });

  it.each([
    ["/programme", undefined, "missing"],
    ["/synthetic", "yes", "unexpected-value"],
    ["/author", "x", "unknown-field"],
    ["/authorities/0/code", 801, "unexpected-value"],
    ["/authorities/1/onsCode", "E06000023", "ons-code-repeated"],
    ["/authorities/1/name", "Bristol, City of", "name-repeated"],
    ["/authorities/0/onsCode", "W06000023", "unexpected-value"],
    ["/authorities/0/name", "=Bristol", "unexpected-value"],
    ["/authorities/0/name", "-Bristol", "unexpected-value"],
    ["/authorities/0/name", " Bristol", "unexpected-value"],
    ["/authorities/0/name", "Bristol ", "unexpected-value"],
    ["/authorities/0/name", "Bristol\nCity", "unexpected-value"],
    ["/authorities/0/name", "Bristol\rCity", "unexpected-value"],
    ["/authorities/0/name", "Bristol \ud800 City", "unexpected-value"],
    ["/authorities/0/region", "Wessex", "unexpected-value"],
    ["/authorities/0/mayBeNamed", "yes", "unexpected-value"],
    ["/authorities/0/mayBeNamed", null, "unexpected-value"],
    ["/authorities/0/statisticalNeighbours", "866", "unexpected-value"],
    ["/authorities/0/statisticalNeighbours", codes(11), "unexpected-value"],
    ["/waves/1/id", "26", "unexpected-value"],
    [`${first}/authority`, "878", "authority-unknown"],
    [`${first}/questionnaire`, "ylyc-5-6", "unexpected-value"],
    [`${first}/version`, 2, "version-unknown"],
    [`${first}/version`, 0, "unexpected-value"],
    [`${first}/closes`, "2026-10-31", "closes-before-it-opens"],
    [`${first}/closes`, "2027-11-01", "window-longer-than-a-year"],
    [`${first}/opens`, "2026-02-29", "unexpected-value"],
    [`${first}/eligible`, 0, "unexpected-value"],
    [`${first}/eligible`, 2.5, "unexpected-value"],
    [`${first}/languages`, [], "unexpected-value"],
    ["/allowedOrigins/0", "https://elsewhere.example.org", "origin-not-configured"],
    ["/allowedOrigins/0", "http://localhost:9999", "origin-not-configured"],
    ["/allowedOrigins/0", "http://survey.example.org", "origin-not-https"],
    ["/allowedOrigins/0", "https://survey.example.org/", "origin-not-https"],
    ["/allowedOrigins/0", "https://SURVEY.example.org", "origin-not-https"],
    ["/allowedOrigins/0", "*", "origin-not-https"],
    ["/waves", [], "unexpected-value"],
  ])("is refused for %s being %j, as %s", (path, value, code) => {
    expect(places(changed(path, value))).toEqual([`${path} ${code}`]);
  });

  it.each([
    [`${first}/closes`, "2026-11-01"],
    [`${first}/closes`, "2027-10-31"],
    ["/allowedOrigins/0", "http://localhost:5173"],
    ["/allowedOrigins", []],
    ["/authorities/1/region", "London"],
    ["/authorities/0/mayBeNamed", true],
    ["/authorities/0/mayBeNamed", false],
    ["/authorities/0/statisticalNeighbours", []],
    ["/authorities/0/statisticalNeighbours", ["926"]],
    ["/authorities/0/statisticalNeighbours", codes(10)],
  ])("may have %s at %j", (path, value) => {
    expect(places(changed(path, value))).toEqual([]);
  });

  it("may not ask for a http origin though the stage should have it configured", () => {
    const origin = "http://survey.example.org";
    expect(places(changed("/allowedOrigins/0", origin), { configuredOrigins: [origin], stored: [] })).toEqual([
      "/allowedOrigins/0 origin-not-https",
    ]);
  });

  it("is refused where a campaign stands twice in a wave, but not in two waves", () => {
    expect(places(changed("/waves/0/campaigns/1", { ...bristolInWave, eligible: 1 }))).toEqual([
      "/waves/0/campaigns/1 campaign-repeated",
    ]);
  });

  it("is refused where an authority stands twice, and its campaigns with it where a code went missing so", () => {
    expect(places(changed("/authorities/1/code", "801"))).toEqual([
      "/authorities/1/code authority-repeated",
      "/waves/0/campaigns/1/authority authority-unknown",
    ]);
  });

  it("is refused where an authority is a neighbour of itself, but not where it is one of another", () => {
    const path = "/authorities/0/statisticalNeighbours";
    expect(places(changed(path, ["926", "801"]))).toEqual([`${path}/1 neighbour-of-itself`]);
    expect(places(changed("/authorities/1/statisticalNeighbours", ["801"]))).toEqual([]);
  });

  it("is refused where an authority has a neighbour twice, but not where two authorities share one", () => {
    const path = "/authorities/0/statisticalNeighbours";
    const shared = changed(path, ["866", "878"], changed("/authorities/1/statisticalNeighbours", ["866", "878"]));
    expect(places(shared)).toEqual([]);
    expect(places(changed(path, ["866", "878", "866"]))).toEqual([`${path}/2 neighbour-repeated`]);
    expect(problemsOf(changed(path, ["866", "866"]))[0]?.detail).toBe(
      `List each neighbour of an authority once. ${path}/0 names this one already.`,
    );
  });

  it("is judged for every neighbour that can be read, though another cannot", () => {
    const path = "/authorities/0/statisticalNeighbours";
    expect(places(changed(path, [866, "801", "866", 866, "866"]))).toEqual([
      `${path}/0 unexpected-value`,
      `${path}/3 unexpected-value`,
      `${path}/1 neighbour-of-itself`,
      `${path}/4 neighbour-repeated`,
    ]);
  });

  it("is refused where a wave stands twice, and for the campaigns that the two share", () => {
    expect(places(changed("/waves/1/id", "2026"))).toEqual([
      "/waves/1/id wave-repeated",
      "/waves/1/campaigns/0 campaign-repeated",
    ]);
  });

  it("is refused for a language that the questionnaire is not wholly written in", () => {
    expect(places(changed(`${first}/languages`, ["en", "cy"]))).toEqual([`${first}/languages/1 language-not-written`]);
  });

  it("is refused for a language listed twice", () => {
    expect(places(changed(`${first}/languages`, ["en", "en"]))).toEqual([`${first}/languages/1 language-repeated`]);
  });

  it("escapes a name in a pointer as RFC 6901 says", () => {
    expect(places({ ...soundDocument(), "a/b~c": 1 })).toEqual(["/a~1b~0c unknown-field"]);
  });

  it.each([undefined, null, [], "document", 1])("is refused when it is %j", (document) => {
    expect(places(document)).toEqual([expect.stringMatching(/^ (missing|unexpected-value)$/)]);
  });
});

describe("what stands already", () => {
  const before = wantedCampaigns(soundDocument(), () => undefined).map(
    (wanted, index): Campaign => ({ ...wanted, link: `0123456789ABC${index}` }),
  );
  const stored: Circumstances = { configuredOrigins, stored: before };
  const released: Circumstances = { configuredOrigins, stored: before.map((each) => ({ ...each, releasedIn: "r1" })) };
  const counted: Circumstances = {
    configuredOrigins,
    stored: before.map((each) => ({ ...each, counting: "2026-12-19" })),
  };
  const older: Circumstances = { configuredOrigins, stored: before.map((each) => ({ ...each, version: 7 })) };

  it("lets a window move until a night counts the campaign, and not a day after", () => {
    const moved = changed(`${first}/opens`, "2026-11-02", changed(`${first}/closes`, "2026-12-19"));
    expect(places(moved, stored)).toEqual([]);
    for (const settled of [counted, released])
      expect(places(moved, settled)).toEqual([`${first}/opens window-is-counted`, `${first}/closes window-is-counted`]);
    expect(places(soundDocument(), counted)).toEqual([]);
  });

  it("says of a window that is fixed which day to leave it at, and why", () => {
    expect(judge(changed(`${first}/closes`, "2026-12-31"), counted)).toMatchObject({
      problems: [
        {
          detail:
            "Leave this at 2026-12-18: the campaign has been counted, which is done once, and takes no more submissions.",
        },
      ],
    });
  });

  it("lets a link be replaced once at a time, and never back", () => {
    const once = { configuredOrigins, stored: before.map((each) => ({ ...each, formerLinks: ["0".repeat(14)] })) };
    const asked = (linksReplaced: number, circumstances?: Circumstances) =>
      places(changed(`${first}/linksReplaced`, linksReplaced), circumstances);
    const refused = [`${first}/linksReplaced links-replaced-out-of-step`];
    expect([asked(0), asked(0, stored), asked(1, stored), asked(1, once), asked(2, once)].flat()).toEqual([]);
    for (const each of [asked(1), asked(2, stored), asked(0, once), asked(3, once)]) expect(each).toEqual(refused);
  });

  it("lets no authority take the name or the ONS code under which another is registered", () => {
    const asBath = before.map((each) => ({
      ...each,
      authority: { ...each.authority, code: "800" },
    }));
    const found = places(soundDocument(), { configuredOrigins, stored: asBath });
    expect(found).toContain("/authorities/0/onsCode taken-by-another-authority");
    expect(found).toContain("/authorities/0/name taken-by-another-authority");
    expect(places(soundDocument(), stored)).toEqual([]);
  });

  it("lets the eligible number of a campaign change that is counted or released", () => {
    for (const settled of [counted, released]) expect(places(changed(`${first}/eligible`, 1), settled)).toEqual([]);
  });

  it("lets consent be given and withdrawn, and neighbours change, though the campaign is released", () => {
    for (const mayBeNamed of [true, false, undefined]) {
      const document = changed("/authorities/0/mayBeNamed", mayBeNamed);
      expect(places(changed("/authorities/0/statisticalNeighbours", ["866"], document), released)).toEqual([]);
    }
  });

  it("keeps the version that a campaign was created with", () => {
    expect(places(soundDocument(), older)).toEqual(["/waves/1/campaigns/0/version version-is-fixed"]);
  });

  it("gives a campaign that leaves its version out the one that it has, not the latest", () => {
    const found = wantedCampaigns(soundDocument(), () => older.stored[0]);
    expect(found.map(({ version }) => version)).toEqual([7, 7, 1]);
  });

  it("lets invented answers never become real ones", () => {
    expect(places(changed("/synthetic", false), stored)).toEqual(["/synthetic synthetic-is-fixed"]);
  });
});

describe("a refusal", () => {
  it("lists every problem at once: of the shape, of the content, of what is stored", () => {
    const [before] = wantedCampaigns(soundDocument(), () => undefined);
    const stored = [{ ...before, link: "0123456789ABCD", releasedIn: "r1" } as Campaign];
    const document = {
      synthetic: false,
      allowedOrigins: ["ftp://survey", 7],
      authorities: [
        { code: "801", onsCode: "E06000023", name: "Bristol, City of" },
        { code: "801", onsCode: "E06000023", name: "", region: "South West" },
      ],
      waves: [
        {
          id: "2026",
          campaigns: [
            {
              authority: "801",
              questionnaire: "ylyc-8-11",
              opens: "2026-12-01",
              closes: "2026-11-01",
              eligible: "many",
            },
            {
              authority: "999",
              questionnaire: "ylyc-8-11",
              opens: "2026-11-01",
              closes: "2029-11-01",
              eligible: 1,
              x: 1,
            },
          ],
        },
      ],
    };
    expect(places(document, { configuredOrigins, stored }).sort()).toEqual([
      "/allowedOrigins/0 origin-not-https",
      "/allowedOrigins/1 unexpected-value",
      "/authorities/0/region missing",
      "/authorities/1/code authority-repeated",
      "/authorities/1/name unexpected-value",
      "/authorities/1/onsCode ons-code-repeated",
      "/programme missing",
      "/synthetic synthetic-is-fixed",
      "/waves/0/campaigns/0/closes closes-before-it-opens",
      "/waves/0/campaigns/0/closes window-is-counted",
      "/waves/0/campaigns/0/eligible unexpected-value",
      "/waves/0/campaigns/0/opens window-is-counted",
      "/waves/0/campaigns/1/authority authority-unknown",
      "/waves/0/campaigns/1/closes window-longer-than-a-year",
      "/waves/0/campaigns/1/x unknown-field",
    ]);
  });

  it("says what belongs in a place", () => {
    expect(problemsOf(changed("/authorities/0/code", 801))[0]?.detail).toBe(
      'Correct this. Expected here: the three-digit code of the Department for Education, as text, such as "801".',
    );
    expect(problemsOf(changed("/authorities/0/region", undefined))[0]?.detail).toBe(
      "Add this. Expected here: the name of the authority's region of England, one of: North East, North West, Yorkshire and The Humber, East Midlands, West Midlands, East of England, London, South East, South West.",
    );
    expect(problemsOf(changed(`${first}/languages`, ["de"]))[0]?.detail).toBe(
      "Correct this. Expected here: a language that is offered, one of: en, cy.",
    );
    expect(problemsOf(changed("/authorities/0/mayBeNamed", "yes"))[0]?.detail).toMatch(
      /Expected here: true where the authority consents to being named .*; no consent if left out\.$/,
    );
    expect(problemsOf(changed("/authorities/0/statisticalNeighbours", codes(11)))[0]?.detail).toBe(
      "Correct this. Expected here: a list of the codes of similar authorities, nearest first, at most 10; none if left out.",
    );
    expect(problemsOf(changed("/allowedOrigins/0", "https://other.example.org"))[0]?.detail).toMatch(
      /infra\/stages\.ts and deploy first/,
    );
  });

  it("comes for exactly those values that the schema does not accept, whatever they are", () => {
    const path = fc.constantFrom("/waves", "/waves/0", "/waves/0/campaigns", first, "/authorities/0", `${first}/opens`);
    fc.assert(
      fc.property(path, fc.jsonValue(), (place, value) => {
        const document = changed(place, value);
        const problems = problemsOf(document);
        if (!programmeDocument.safeParse(document).success) expect(problems).not.toEqual([]);
        for (const { pointer, detail } of problems) {
          expect(pointer).toMatch(/^(\/|$)/);
          expect(detail).toMatch(/^[A-Z].*\.$/s);
        }
      }),
      { numRuns: 300 },
    );
  });
});
