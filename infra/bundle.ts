/** Bundles the functions with esbuild, in this process and without Docker. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { type AssetCode, Code } from "aws-cdk-lib/aws-lambda";
import { buildSync, type OutputFile } from "esbuild";

/** The folders under `functions/`. */
export const verbNames = [
  "register",
  "collect",
  "withdraw",
  "plan",
  "tally",
  "benchmark",
  "audit",
  "publish",
  "retract",
  "generalise",
  "attest",
] as const;
export type VerbName = (typeof verbNames)[number];

const repository = fileURLToPath(new URL("..", import.meta.url));

/** Some packages are CommonJS and ask for Node's own modules at run time, which an ES module has no word for by itself. */
const REQUIRE = 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);';

/**
 * One minified ES module `index.mjs` with everything that the handler imports, the AWS SDK too. Its source map lies
 * beside it and is not named in it, so that a cold start never reads it.
 *
 * Calls esbuild in this process: the CDK's own way starts it through whichever `npx` comes first on the path, once for
 * each function, and falls back to Docker.
 */
export function bundle(verb: VerbName): AssetCode {
  return Code.fromAsset(repository, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry("never-pulled"),
      // Nobody runs it: the CDK bundles the same source once, and this is all that tells one function from another.
      command: [verb],
      local: {
        tryBundle(outputDirectory) {
          mkdirSync(outputDirectory, { recursive: true });
          for (const { path: from, contents } of filesOf(verb)) {
            writeFileSync(path.join(outputDirectory, path.basename(from)), contents);
          }
          return true;
        },
      },
    },
  });
}

let built: readonly OutputFile[] | undefined;

/** All functions are built at once, when the first is asked for: they share most of what there is to parse. */
function filesOf(verb: VerbName): readonly OutputFile[] {
  built ??= buildSync({
    absWorkingDir: repository,
    entryPoints: Object.fromEntries(verbNames.map((name) => [`${name}/index`, `functions/${name}/handler.ts`])),
    outdir: "bundles",
    outExtension: { ".js": ".mjs" },
    write: false,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    banner: { js: REQUIRE },
    minify: true,
    sourcemap: "external",
    sourcesContent: false,
    logLevel: "warning",
  }).outputFiles;
  return built.filter(({ path: file }) => path.basename(path.dirname(file)) === verb);
}
