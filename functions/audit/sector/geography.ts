/** The geographic levels that the standard knows, and the columns that say where a row is. */

export interface GeographicLevel {
  readonly codes: readonly string[];
  readonly name: string;
  /** Levels of larger places whose columns its rows fill as well. */
  readonly mustName?: readonly string[];
  /** Levels of larger places whose columns its rows may fill as well. */
  readonly mayName?: readonly string[];
}

const regional = ["Regional"];

const areas: Readonly<Record<string, GeographicLevel>> = {
  National: { codes: ["country_code"], name: "country_name" },
  Regional: { codes: ["region_code"], name: "region_name" },
  // The standard only recommends the region; every authority has one, and readers look for their region first.
  "Local authority": { codes: ["old_la_code", "new_la_code"], name: "la_name", mustName: regional },
  "Local authority district": {
    codes: ["lad_code"],
    name: "lad_name",
    mayName: ["Regional", "Local authority", "Local skills improvement plan area"],
  },
  "RSC region": { codes: [], name: "rsc_region_lead_name" },
  "Parliamentary constituency": { codes: ["pcon_code"], name: "pcon_name", mayName: ["Regional", "Local authority"] },
  "Local skills improvement plan area": { codes: ["lsip_code"], name: "lsip_name", mayName: regional },
  "Local enterprise partnership": {
    codes: ["local_enterprise_partnership_code"],
    name: "local_enterprise_partnership_name",
    mayName: regional,
  },
  "English devolved area": {
    codes: ["english_devolved_area_code"],
    name: "english_devolved_area_name",
    mayName: regional,
  },
  "Opportunity area": { codes: ["opportunity_area_code"], name: "opportunity_area_name", mayName: regional },
  Ward: {
    codes: ["ward_code"],
    name: "ward_name",
    mayName: ["Regional", "Local authority", "Local authority district"],
  },
  MAT: { codes: ["trust_id"], name: "trust_name" },
  Sponsor: { codes: ["sponsor_id"], name: "sponsor_name" },
  "Planning area": {
    codes: ["planning_area_code"],
    name: "planning_area_name",
    mayName: ["Regional", "Local authority", "Local skills improvement plan area"],
  },
  "Police force area": {
    codes: ["pfa_code"],
    name: "pfa_name",
    mayName: ["Regional", "Local authority", "Local authority district"],
  },
};

const sites: Readonly<Record<string, GeographicLevel>> = {
  School: { codes: ["school_urn", "school_laestab"], name: "school_name", mayName: Object.keys(areas) },
  Provider: { codes: ["provider_ukprn"], name: "provider_name", mayName: Object.keys(areas) },
  Institution: { codes: ["institution_id"], name: "institution_name", mayName: Object.keys(areas) },
};

export const geographicLevels: ReadonlyMap<string, GeographicLevel> = new Map(Object.entries({ ...areas, ...sites }));

export function columnsOf({ codes, name }: GeographicLevel): readonly string[] {
  return [...codes, name];
}

export const codeColumns = [...geographicLevels.values()].flatMap(({ codes }) => codes);
export const nameColumns = [...geographicLevels.values()].map(({ name }) => name);

export const geographyColumns: ReadonlySet<string> = new Set(["geographic_level", ...codeColumns, ...nameColumns]);

/** No code is applicable, or none is available. */
export function isNoCode(code: string): boolean {
  return code === "z" || code === "x" || code === "";
}
