import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { expect, test } from "vitest";
import { chanceIn, sourcesOf } from "./chance-in-bundle.ts";

/** Bundled as the functions are, from a file that stands in `functions/tally`. */
function bundled(contents: string) {
  const { outputFiles } = buildSync({
    absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
    stdin: {
      contents,
      loader: "ts",
      sourcefile: "planted.ts",
      resolveDir: fileURLToPath(new URL("../../functions/tally", import.meta.url)),
    },
    outfile: "bundles/tally/index.mjs",
    write: false,
    bundle: true,
    platform: "node",
    format: "esm",
    minify: true,
    sourcemap: "external",
    sourcesContent: false,
  });
  const [map = "", code = ""] = outputFiles.map(({ text }) => text);
  return { code, map };
}

test.each([
  ["Math.random", "export const draw = () => Math.random();", "random"],
  ["Math.random by another name", "const { random: draw } = Math; export const drawn = draw();", "random"],
  ["Math.random by a string", 'export const draw = () => Math["random"]();', "random"],
  ["Node's crypto", 'import { randomInt } from "node:crypto"; export const draw = () => randomInt(6);', "randomInt"],
  ["all of Node's crypto", 'import * as c from "node:crypto"; export const d = () => c.randomBytes(6);', "randomBytes"],
  ["the web's crypto", "export const draw = () => crypto.getRandomValues(new Uint8Array(1));", "getRandomValues"],
])("finds %s in a bundle, and in whose code it is", (_, contents, name) => {
  const { code, map } = bundled(contents);
  expect(chanceIn(code, map)).toEqual([{ name, source: "functions/tally/planted.ts" }]);
});

test("finds each of two sources of chance where it stands", () => {
  const { code, map } = bundled(
    'import { secureChance } from "./noise/chance.ts"; export const draw = () => secureChance(6) + Math.random();',
  );
  const found = chanceIn(code, map).toSorted((one, other) => one.name.localeCompare(other.name));
  expect(found).toEqual([
    { name: "random", source: "functions/tally/planted.ts" },
    { name: "randomInt", source: "functions/tally/noise/chance.ts" },
  ]);
});

test("finds a generator of seeded chance among the sources of a bundle", () => {
  const { map } = bundled('import { chanceFrom } from "../../test/chance.ts"; export const draw = chanceFrom(7);');
  expect([...sourcesOf(map)].toSorted()).toEqual(["functions/tally/planted.ts", "pure-rand", "test/chance.ts"]);
});
