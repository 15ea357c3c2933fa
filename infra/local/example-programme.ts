/** The programme that the local cloud starts with, so that there is a survey to answer at once. SYNTHETIC: real places, no real campaign. */
import { type Day, daysBefore } from "#shared/programme/calendar.ts";
import type { DocumentAuthority, DocumentCampaign, ProgrammeDocument } from "#shared/programme/document.ts";
import { stages } from "../stages.ts";

/** Consent and neighbours are invented, like the campaigns. */
const authorities: readonly DocumentAuthority[] = [
  {
    code: "801",
    onsCode: "E06000023",
    name: "Bristol, City of",
    region: "South West",
    mayBeNamed: true,
    statisticalNeighbours: ["380"],
  },
  { code: "926", onsCode: "E10000020", name: "Norfolk", region: "East of England", mayBeNamed: false },
  {
    code: "380",
    onsCode: "E08000032",
    name: "Bradford",
    region: "Yorkshire and The Humber",
    statisticalNeighbours: ["801"],
  },
];

type Asked = Pick<DocumentCampaign, "authority" | "questionnaire" | "eligible">;

const yourLifeYourCare = ({ code }: DocumentAuthority): Asked[] => [
  { authority: code, questionnaire: "ylyc-4-7", eligible: 90 },
  { authority: code, questionnaire: "ylyc-8-11", eligible: 120 },
  { authority: code, questionnaire: "ylyc-11-17", eligible: 260 },
];
const yourLifeBeyondCare: Asked = { authority: "801", questionnaire: "ylbc-16-25", eligible: 180 };

/** Open from 30 days before `today` to 60 days after it. Applied again on a later day, the window moves along. */
export function exampleProgramme(today: Day): ProgrammeDocument {
  const window = { opens: daysBefore(today, 30), closes: daysBefore(today, -60) };
  const asked = [...authorities.flatMap(yourLifeYourCare), yourLifeBeyondCare];
  return {
    programme: "Example programme (SYNTHETIC)",
    synthetic: true,
    allowedOrigins: [...stages.local.allowedOrigins],
    authorities: [...authorities],
    waves: [{ id: `${today.slice(0, 4)}-example`, campaigns: asked.map((campaign) => ({ ...campaign, ...window })) }],
  };
}
