/** Campaigns of a plan, with characters. SYNTHETIC. */
import type { PlannedCampaign } from "#shared/programme/night.ts";

/** Closed on the last day of March 2017, as a night from April sees it. */
export function aPlannedCampaign(
  changes: Partial<PlannedCampaign> & { readonly code?: string; readonly name?: string } = {},
): PlannedCampaign {
  const { code = "801", name = `Authority ${code}`, ...rest } = changes;
  return {
    wave: "2017",
    authority: {
      code,
      onsCode: `E06000${code}`,
      name,
      regionCode: "E12000009",
      regionName: "South West",
      mayBeNamed: false,
      statisticalNeighbours: [],
    },
    questionnaire: "ylyc-4-7",
    version: 1,
    opens: "2017-02-01",
    closes: "2017-03-31",
    eligible: 200,
    languages: ["en"],
    synthetic: true,
    link: "0".repeat(14),
    closed: true,
    ...rest,
  };
}
