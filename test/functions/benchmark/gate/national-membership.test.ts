import { describe, expect, test } from "vitest";
import { freezeNational, surveysOf } from "#functions/benchmark/gate/national-membership.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { NationalMembers } from "#shared/storage/ledger.ts";
import { aPlannedCampaign } from "../planned-campaign.ts";

const closed = ["801", "802", "803"].map((code) => aPlannedCampaign({ code }));
const open = aPlannedCampaign({ code: "804", closed: false });
const survey = { wave: "2017", questionnaire: "ylyc-4-7", synthetic: true } as const;

function freeze(
  planned: readonly PlannedCampaign[],
  { known, visibleAsOf }: { readonly known?: NationalMembers; readonly visibleAsOf?: string } = {},
  released = planned.filter((campaign) => campaign.closed),
) {
  const surveys = new Map(surveysOf(planned).map((each) => [each, known]));
  const { membership, toWrite } = freezeNational(planned, released, surveys, "2017-04-02", visibleAsOf);
  const { final, members = new Set() } = membership(survey);
  return { final, members: [...members], written: toWrite.map(([, members]) => members) };
}

describe("the members of the nation", () => {
  test("are not final as long as a campaign of the instrument is open", () => {
    expect(freeze([...closed, open])).toEqual({ final: false, members: [], written: [] });
  });

  test("are final and written down on the first night on which all are closed, without those that are held", () => {
    const members = ["801", "802"];
    expect(freeze(closed, {}, closed.slice(0, 2))).toEqual({
      final: true,
      members,
      written: [{ asAt: "2017-04-02", members }],
    });
  });

  test("are later those that were written down, whoever is released or planned since", () => {
    const known = { asAt: "2017-04-01", members: ["801", "802"] };
    for (const planned of [closed, [...closed, open]]) {
      expect(freeze(planned, { known, visibleAsOf: "2017-04-01" })).toEqual({
        final: true,
        members: ["801", "802"],
        written: [],
      });
    }
  });

  test("are written anew after a night that never became visible", () => {
    const known = { asAt: "2017-04-01", members: ["801"] };
    for (const visibleAsOf of [undefined, "2017-03-31"]) {
      expect(freeze(closed, { known, ...(visibleAsOf !== undefined && { visibleAsOf }) })).toMatchObject({
        members: ["801", "802", "803"],
        written: [{ asAt: "2017-04-02" }],
      });
    }
  });

  test("are those of one instrument, wave and origin, and others do not delay them", () => {
    const others = [
      aPlannedCampaign({ code: "805", closed: false, wave: "2018" }),
      aPlannedCampaign({ code: "805", closed: false, questionnaire: "ylyc-8-11" }),
      aPlannedCampaign({ code: "805", closed: false, synthetic: false }),
    ];
    expect(freeze([...closed, ...others])).toMatchObject({ final: true, members: ["801", "802", "803"] });
  });
});
