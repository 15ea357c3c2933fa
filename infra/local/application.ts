/** Applies a programme document to a running local cloud, as a coordinator would, and says what came of it. */
import type { RegisteredCampaign, Registration } from "#functions/register/register.ts";
import { columns } from "./columns.ts";
import type { FunctionFailure } from "./sandbox.ts";
import { askControl } from "./whereabouts.ts";

export interface Applied {
  readonly accepted: boolean;
  /** For a person: a table of the campaigns, or every problem with its place. */
  readonly text: string;
  readonly campaigns: readonly RegisteredCampaign[];
}

const heading = [
  "wave",
  "authority",
  "name",
  "questionnaire",
  "opens",
  "closes",
  "eligible",
  "link",
  "outcome",
] as const;

function told(registration: Registration): string {
  if (registration.refused) {
    const problems = registration.problems.map(({ pointer, code, detail }) => [pointer || "(document)", code, detail]);
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    return `Nothing was changed: ${count}.\n\n${columns([["place", "problem", "what to do"], ...problems]).join("\n")}`;
  }
  const { campaigns, created, updated, unchanged, notInDocument } = registration;
  const rows = campaigns.map((campaign) => heading.map((name) => String(campaign[name])));
  return `${columns([heading, ...rows]).join("\n")}

${created} created, ${updated} updated, ${unchanged} unchanged, ${notInDocument} stored that the document does not name`;
}

/** A document that is refused, or a function that fails, is an answer. Throws only where no local cloud answers. */
export async function applyProgramme(controlUrl: string, document: unknown): Promise<Applied> {
  const { status, body } = await askControl(controlUrl, "POST", "/functions/register/invocations", document);
  if (status !== 200) {
    const { errorType, errorMessage } = body as Partial<FunctionFailure>;
    return { accepted: false, text: `${errorType ?? status}: ${errorMessage ?? "refused"}`, campaigns: [] };
  }
  const registration = body as Registration;
  return {
    accepted: !registration.refused,
    text: told(registration),
    campaigns: registration.refused ? [] : registration.campaigns,
  };
}
