/** The page of a release, for a person who has found its files and nothing else. */
import { claimRule } from "../comparison.ts";
import { origins, symbolLabels, symbols, TOTAL } from "../dataset.ts";
import { METHOD_NOTES } from "../datasets/all-datasets.ts";
import { codebook } from "../datasets/codebook.ts";
import { comparisons } from "../datasets/comparisons.ts";
import { peerLearning } from "../datasets/peer-learning.ts";
import { responseRates } from "../datasets/response-rates.ts";
import { authorityFolder, MANIFEST } from "../manifest.ts";
import { jsonPathOf, parquetPathOf } from "../parquet-layout.ts";
import { DATA_PACKAGE, metaPathOf } from "../release-layout.ts";
import { type DescribedRelease, licence, tablesOf, titleOf } from "./described-release.ts";
import { fileTitlesOf } from "./file-titles.ts";
import { block, code, list, page, plain, section, table } from "./markdown.ts";
import { readingOrder } from "./reading-order.ts";

type Dataset = DescribedRelease["datasets"][number];
type Named = NonNullable<DescribedRelease["authority"]>;

/** Markdown, UTF-8, ending with LF. A whole release speaks to anybody, the folder of an authority to that authority. */
export function releasePageOf(release: DescribedRelease): Uint8Array {
  return Buffer.from(
    page(
      ...introduction(release),
      whoIsInIt(release),
      whereToBegin(release),
      howToReadAFigure(release),
      whatAClaimMeans(release),
      whatNotToDo(release),
      theFiles(release),
      whetherTheyAreWhole(release),
      ...whatWasTakenBack(release),
      licenceAndCitation(release),
      whomToAsk(release),
    ),
  );
}

function introduction(release: DescribedRelease): string[] {
  const { synthetic, notice, authority } = release;
  return [
    `# ${plain(titleOf(release))}`,
    `**${plain(notice)}**`,
    ...(synthetic
      ? [
          `Nobody answered: a machine made these figures up to try the service out. Each row of invented answers says ${code(origins.synthetic)} in the column ${code("data_origin")}. Please quote nothing of it as a finding about a real place.`,
        ]
      : []),
    ...(authority === undefined ? whatAReleaseIs() : whatAFolderIs(release, authority)),
  ];
}

function whatAReleaseIs(): string[] {
  return [
    "Children in care and care leavers were asked by their local authorities how their lives are. This folder holds what may be told of their answers: each authority's figures beside those of the other authorities, of the general population and of its own earlier waves.",
    `Each authority finds its own figures once more in ${code(authorityFolder("<its code>"))}, with a page like this one.`,
  ];
}

function whatAFolderIs(release: DescribedRelease, { code: id, name }: Named): string[] {
  const peers = has(release, peerLearning.path)
    ? " Another authority is named only as one to learn from, and only if it has agreed to be."
    : "";
  return [
    `This folder is for ${plain(name)} (${code(id)}). It holds what may be told of what the children and young people in your care, and those who have left it, answered: your own figures, and beside them all other authorities taken together. Nobody else's own figures are in it, and nobody else's folder has yours.${peers}`,
  ];
}

function whoIsInIt(release: DescribedRelease): string {
  const { released, authority } = release;
  const surveys = Map.groupBy(released, ({ wave, questionnaire }) => JSON.stringify([wave, questionnaire]));
  const rows = [...surveys]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, campaigns]) => {
      const [first] = campaigns;
      if (first === undefined) return [];
      const authorities = new Set(campaigns.map((each) => each.authority)).size;
      return [
        [code(first.wave), code(first.questionnaire), ...(authority === undefined ? [grouped(authorities)] : [])],
      ];
    });
  return section(
    "Who is in it",
    rows.length === 0
      ? "No figures have been released yet. They come on the first night after the window of a survey has closed."
      : table(["Wave", "Questionnaire", ...(authority === undefined ? ["Authorities"] : [])], rows),
    [
      ...(authority === undefined
        ? [`The day that the release stands for is ${code("asOf")} in ${code(MANIFEST)}.`]
        : []),
      ...(has(release, responseRates.path)
        ? [
            `As of which day the figures of each survey stand is in the column ${code("as_at")} of ${code(responseRates.path)}.`,
          ]
        : []),
      "The numbers in the name of a questionnaire are the ages that it is for.",
    ].join(" "),
  );
}

function whereToBegin(release: DescribedRelease): string {
  const answered = readingOrder.filter(({ path }) => has(release, path));
  return section(
    "Where to begin",
    "In five minutes: find your question, open the file, look at the columns named here.",
    table(
      ["You want to know", "Open", "Look at"],
      answered.map(({ question, path, columns }) => [question, code(path), columns.map(code).join(", ")]),
    ),
    ...(has(release, comparisons.path) ? firstQuery(release) : []),
  );
}

function firstQuery(release: DescribedRelease): string[] {
  const parquet = parquetPathOf(comparisons);
  return [
    "All that stands out, in [DuckDB](https://duckdb.org):",
    block(
      "sql",
      "SELECT la_name, instrument, measure, comparison, claim, difference_points",
      `FROM read_csv('${comparisons.path}', nullstr = [${symbolList}], types = {'old_la_code': 'VARCHAR', 'wave': 'VARCHAR'})`,
      "WHERE claim <> 'none'",
      "ORDER BY la_name, instrument, measure, comparison;",
    ),
    `In pandas \`na_values=[${symbolList}]\` and \`dtype={'old_la_code': str, 'wave': str}\` do the same, in R's readr \`na = c(${symbolList})\`. Codes and waves are text: a spreadsheet that takes them for numbers drops their noughts.`,
    ...(has(release, parquet) ? [`${code(parquet)} and its like hold the same rows with typed columns.`] : []),
  ];
}

function howToReadAFigure(release: DescribedRelease): string {
  const { methodVersion, policy } = release;
  return section(
    "How to read a figure",
    `A row is one figure of one group; ${code(TOTAL)} stands for everybody. No cell is empty. Where a figure is missing, a letter says why:`,
    table(
      ["Letter", "Says"],
      Object.entries(symbolLabels).map(([symbol, label]) => [code(symbol), label]),
    ),
    'To protect children, a small random number was added to each count before anything was worked out, and the original counts were not kept. Intervals and tests allow for it. So a share differs by a few points from what was said, bands need not sum to 100, and girls and boys need not average to everybody. "0%" means few or none, "100%" nearly everyone: whoever answered can deny it.',
    "Shares are whole per cents, and numbers of answers are rounded. Look at the interval before you look at the figure: where few answered it is wide.",
    `Method version ${code(methodVersion)}, disclosure policy ${code(policy.id)} version ${policy.version}. ${whereTheRestIs(release)}`,
  );
}

function whereTheRestIs(release: DescribedRelease): string {
  const rest = [
    [METHOD_NOTES, "has the formulas, thresholds and sources of every figure."],
    [codebook.path, "has every question and answer word for word."],
  ] as const;
  return rest.flatMap(([path, holds]) => (has(release, path) ? [`${code(path)} ${holds}`] : [])).join(" ");
}

function whatAClaimMeans({ authority }: DescribedRelease): string {
  const { largestQ, smallestDifferenceInPoints, smallestDifferenceOfMeans, smallestBase } = claimRule;
  const whose = authority === undefined ? "an authority's" : "your";
  return section(
    "What a claim means",
    `A ${code("bright-spot")} is a measure on which ${whose} answers are better than what they stand beside, an ${code("area-for-improvement")} one on which they are worse; ${code("higher")} and ${code("lower")} are said where neither end is better. All of this must hold:`,
    list([
      `chance alone would seldom bring it about: a q of at most ${largestQ}, the p adjusted for everything that one report tests against the same kind of reference;`,
      `the difference is at least ${smallestDifferenceInPoints} points, or ${smallestDifferenceOfMeans} on the average of a ladder;`,
      `at least ${smallestBase} answers stand on either side.`,
    ]),
    `${code("none")} does not say that there is no difference. Where few answered, only a large one can be claimed.`,
  );
}

function whatNotToDo({ synthetic, authority }: DescribedRelease): string {
  return section(
    "What not to do with it",
    list([
      ...(synthetic ? ["**Do not use it as evidence.** The answers are invented."] : []),
      "**Do not rank.** Most authorities differ by little more than chance, so that a place in a sorted list is chance for the most part.",
      "**Do not look for one child's answer** with what you know from elsewhere. The noise lets you guess little better than before, and the guess would be about a child.",
      "**Do not quote a small number alone.** Give the number of answers and the interval with a share.",
      "**Do not say why.** A difference says that children answered differently. Nothing is adjusted for who they are or who chose to answer.",
      ...(authority === undefined
        ? []
        : ["**Do not look for a child.** You know the children; the figures are about all of them together."]),
    ]),
  );
}

/** In which a dataset may be there. */
const formats = [
  { name: "CSV", pathOf: ({ path }: Dataset) => path },
  { name: "JSON", pathOf: jsonPathOf },
  { name: "Parquet", pathOf: parquetPathOf },
] as const;

function theFiles(release: DescribedRelease): string {
  const { files, authority } = release;
  const tables = tablesOf(release);
  const sizes = new Map(files.map(({ path, bytes }) => [path, sizeOf(bytes)]));
  const titles = fileTitlesOf(release);
  const shown = formats.filter(({ pathOf }) => tables.some(([dataset]) => sizes.has(pathOf(dataset))));
  const ofTables = new Set(
    tables.flatMap(([dataset]) => [metaPathOf(dataset), ...formats.map(({ pathOf }) => pathOf(dataset))]),
  );
  const others = files.filter(({ path }) => !ofTables.has(path));
  return section(
    "The files",
    table(
      ["File", "Holds", "Rows", ...shown.map(({ name }) => name)],
      tables.map(([dataset, { path, rows }]) => [
        code(path),
        plain(dataset.title),
        grouped(rows),
        ...shown.map(({ pathOf }) => sizes.get(pathOf(dataset)) ?? ""),
      ]),
    ),
    ...(shown.length === 1
      ? []
      : [
          `JSON lies in ${code(jsonPathOf({ name: "*" }))}, Parquet in ${code(parquetPathOf({ name: "*" }))}: the same rows, with numbers as numbers.`,
        ]),
    list([
      `Beside every table, in ${code(metaPathOf({ name: "*" }))}: its filters and indicators, as the Department for Education's explore education statistics asks for.`,
      ...others.map(({ path }) => {
        const title = titles.get(path);
        return `${code(path)} (${sizes.get(path)})${title === undefined ? "" : `: ${plain(title)}.`}`;
      }),
      `${code(DATA_PACKAGE)}: every file and column, for programs, as a [Data Package](https://datapackage.org).`,
      `${code(MANIFEST)}: ${authority === undefined ? "every file of the release" : "every file of this folder"} with its checksum.`,
    ]),
  );
}

function whetherTheyAreWhole({ authority }: DescribedRelease): string {
  return section(
    "How to check that they are whole",
    "In this folder, `OK` for every file that you have:",
    block("sh", `jq -r '.files[] | .sha256 + "  " + .path' ${MANIFEST} | sha256sum --check --ignore-missing`),
    `To have every cell of every table read and judged by its column (some minutes): \`pip install frictionless\`, then \`frictionless validate ${DATA_PACKAGE}\`.`,
    authority === undefined
      ? `The checksum of ${code(MANIFEST)} itself is in \`latest.json\` at the top of the bucket, for as long as this release is the latest.`
      : `The checksum of ${code(MANIFEST)} itself is in the manifest of the release.`,
  );
}

/** So that whoever has used one of them learns it from the next. */
function whatWasTakenBack({ retractions }: DescribedRelease): string[] {
  if (retractions.length === 0) return [];
  return [
    section(
      "Releases that were taken back",
      "If you have made something of one of these, please make it again from this release, and tell whoever has it.",
      table(
        ["Release", "Taken back on", "Because", "What to know"],
        retractions.map(({ releaseId, retractedOn, because, note }) => [
          code(releaseId),
          retractedOn,
          because === "wrong" ? "it was wrong" : "it could say something about one child: delete your copies",
          plain(note),
        ]),
      ),
    ),
  ];
}

function licenceAndCitation({ synthetic, methodVersion, authority }: DescribedRelease): string {
  const name = `Bright Spots${authority === undefined ? "" : `, figures of ${plain(authority.name)}`}`;
  const invented = synthetic ? ` ${origins.synthetic}: invented answers.` : "";
  return section(
    "Licence, and how to cite",
    `[${licence.title}](${licence.url}): use it for whatever you like, and say where it is from.`,
    `> ${name}, release _(the name of the folder ${authority === undefined ? "that this page lies in" : "of the release"})_, method version ${methodVersion}.${invented} Licensed under the ${licence.title}.`,
  );
}

function whomToAsk({ authority }: DescribedRelease): string {
  return section(
    "Whom to ask",
    list([
      "What a figure means, or whether it may be used for something: the coordinators of the programme.",
      ...(authority === undefined
        ? ["What an authority makes of its figures: that authority's lead for children in care."]
        : ["Who was invited, and how: your own lead for the survey."]),
      "A file that does not open, or a checksum that is wrong: the engineer on call, through the coordinators.",
    ]),
    "If you believe that somebody can be recognised in these figures, please tell the coordinators at once, and nobody else.",
  );
}

function has({ files }: DescribedRelease, path: string): boolean {
  return files.some((file) => file.path === path);
}

const symbolList = Object.values(symbols)
  .map((symbol) => `'${symbol}'`)
  .join(", ");

const grouped = (count: number) => count.toLocaleString("en-GB");

function sizeOf(bytes: number): string {
  return `${grouped(Math.ceil(bytes / 1000))} kB`;
}
