/** The README's tree of sources: one line a file, said by the file itself in the first sentence that it opens with. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const shownFolders = ["functions", "shared", "infra", "test"] as const;

/**
 * What a file says that it is for: the first sentence of the comment that it opens with, else its first `describe` or
 * `test`, else its first doc comment. Undefined where it has none of them.
 */
export function purposeOf(source: string): string | undefined {
  return opening(source, /^\/\*\*([\s\S]*?)\*\//) ?? claim(source) ?? opening(source, /\/\*\*([\s\S]*?)\*\//);
}

function opening(source: string, comment: RegExp): string | undefined {
  const text = comment
    .exec(source)?.[1]
    ?.replaceAll(/^\s*\* ?/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return text === undefined ? undefined : (/^.*?[^.][.!?](?=\s|$)/.exec(text)?.[0] ?? text);
}

function claim(source: string): string | undefined {
  return /^\s*(?:describe|test|it)(?:\.\w+\([^)]*\))?\(\s*(["`])(.+?)\1,/m.exec(source)?.[2];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const byFolder = (path: string) => path.split("/").slice(0, -1).join("/");

/** Markdown: a list of files a folder, in alphabetical order, each with its purpose. Throws for a file without one. */
export function treeOf(root: string): string {
  return shownFolders.map((shown) => folderTree(root, shown)).join("\n");
}

function folderTree(root: string, shown: string): string {
  const files = filesIn(join(root, shown)).map((path) => path.slice(root.length + 1));
  const folders = Map.groupBy(files.toSorted(), byFolder);
  const lines = [...folders]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([folder, inside]) => {
      const width = Math.max(...inside.map((path) => basename(path).length));
      return [`${folder}/`, ...inside.map((path) => `  ${basename(path).padEnd(width)}  ${lineFor(root, path)}`)];
    });
  return ["```", ...lines, "```", ""].join("\n");
}

const jsonPurposes: Readonly<Record<string, string>> = {
  "shared/programme/programme.schema.json": "The programme document as JSON Schema, for editors.",
};

function lineFor(root: string, path: string): string {
  const purpose = jsonPurposes[path] ?? purposeOf(readFileSync(join(root, path), "utf-8"));
  if (purpose === undefined) throw new Error(`${path} does not say what it is for: open it with a sentence`);
  return purpose;
}

const START = "<!-- tree: written by `npm run tree` -->";
const END = "<!-- end of tree -->";

/** The README with its tree brought up to date. */
export function withTree(readme: string, tree: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start < 0 || end < start) throw new Error("the README has lost the marks between which its tree stands");
  return `${readme.slice(0, start + START.length)}\n${tree}${readme.slice(end)}`;
}
