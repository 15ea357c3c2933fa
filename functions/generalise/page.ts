/** The page beside the records: what they are, how they were made anonymous, and what nobody may do with them. */
import { symbols } from "#shared/release/dataset.ts";
import { code, list, page, plain, section, table } from "#shared/release/metadata/markdown.ts";
import { RECORDS, REPORT, type Tier } from "#shared/storage/microdata.ts";
import type { Instrument } from "./instruments.ts";
import { ANYTHING, type KnownTrait } from "./quasi-identifiers.ts";
import type { InstrumentMicrodata } from "./records.ts";
import type { ReleasedReport, WithheldReport } from "./report.ts";

const readers: Readonly<Record<Tier, string>> = {
  owner: "For the people of the programme's owner. Nobody else may be given this edition.",
  shared: "For researchers who have agreed to the terms below. It is made from the owner's edition and says less.",
};

export function pageOfRecords(report: ReleasedReport, instrument: Instrument, microdata: InstrumentMicrodata): string {
  return page(
    ...opening(report, instrument),
    whatItIs(report),
    whatMayBeKnown(report, microdata.quasiIdentifiers),
    whatWasAnswered(microdata),
    howAnonymous(report),
    terms(),
  );
}

/** Says why there are no records, for whoever looks for them. */
export function pageOfNothing(report: WithheldReport, instrument: Instrument): string {
  return page(
    ...opening(report, instrument),
    `**There are no records here.** ${report.reason} That is how it stays: an edition is made once.`,
  );
}

function opening({ tier, wave, notice }: ReleasedReport | WithheldReport, { questionnaire }: Instrument) {
  const { title, version } = questionnaire;
  return [`# ${plain(title.en)}, version ${version}, wave ${wave}: anonymised records`, `**${notice}**`, readers[tier]];
}

function whatItIs({ file, risk: { suppressed } }: ReleasedReport): string {
  return section(
    "What it is",
    `${code(RECORDS)} has ${file.rows} records, one for each respondent whose answers the programme's figures were counted from, but for those who would have stood out and were left out whole (${suppressed}). The rows are sorted by what they say and then numbered: neither their order nor ${code("row")} says anything more, and the first of them are no sample. Nothing in the file leads back to a submission, and there is no key that anybody keeps.`,
    "The file leaves out whoever withdrew their answers before it was made; a later withdrawal deletes the answers that the programme stores and does not change the file, which is deleted when its own time is over.",
    `Numbers about it are in ${code(REPORT)}, which was written last and has the SHA-256 of the file.`,
  );
}

function whatMayBeKnown({ risk }: ReleasedReport, traits: readonly KnownTrait[]): string {
  return section(
    "What is said of a respondent",
    `What somebody might know of a young person is said for all records equally exactly. ${code(ANYTHING)} stands in a column that had to go entirely.`,
    table(
      ["column", "says", "at its most exact it would say"],
      risk.quasiIdentifiers.map(({ name, levelName }, attribute) => [
        code(name),
        levelName,
        traits[attribute]?.hierarchy.levels[0] ?? "",
      ]),
    ),
  );
}

function whatWasAnswered({ sensitive }: InstrumentMicrodata): string {
  return section(
    "What was answered",
    `Each answer is the band that the figures count it in, the favourable end first. ${code(symbols.notAvailable)}: not answered, or answered with what is no answer, such as rather not to say.`,
    table(
      ["column", "question", "bands"],
      sensitive.map(({ name, item, values }) => [code(name), plain(item.wording.en), values.map(code).join(", ")]),
    ),
  );
}

function howAnonymous({ policy, risk }: ReleasedReport): string {
  const { average, highest } = risk.prosecutorRisk;
  return section(
    "How anonymous it is",
    list([
      `Every record is alike with at least ${policy.k - 1} others in all that is said of a respondent (k-anonymity); the smallest of the ${risk.classes} classes has ${risk.k}.`,
      `In every class at least ${policy.l} different answers were given to each question (l-diversity).`,
      `To know somebody's class says little of their answers that is not true of all respondents: no class is further from all records in the file than ${policy.t} (t-closeness).`,
      `Whoever knows that somebody answered, and all that is said here of them, picks the right record with a chance of at most ${percent(highest)}, and ${percent(average)} on average.`,
    ]),
    "What this cannot protect from: whoever knows several of a person's answers may find the record by them. That is why the answers are few, and why the terms are what they are.",
  );
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

function terms(): string {
  return section(
    "What nobody may do with it",
    list([
      "Do not try to find out who anybody is, or whether somebody is among the records. Whoever finds out by accident says so to the programme at once, and to nobody else.",
      "Do not link the records with anything: not with the programme's own figures, not with records of another wave, instrument or edition, not with other data about people.",
      "Do not publish or tell a count under 10, nor figures from which one follows, nor a single record, nor what all of a group answered alike.",
      "Do not pass the file on, and do not put it where others can open it. Whoever else needs it asks the programme.",
      "Use it for the purpose that was agreed on, and delete every copy when that is over.",
      "The records are a part of those who were asked, some are left out, and the programme's figures carry noise that these do not. Where the two differ, quote the programme's.",
    ]),
  );
}
