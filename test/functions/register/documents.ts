/** SYNTHETIC programme documents with characters. */
import type { ProgrammeDocument } from "#shared/programme/document.ts";

export const configuredOrigins = ["https://survey.example.org", "http://localhost:5173"];

/** Two authorities, three campaigns in two waves, nothing wrong with it. */
export function soundDocument(): ProgrammeDocument {
  return {
    programme: "Synthetic programme",
    synthetic: true,
    allowedOrigins: ["https://survey.example.org"],
    authorities: [
      { code: "801", onsCode: "E06000023", name: "Bristol, City of", region: "South West" },
      { code: "926", onsCode: "E10000020", name: "Norfolk", region: "East of England" },
    ],
    waves: [
      {
        id: "2026",
        campaigns: [
          { authority: "801", questionnaire: "ylyc-8-11", opens: "2026-11-01", closes: "2026-12-18", eligible: 210 },
          { authority: "926", questionnaire: "ylyc-8-11", opens: "2026-10-01", closes: "2026-12-01", eligible: 305 },
        ],
      },
      {
        id: "2027-pilot",
        campaigns: [
          {
            authority: "801",
            questionnaire: "ylyc-8-11",
            version: 1,
            opens: "2027-01-11",
            closes: "2027-02-12",
            eligible: 40,
            languages: ["en"],
          },
        ],
      },
    ],
  };
}

/** The value at a place of a document, for a test to spoil. */
export function changed(path: string, value: unknown, document: unknown = soundDocument()): unknown {
  const copy = structuredClone(document);
  const names = path.split("/").slice(1);
  const last = names.pop() ?? "";
  const holder = names.reduce<Record<string, unknown>>(
    (within, name) => within[name] as Record<string, unknown>,
    copy as Record<string, unknown>,
  );
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}
