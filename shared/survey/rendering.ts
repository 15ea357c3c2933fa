/**
 * What a front end needs to put a questionnaire on a screen. It holds no band, polarity or indicator: a screen does not
 * need to know which answers count as good.
 */
import * as z from "zod";
import { aboutQuestionsOf } from "./about-questions.ts";
import type { Item, Language, Questionnaire, Scale, Wording } from "./questionnaire.ts";

/** The longest text that a comment box takes, in characters. */
export const longestCommentInCharacters = 2000;

const words = z.strictObject({ en: z.string().min(1).optional(), cy: z.string().min(1).optional() });
const option = z.strictObject({
  id: z.string(),
  wording: words,
  face: z.enum(["smiling", "unsure", "sad"]).optional(),
});
const choice = z.strictObject({ kind: z.literal("choice"), options: z.array(option).min(2) });
const wholeNumber = z.strictObject({ kind: z.literal("whole-number"), from: z.int(), to: z.int() });
const ladder = z.strictObject({
  kind: z.literal("ladder"),
  from: z.literal(0),
  to: z.literal(10),
  lowest: words,
  highest: words,
});

/** The JSON of a questionnaire as it is served. Every wording carries each of `languages`, and no other. */
export const renderedQuestionnaire = z.strictObject({
  id: z.enum(["ylyc-4-7", "ylyc-8-11", "ylyc-11-17", "ylbc-16-25"]),
  version: z.int().positive(),
  languages: z.array(z.enum(["en", "cy"])).min(1),
  title: words,
  introduction: words,
  answeredBy: z.enum(["child-with-trusted-adult", "child-with-help-if-wanted", "young-person"]),
  about: z.array(
    z.strictObject({
      id: z.enum(["age", "gender", "ethnicity", "placement", "yearsInCare", "disability"]),
      wording: words,
      answer: z.discriminatedUnion("kind", [wholeNumber, choice]),
    }),
  ),
  sections: z.array(
    z.strictObject({
      title: words,
      items: z.array(
        z.strictObject({ id: z.string(), wording: words, answer: z.discriminatedUnion("kind", [choice, ladder]) }),
      ),
    }),
  ),
  comments: z.array(
    z.strictObject({ id: z.string(), wording: words, maximumCharacters: z.literal(longestCommentInCharacters) }),
  ),
});
export type RenderedQuestionnaire = z.infer<typeof renderedQuestionnaire>;

type Words = z.infer<typeof words>;
type In = (wording: Wording) => Words;

/** English stands in where a wording has not been translated. */
function inLanguages(languages: readonly Language[]): In {
  return (wording) => Object.fromEntries(languages.map((language) => [language, wording[language] ?? wording.en]));
}

function renderScale(scale: Scale, say: In): RenderedQuestionnaire["sections"][number]["items"][number]["answer"] {
  if (scale.kind === "ladder") {
    return { kind: "ladder", from: 0, to: 10, lowest: say(scale.lowest), highest: say(scale.highest) };
  }
  const options = scale.options.map(({ id, wording, face }) => ({
    id,
    wording: say(wording),
    ...(face === undefined ? {} : { face }),
  }));
  return { kind: "choice", options };
}

function renderItem(item: Item, say: In) {
  return { id: item.id, wording: say(item.wording), answer: renderScale(item.scale, say) };
}

/**
 * The questionnaire in the given languages, as a plain object for JSON. The same arguments always give the same bytes
 * once serialised. A language given twice counts once.
 * @throws RangeError when no language is given
 */
export function render(questionnaire: Questionnaire, languages: readonly Language[]): RenderedQuestionnaire {
  const wanted = [...new Set(languages)];
  if (wanted.length === 0) throw new RangeError("a questionnaire is rendered in at least one language");
  const say = inLanguages(wanted);
  return {
    id: questionnaire.id,
    version: questionnaire.version,
    languages: wanted,
    title: say(questionnaire.title),
    introduction: say(questionnaire.introduction),
    answeredBy: questionnaire.answeredBy,
    about: aboutQuestionsOf(questionnaire).map(({ id, wording, answer }) => ({
      id,
      wording: say(wording),
      answer:
        answer.kind === "whole-number"
          ? answer
          : { kind: "choice", options: answer.options.map((each) => ({ id: each.id, wording: say(each.wording) })) },
    })),
    sections: questionnaire.sections.map(({ title, items }) => ({
      title: say(title),
      items: items.map((item) => renderItem(item, say)),
    })),
    comments: questionnaire.comments.map(({ id, wording }) => ({
      id,
      wording: say(wording),
      maximumCharacters: longestCommentInCharacters,
    })),
  };
}
