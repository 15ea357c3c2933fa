import { describe, expect, it } from "vitest";
import { planNight } from "#functions/plan/plan.ts";
import { type Plan, plan } from "#shared/programme/night.ts";
import { aCampaign, programmeInMemory } from "../../functions/plan/programme-in-memory.ts";

/** The plan of a night over one campaign, and what the state machine is handed of it. */
async function planned(different: { readonly mayBeNamed: boolean; readonly statisticalNeighbours: string[] }) {
  const campaign = aCampaign();
  const { programme } = programmeInMemory([{ ...campaign, authority: { ...campaign.authority, ...different } }]);
  const written: unknown[] = [];
  const plans = { writePlan: async (night: Plan) => void written.push(night) };
  const handedOver = await planNight(
    { runId: "night-1" },
    { countsInDays: 1_095, responsesInDays: 1_095 },
    { programme: { ...programme, recounts: async () => [] }, plans },
    new Date("2017-04-01T02:15:00Z"),
  );
  return { written: JSON.parse(JSON.stringify(written[0])), handedOver };
}

describe("the plan of a night", () => {
  it("carries each authority's consent and neighbours to the stages that read it", async () => {
    const { written } = await planned({ mayBeNamed: true, statisticalNeighbours: ["916", "878"] });
    expect(plan.parse(written).campaigns[0]?.authority).toMatchObject({
      code: "801",
      mayBeNamed: true,
      statisticalNeighbours: ["916", "878"],
    });
  });

  it("is handed to the state machine without them", async () => {
    const { handedOver } = await planned({ mayBeNamed: true, statisticalNeighbours: ["916"] });
    expect(handedOver).toMatchObject({ proceed: true, campaigns: [{ authority: "801" }] });
    expect(JSON.stringify(handedOver)).not.toMatch(/mayBeNamed|statisticalNeighbours|916/);
  });

  it("that was written before there was consent is read as without it and without neighbours", async () => {
    const { written } = await planned({ mayBeNamed: true, statisticalNeighbours: ["916"] });
    for (const { authority } of written.campaigns) {
      delete authority.mayBeNamed;
      delete authority.statisticalNeighbours;
    }
    expect(plan.parse(written).campaigns[0]?.authority).toMatchObject({ mayBeNamed: false, statisticalNeighbours: [] });
  });
});
