/** The cloud assembly of the local stage: synthesized from the sources as they are, or taken as it was from the last time. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { UnsupportedResource } from "./refusal.ts";
import type { RawTemplate, Stack } from "./template.ts";

export interface Assembly {
  readonly stacks: readonly Stack[];
  /** The folder of a bundled function, by the object key that the template names. */
  readonly assetFolders: ReadonlyMap<string, string>;
}

interface Manifest {
  readonly artifacts?: Record<
    string,
    {
      readonly type: string;
      readonly properties?: { readonly templateFile?: string; readonly stackName?: string; readonly file?: string };
    }
  >;
}

interface AssetManifest {
  readonly files?: Record<
    string,
    {
      readonly source: { readonly path: string; readonly packaging?: string };
      readonly destinations: Record<string, { readonly objectKey: string }>;
    }
  >;
}

const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, "utf8")) as T;

/** Reads the stacks and their bundles out of a cloud assembly. */
export async function readAssembly(folder: string): Promise<Assembly> {
  const manifest = await readJson<Manifest>(join(folder, "manifest.json"));
  const stacks: Stack[] = [];
  const assetFolders = new Map<string, string>();
  for (const [id, { type, properties }] of Object.entries(manifest.artifacts ?? {})) {
    if (type === "aws:cloudformation:stack") {
      const template = await readJson<RawTemplate>(join(folder, properties?.templateFile ?? ""));
      stacks.push({ name: properties?.stackName ?? id, template });
    } else if (type === "cdk:asset-manifest") {
      const assets = await readJson<AssetManifest>(join(folder, properties?.file ?? ""));
      for (const { source, destinations } of Object.values(assets.files ?? {})) {
        if (source.packaging !== "zip") continue;
        for (const { objectKey } of Object.values(destinations)) assetFolders.set(objectKey, join(folder, source.path));
      }
    } else if (type === "cdk:cloud-assembly") {
      throw new UnsupportedResource(id, type, "stages inside stages");
    }
  }
  return { stacks, assetFolders };
}

/** Everything that a synthesis reads, apart from installed packages, which the lock file stands for. */
const inputs = ["cdk.json", "functions", "infra", "package-lock.json", "package.json", "shared", "tsconfig.json"];
const notInputs = ["infra/local", "infra/rehearsal"];

async function filesUnder(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Names the sources by their content: equal fingerprints give equal assemblies. */
async function fingerprint(root: string): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  const paths = (await Promise.all(inputs.map((input) => filesUnder(join(root, input))))).flat();
  for (const path of paths.map((path) => relative(root, path)).sort()) {
    if (notInputs.some((folder) => path.startsWith(`${folder}/`))) continue;
    hash.update(`\0${path}\0`).update(await readFile(join(root, path)));
  }
  return hash.digest("hex").slice(0, 24);
}

const keptForDays = 7;

async function forgetOldAssemblies(cache: string): Promise<void> {
  const oldest = Date.now() - keptForDays * 24 * 60 * 60 * 1000;
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    const status = await stat(path).catch(() => undefined);
    if (status !== undefined && status.mtimeMs < oldest) await rm(path, { recursive: true, force: true });
  }
}

/**
 * The folder of an assembly that `synthesize` has written, for the sources under `root` as they are now. An assembly is
 * used again only when no source has changed by a byte, and only whole: it appears under its name when it is complete.
 */
export async function assemblyFor(options: {
  readonly root: string;
  readonly cache: string;
  readonly synthesize: (outdir: string) => Promise<void>;
}): Promise<string> {
  const cache = resolve(options.cache);
  await mkdir(cache, { recursive: true });
  const finished = join(cache, `assembly-${await fingerprint(options.root)}`);
  if (!existsSync(finished)) {
    const outdir = await mkdtemp(join(cache, "unfinished-"));
    try {
      await options.synthesize(outdir);
      await rename(outdir, finished);
    } catch (error) {
      await rm(outdir, { recursive: true, force: true });
      // Two local clouds that start together write the same assembly; the first one in place is as good.
      if (!existsSync(finished)) throw error;
    }
  }
  const now = new Date();
  await utimes(finished, now, now);
  await forgetOldAssemblies(cache);
  return finished;
}
