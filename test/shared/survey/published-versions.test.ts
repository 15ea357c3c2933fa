/** A published version never changes. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { questionnaires } from "#shared/survey/catalogue.ts";

const published: Readonly<Record<string, string>> = {
  "ylyc-4-7 version 1": "1c27fec169551aaf9bff2393fb9626bf48c092a00da246d2636b052bbc80f326",
  "ylyc-8-11 version 1": "2e324b2075df9335b14e9366cc6cdb88d457609b8eae180a0ace43dac0bbd12a",
  "ylyc-11-17 version 1": "0354d74e8b25dbd36624e7098a4bde9264797078839fe419bbf4de6f53d2e5a2",
  "ylbc-16-25 version 1": "ee209072d6997dfa178d184a7a230c8c972a3469a50bda90ba8bb73ff8079920",
};

/** The same text for the same definition, in whatever order its fields are written down. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(",")}}`;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

test.each(questionnaires)("never changes $id once version $version is published", (questionnaire) => {
  const name = `${questionnaire.id} version ${questionnaire.version}`;
  expect(
    sha256(canonical(questionnaire)),
    `${name} differs from what was published, and stored answers depend on it: publish a new version instead`,
  ).toBe(published[name]);
});

test("never takes a published version away", () => {
  const known = questionnaires.map(({ id, version }) => `${id} version ${version}`);
  expect(known).toEqual(expect.arrayContaining(Object.keys(published)));
});
