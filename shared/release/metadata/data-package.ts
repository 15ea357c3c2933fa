/** A release as a Data Package, version 2: what its files are, and what every column of its tables says. */
import { basename, extname } from "node:path/posix";
import { type Column, type DatasetDefinition, symbolLabels } from "../dataset.ts";
import { codebook } from "../datasets/codebook.ts";
import type { FileEntry } from "../manifest.ts";
import { contentTypes, RELEASE_PAGE } from "../release-layout.ts";
import { columnTypeOf, isInEveryRow } from "./column-type.ts";
import { type DescribedRelease, licence, tablesOf, titleOf } from "./described-release.ts";
import { fileTitlesOf } from "./file-titles.ts";
import { plain } from "./markdown.ts";
import { rowKeyOf } from "./row-keys.ts";

const profile = (name: string) => `https://datapackage.org/profiles/2.0/${name}.json`;

/** JSON, UTF-8, ending with LF. Tables first, every other file behind them in its order. */
export function dataPackageOf(release: DescribedRelease): Uint8Array {
  const { synthetic, notice, methodVersion, policy, authority, files } = release;
  const tables = tablesOf(release);
  const titles = fileTitlesOf(release);
  const others = files.filter((file) => !tables.some(([, table]) => table === file));
  const descriptor = {
    $schema: profile("datapackage"),
    name: authority === undefined ? "bright-spots" : `bright-spots-${authority.code}`,
    title: titleOf(release),
    description: descriptionOf(release),
    version: methodVersion,
    keywords: [
      "children in care",
      "care leavers",
      "well-being",
      "local authorities",
      "England",
      ...(synthetic ? ["SYNTHETIC"] : []),
    ],
    licenses: [{ name: licence.id, path: licence.url, title: licence.title }],
    sources: sourcesOf(release),
    contributors: [
      { title: "The Bright Spots pipeline", roles: ["creator", "dataCurator"] },
      { title: "The coordinators of the programme", roles: ["contact"] },
      { title: "The local authorities that took part", roles: ["dataCollector"] },
    ],
    // Not of the standard, which allows for more.
    synthetic,
    notice,
    methodVersion,
    policy: { id: policy.id, version: policy.version },
    resources: [
      ...tables.map(([dataset, file]) => tableResource(dataset, file)),
      ...others.map((file) => ({ name: resourceName(file.path), title: titles.get(file.path), ...resource(file) })),
    ],
  };
  return Buffer.from(`${JSON.stringify(descriptor, null, 2)}\n`);
}

function descriptionOf({ synthetic, notice, methodVersion, policy, authority }: DescribedRelease): string {
  return [
    notice,
    authority === undefined
      ? "What children in care and care leavers answered, by local authority, beside the other authorities, the general population and earlier waves."
      : `What children in care and care leavers of ${plain(authority.name)} answered, beside the other authorities taken together, the general population and earlier waves. No other authority's own figures are in it.`,
    `Method version ${methodVersion}, disclosure policy ${policy.id} version ${policy.version}. The version of this package is that of its method; ${RELEASE_PAGE} says where to begin.`,
    ...(synthetic ? ["Do not use it as evidence of anything."] : []),
  ].join("\n\n");
}

function sourcesOf({ synthetic, files }: DescribedRelease) {
  const hasCodebook = files.some(({ path }) => path === codebook.path);
  return [
    {
      title: synthetic
        ? "A generator of invented answers: SYNTHETIC"
        : "Answers of children in care and care leavers to the questionnaires of the programme",
    },
    {
      title: "Published figures of the general population, of which the codebook names the publications",
      ...(hasCodebook ? { path: codebook.path } : {}),
    },
  ];
}

function tableResource(dataset: DatasetDefinition, file: FileEntry) {
  const { name, title, description, columns } = dataset;
  return {
    name,
    type: "table",
    title,
    description,
    ...resource(file),
    dialect: {
      $schema: profile("tabledialect"),
      delimiter: ",",
      lineTerminator: "\n",
      quoteChar: '"',
      doubleQuote: true,
      skipInitialSpace: false,
      header: true,
    },
    schema: {
      $schema: profile("tableschema"),
      fields: columns.map(fieldOf),
      missingValues: Object.entries(symbolLabels).map(([value, label]) => ({ value, label })),
      primaryKey: rowKeyOf(dataset),
    },
  };
}

function fieldOf(column: Column) {
  const { name, label: title, description } = column;
  const { base: type, isSigned } = columnTypeOf(column);
  const constraints = {
    ...(isInEveryRow(column) ? { required: true } : {}),
    ...(isSigned === false ? { minimum: 0 } : {}),
  };
  return { name, type, title, description, ...(Object.keys(constraints).length === 0 ? {} : { constraints }) };
}

function resource({ path, contentType, bytes, sha256 }: FileEntry) {
  const [mediatype = "", charset] = contentType.split("; charset=");
  return { path, format: formatOf(path, mediatype), mediatype, encoding: charset, bytes, hash: `sha256:${sha256}` };
}

/**
 * By what stands at the end of the name, but for Parquet: under `parquet` frictionless takes a file for a table that it can
 * read with pandas alone, and then knows neither its size nor its checksum.
 */
function formatOf(path: string, mediatype: string): string {
  return mediatype === contentTypes.parquet ? basename(mediatype) : extname(path).slice(1);
}

/** Small letters, digits, dots, hyphens and underscores, as the standard recommends. */
function resourceName(path: string): string {
  return path.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, "-");
}
