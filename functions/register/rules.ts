/** What a document must satisfy beside its shape. One rule a function; each is silent about fields that it cannot read. */
import { type Campaign, isSettled, keyOf, linksReplacedOf, partitionOf } from "#shared/programme/campaign.ts";
import { latestVersionOf, questionnaireOf } from "#shared/survey/catalogue.ts";
import { campaignsIn, type LegibleDocument } from "./legible.ts";
import { type DocumentProblem, pointerTo } from "./problem.ts";
import { isWrittenIn } from "./written-languages.ts";

export interface Circumstances {
  /** Origins that the stage's API answers to. */
  readonly configuredOrigins: readonly string[];
  /** Every campaign that is stored already. */
  readonly stored: readonly Campaign[];
}

type Rule = (document: LegibleDocument, circumstances: Circumstances) => DocumentProblem[];

interface Placed {
  readonly pointer: string;
  readonly value: string | undefined;
}

function repeated(
  placed: readonly Placed[],
  code: string,
  detail: (firstPointer: string) => string,
): DocumentProblem[] {
  const first = new Map<string, string>();
  return placed.flatMap(({ pointer, value }) => {
    if (value === undefined) return [];
    const earlier = first.get(value);
    if (earlier !== undefined) return [{ pointer, code, detail: detail(earlier) }];
    first.set(value, pointer);
    return [];
  });
}

const authorityField = (document: LegibleDocument, field: "code" | "onsCode" | "name"): Placed[] =>
  document.authorities.map((authority, index) => ({
    pointer: pointerTo(["authorities", index, field]),
    value: authority[field],
  }));

const authorityListedTwice: Rule = (document) =>
  repeated(
    authorityField(document, "code"),
    "authority-repeated",
    (first) => `List each authority once. ${first} has this code already.`,
  );

const onsCodeSharedByTwo: Rule = (document) =>
  repeated(
    authorityField(document, "onsCode"),
    "ons-code-repeated",
    (first) => `Correct one of the two: ${first} has this ONS code already, and it names one authority.`,
  );

const nameSharedByTwo: Rule = (document) =>
  repeated(
    authorityField(document, "name"),
    "name-repeated",
    (first) => `Correct one of the two: ${first} has this name already, and readers could not tell them apart.`,
  );

/** Two documents may each be sound and still give two authorities one code or one name. */
const takenByAnotherAuthority: Rule = ({ authorities }, { stored }) =>
  authorities.flatMap(({ code, onsCode, name }, index) =>
    (["onsCode", "name"] as const).flatMap((field) => {
      const value = { onsCode, name }[field];
      const other = stored.find(({ authority }) => authority.code !== code && authority[field] === value);
      if (code === undefined || other === undefined) return [];
      const detail = `Correct this: authority ${other.authority.code} is registered with it already, in wave ${other.wave}.`;
      return [{ pointer: pointerTo(["authorities", index, field]), code: "taken-by-another-authority", detail }];
    }),
  );

const neighboursOf = ({ statisticalNeighbours }: LegibleDocument["authorities"][number], index: number): Placed[] =>
  statisticalNeighbours.map((value, position) => ({
    pointer: pointerTo(["authorities", index, "statisticalNeighbours", position]),
    value,
  }));

const neighbourOfItself: Rule = ({ authorities }) =>
  authorities.flatMap((authority, index) =>
    neighboursOf(authority, index).flatMap(({ pointer, value }) =>
      value === undefined || value !== authority.code
        ? []
        : [
            {
              pointer,
              code: "neighbour-of-itself",
              detail: "Remove this code: it is the authority's own, and its neighbours are others.",
            },
          ],
    ),
  );

const neighbourListedTwice: Rule = ({ authorities }) =>
  authorities.flatMap((authority, index) =>
    repeated(
      neighboursOf(authority, index),
      "neighbour-repeated",
      (first) => `List each neighbour of an authority once. ${first} names this one already.`,
    ),
  );

const waveListedTwice: Rule = ({ waves }) =>
  repeated(
    waves.map(({ id }, index) => ({ pointer: pointerTo(["waves", index, "id"]), value: id })),
    "wave-repeated",
    (first) => `List each wave once, with all its campaigns. ${first} names this wave already.`,
  );

const campaignListedTwice: Rule = (document) =>
  repeated(
    campaignsIn(document).map(({ pointer, key }) => ({ pointer, value: key && partitionOf(key) })),
    "campaign-repeated",
    (first) => `An authority asks with a questionnaire once in a wave. Remove this campaign or the one at ${first}.`,
  );

const authorityUnknown: Rule = (document) => {
  const listed = new Set(document.authorities.map(({ code }) => code));
  // Where a code cannot be read, that problem is the one to mend.
  if (listed.size === 0 || listed.has(undefined)) return [];
  return campaignsIn(document).flatMap(({ pointer, campaign: { authority } }) =>
    authority === undefined || listed.has(authority)
      ? []
      : [
          {
            pointer: `${pointer}/authority`,
            code: "authority-unknown",
            detail: "Add an authority with this code to the document's authorities, or correct the code.",
          },
        ],
  );
};

const versionUnknown: Rule = (document) =>
  campaignsIn(document).flatMap(({ pointer, campaign: { questionnaire, version } }) =>
    questionnaire === undefined || version === undefined || questionnaireOf(questionnaire, version) !== undefined
      ? []
      : [
          {
            pointer: `${pointer}/version`,
            code: "version-unknown",
            detail: `Use a published version of ${questionnaire}; the latest is ${latestVersionOf(questionnaire).version}.`,
          },
        ],
  );

const closesBeforeItOpens: Rule = (document) =>
  campaignsIn(document).flatMap(({ pointer, campaign: { opens, closes } }) =>
    opens === undefined || closes === undefined || opens <= closes
      ? []
      : [
          {
            pointer: `${pointer}/closes`,
            code: "closes-before-it-opens",
            detail: "Let the campaign close on the day on which it opens or later.",
          },
        ],
  );

/** The same day of the next year, as text: days sort as text does, and 29 February then stands before 1 March. */
const aYearAfter = (day: string) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

const longerThanAYear: Rule = (document) =>
  campaignsIn(document).flatMap(({ pointer, campaign: { opens, closes } }) =>
    opens === undefined || closes === undefined || closes < aYearAfter(opens)
      ? []
      : [
          {
            pointer: `${pointer}/closes`,
            code: "window-longer-than-a-year",
            detail: `Let the campaign close before ${aYearAfter(opens)}. Children's answers of another year belong to another wave.`,
          },
        ],
  );

const languageNotWritten: Rule = (document, { stored }) =>
  campaignsIn(document).flatMap(({ pointer, campaign, key }) => {
    const { questionnaire: id, languages = [] } = campaign;
    if (id === undefined) return [];
    const version = campaign.version ?? storedUnder(key, stored)?.version ?? latestVersionOf(id).version;
    const questionnaire = questionnaireOf(id, version);
    return languages.flatMap((language, index) =>
      questionnaire === undefined || isWrittenIn(questionnaire, language)
        ? []
        : [
            {
              pointer: `${pointer}/languages/${index}`,
              code: "language-not-written",
              detail: `Remove this language: version ${version} of ${id} is not wholly written in it.`,
            },
          ],
    );
  });

const languageListedTwice: Rule = (document) =>
  campaignsIn(document).flatMap(({ pointer, campaign: { languages = [] } }) =>
    repeated(
      languages.map((language, index) => ({ pointer: `${pointer}/languages/${index}`, value: language })),
      "language-repeated",
      () => "List each language once.",
    ),
  );

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.origin !== text) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && ["localhost", "127.0.0.1"].includes(url.hostname));
}

const originUnusable: Rule = ({ allowedOrigins }, { configuredOrigins }) =>
  allowedOrigins.flatMap((origin, index) => {
    const pointer = pointerTo(["allowedOrigins", index]);
    if (origin === undefined) return [];
    if (!isOrigin(origin)) {
      return [
        {
          pointer,
          code: "origin-not-https",
          detail:
            "Write an origin: https:// and a host in small letters, with no path and no closing slash. http:// is for localhost and 127.0.0.1 alone.",
        },
      ];
    }
    return configuredOrigins.includes(origin)
      ? []
      : [
          {
            pointer,
            code: "origin-not-configured",
            detail:
              "Add this origin to infra/stages.ts and deploy first: browsers there could not post to this API yet.",
          },
        ];
  });

function storedUnder(
  key: Parameters<typeof partitionOf>[0] | undefined,
  stored: readonly Campaign[],
): Campaign | undefined {
  return key && stored.find((campaign) => partitionOf(keyOf(campaign)) === partitionOf(key));
}

const versionChanged: Rule = (document, { stored }) =>
  campaignsIn(document).flatMap(({ pointer, campaign: { version }, key }) => {
    const before = storedUnder(key, stored);
    return before === undefined || version === undefined || version === before.version
      ? []
      : [
          {
            pointer: `${pointer}/version`,
            code: "version-is-fixed",
            detail: `Leave the version at ${before.version}, or out: answers are stored by it. Another version needs a campaign in another wave.`,
          },
        ];
  });

const countedWindowChanged: Rule = (document, { stored }) =>
  campaignsIn(document).flatMap(({ pointer, campaign, key }) => {
    const before = storedUnder(key, stored);
    if (before === undefined || !isSettled(before)) return [];
    return (["opens", "closes"] as const).flatMap((end) =>
      campaign[end] === undefined || campaign[end] === before[end]
        ? []
        : [
            {
              pointer: `${pointer}/${end}`,
              code: "window-is-counted",
              detail: `Leave this at ${before[end]}: the campaign has been counted, which is done once, and takes no more submissions.`,
            },
          ],
    );
  });

/** One at a time, so that the same document twice replaces nothing twice. */
const linksReplacedOutOfStep: Rule = (document, { stored }) =>
  campaignsIn(document).flatMap(({ pointer, campaign: { linksReplaced }, key }) => {
    if (linksReplaced === undefined || key === undefined) return [];
    const before = storedUnder(key, stored);
    const replaced = before === undefined ? 0 : linksReplacedOf(before);
    const mayBe = before === undefined ? [0] : [replaced, replaced + 1];
    const detail =
      before === undefined
        ? "Leave this out, or at 0: the campaign is new, and so is its link."
        : `Leave this at ${replaced}, or out, to keep the link; ${replaced + 1} replaces it.`;
    return mayBe.includes(linksReplaced)
      ? []
      : [{ pointer: `${pointer}/linksReplaced`, code: "links-replaced-out-of-step", detail }];
  });

/** Real answers must never lose themselves among invented ones, nor invented ones their mark. */
const syntheticChanged: Rule = (document, { stored }) => {
  const { synthetic } = document;
  const contradicted = campaignsIn(document).some(({ key }) => {
    const before = storedUnder(key, stored);
    return before !== undefined && before.synthetic !== synthetic;
  });
  return synthetic === undefined || !contradicted
    ? []
    : [
        {
          pointer: "/synthetic",
          code: "synthetic-is-fixed",
          detail: `Set this back to ${!synthetic}: campaigns of this document were created so. Use another wave for the others.`,
        },
      ];
};

const rules: readonly Rule[] = [
  originUnusable,
  authorityListedTwice,
  onsCodeSharedByTwo,
  nameSharedByTwo,
  takenByAnotherAuthority,
  neighbourOfItself,
  neighbourListedTwice,
  waveListedTwice,
  campaignListedTwice,
  authorityUnknown,
  versionUnknown,
  closesBeforeItOpens,
  longerThanAYear,
  languageListedTwice,
  languageNotWritten,
  syntheticChanged,
  versionChanged,
  countedWindowChanged,
  linksReplacedOutOfStep,
];

export function problemsOfContent(document: LegibleDocument, circumstances: Circumstances): DocumentProblem[] {
  return rules.flatMap((rule) => rule(document, circumstances));
}
