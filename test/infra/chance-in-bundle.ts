/** Which chance a bundle asks, and which of its sources asks: the source map tells whose each piece of minified code is. */
import { SourceMap } from "node:module";

export interface Chance {
  readonly name: string;
  /** From the root of the repository, or the name of a package. */
  readonly source: string;
}

const names = /\b(?:random\w*|getRandomValues|webcrypto)\b/gi;

/** Every mention in the code, in its order; minifying keeps the names of properties and of what is imported. */
export function chanceIn(code: string, map: string): readonly Chance[] {
  const sources = new SourceMap(JSON.parse(map));
  return code.split("\n").flatMap((line, at) =>
    [...line.matchAll(names)].map(({ 0: name, index }) => {
      const entry = sources.findEntry(at, index);
      return { name, source: "originalSource" in entry ? ownerOf(entry.originalSource) : "no source" };
    }),
  );
}

/** The sources of a bundle: files of this repository, and packages. */
export function sourcesOf(map: string): ReadonlySet<string> {
  const { sources }: { sources: string[] } = JSON.parse(map);
  return new Set(sources.map(ownerOf));
}

function ownerOf(source: string): string {
  const [, inPackage] = /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
  return inPackage ?? source.replace(/^(?:\.\.\/)+/, "");
}
