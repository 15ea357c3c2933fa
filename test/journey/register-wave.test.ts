import { describe, expect, it } from "vitest";
import type { ProgrammeDocument } from "#shared/programme/document.ts";
import { LinkMissing, ProgrammeRefused, registerWave } from "./register-wave.ts";
import { programmeOf } from "./synthetic/programme.ts";
import { campaignsOf } from "./synthetic/submissions.ts";
import { waves } from "./synthetic/waves.ts";

const SEED = 7;
const figures = waves["2016"];
const document = programmeOf(figures, SEED, { today: "2026-03-31", allowedOrigins: ["http://localhost:3000"] });

/** Answers as the register function does, every link naming its campaign. */
async function registered({ waves: [wave] }: ProgrammeDocument) {
  const campaigns = (wave?.campaigns ?? []).map(({ authority, questionnaire }) => ({
    wave: wave?.id ?? "",
    authority,
    questionnaire,
    link: `${authority} ${questionnaire}`,
  }));
  return { refused: false, campaigns: campaigns.toReversed() };
}

describe("registering a wave", () => {
  it("gives every campaign its own link, in whatever order the function names them", async () => {
    const linked = await registerWave(registered, document, figures, SEED);
    expect(linked).toHaveLength(campaignsOf(figures, SEED).length);
    for (const { campaign, link, submissions } of linked) {
      expect(link).toBe(`${campaign.authority.code} ${campaign.questionnaire}`);
      expect(submissions).toHaveLength(campaign.respondents);
    }
  });

  it("tells what is wrong with a document that is refused", async () => {
    const problems = [{ pointer: "/waves/0/id", code: "missing", detail: "Add this." }];
    const registering = registerWave(async () => ({ refused: true, problems }), document, figures, SEED);
    await expect(registering).rejects.toBeInstanceOf(ProgrammeRefused);
    await expect(registering).rejects.toMatchObject({ problems, message: expect.stringContaining("/waves/0/id") });
  });

  it("does not go on without a link", async () => {
    const registering = registerWave(async () => ({ refused: false, campaigns: [] }), document, figures, SEED);
    await expect(registering).rejects.toBeInstanceOf(LinkMissing);
  });
});
