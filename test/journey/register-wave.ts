/** Registers an invented wave as a coordinator would, and gives every campaign the link that it got. */
import * as z from "zod";
import type { ProgrammeDocument } from "#shared/programme/document.ts";
import { campaignsOf, submissionsOf } from "./synthetic/submissions.ts";
import type { LinkedCampaign } from "./synthetic/visits.ts";
import type { WaveFigures } from "./synthetic/waves.ts";

/** The register function would not take the document. Says where and why. */
export class ProgrammeRefused extends Error {
  override readonly name = "ProgrammeRefused";
  readonly problems: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
  constructor(problems: ProgrammeRefused["problems"]) {
    super(
      ["the programme was refused:", ...problems.map(({ pointer, detail }) => `${pointer} ${detail}`)].join("\n  "),
    );
    this.problems = problems;
  }
}

/** The register function did not answer. */
export class RegisterFailed extends Error {
  override readonly name = "RegisterFailed";
  readonly errorType: string;
  constructor(errorType: string) {
    super(`the function register failed with ${errorType}`);
    this.errorType = errorType;
  }
}

/** A campaign of the wave has come back without a link. */
export class LinkMissing extends Error {
  override readonly name = "LinkMissing";
  readonly authority: string;
  readonly questionnaire: string;
  constructor(authority: string, questionnaire: string) {
    super(`the register function gave no link for ${authority} ${questionnaire}`);
    this.authority = authority;
    this.questionnaire = questionnaire;
  }
}

const registration = z.discriminatedUnion("refused", [
  z.object({
    refused: z.literal(true),
    problems: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })),
  }),
  z.object({
    refused: z.literal(false),
    campaigns: z.array(
      z.object({ wave: z.string(), authority: z.string(), questionnaire: z.string(), link: z.string() }),
    ),
  }),
]);

/**
 * @param register invokes the register function with the document and gives its answer
 * @throws ProgrammeRefused, LinkMissing
 */
export async function registerWave(
  register: (document: ProgrammeDocument) => Promise<unknown>,
  document: ProgrammeDocument,
  figures: WaveFigures,
  seed: number,
): Promise<readonly LinkedCampaign[]> {
  const answer = registration.parse(await register(document));
  if (answer.refused) throw new ProgrammeRefused(answer.problems);
  return campaignsOf(figures, seed).map((campaign) => {
    const { authority, questionnaire, wave } = campaign;
    const registered = answer.campaigns.find(
      (each) => each.wave === wave && each.authority === authority.code && each.questionnaire === questionnaire,
    );
    if (registered === undefined) throw new LinkMissing(authority.code, questionnaire);
    return { campaign, link: registered.link, submissions: submissionsOf(campaign, seed) };
  });
}
