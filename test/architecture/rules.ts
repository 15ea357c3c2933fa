/** What may depend on what. Each rule says what is wrong, a line a finding; nothing to say means that the rule is kept. */
import { codeWithoutImports, type Import, type Source } from "./source.ts";

export type Rule = (sources: readonly Source[]) => readonly string[];

const isTest = ({ path }: Source) => path.startsWith("test/");
const isHandler = (path: string) => /^functions\/[^/]+\/handler\.ts$/.test(path);
const isIn =
  (...places: readonly string[]) =>
  ({ path }: { readonly path: string }) =>
    places.some((place) => path === place || (place.endsWith("/") && path.startsWith(place)));

/** For every import of every source that the judge does not like. */
const imports =
  (isWrong: (source: Source, imported: Import) => boolean): Rule =>
  (sources) =>
    sources.flatMap((source) =>
      source.imports
        .filter((imported) => isWrong(source, imported))
        .map(({ specifier }) => `${source.path} imports ${specifier}`),
    );

const awsSdk = /^(?:@aws-sdk\/|@smithy\/|aws-sdk$)/;
export const awsSdkOnlyInStorageAndRuntime = imports(
  (source, { package: name = "" }) =>
    awsSdk.test(name) && !isTest(source) && !isIn("shared/storage/", "shared/runtime/")(source),
);

const cdk = /^(?:@aws-cdk\/|aws-cdk-lib$|constructs$|cdk-nag$)/;
export const cdkOnlyInInfra = imports(
  (source, { package: name = "" }) => cdk.test(name) && !isIn("infra/", "test/infra/")(source),
);

const functionOf = (path = "") => /^functions\/([^/]+)\//.exec(path)?.[1];
export const functionsKeepApart = imports(({ path }, { file }) => {
  const [here, there] = [functionOf(path), functionOf(file)];
  return here !== undefined && there !== undefined && here !== there;
});

export const sharedStandsBelow = imports(
  ({ path }, { file = "" }) => path.startsWith("shared/") && /^(?:functions|infra)\//.test(file),
);

export const functionsDoNotKnowWhereTheyRun = imports(
  ({ path }, { file = "" }) => path.startsWith("functions/") && file.startsWith("infra/"),
);

export const nothingImportsAHandler = imports((_, { file = "" }) => isHandler(file));

export const testsAreImportedByTestsOnly = imports(
  (source, { file = "" }) => !isTest(source) && file.startsWith("test/"),
);

export const importsNameTheirFile = imports((_, { file }) => file !== undefined && !/\.(?:ts|json)$/.test(file));

interface Effect {
  readonly name: string;
  readonly code: RegExp;
  /** The same, imported by name. */
  readonly imported: { readonly from: string; readonly names: RegExp };
}

const effects: readonly Effect[] = [
  {
    name: "the clock",
    code: /\bDate\.now\b|\bnew Date\s*\(\s*\)|\bnew Date\b(?!\s*\()|(?<!new )\bDate\(|\bperformance\.now\b|\bprocess\.hrtime\b/,
    imported: { from: "node:perf_hooks", names: /\bperformance\b/ },
  },
  {
    name: "chance",
    code: /\bMath\.random\b|\.(?:randomBytes|randomUUID|randomInt|randomFill(?:Sync)?|getRandomValues)\b/,
    imported: { from: "node:crypto", names: /\brandom\w+|\bgetRandomValues\b|\bwebcrypto\b/ },
  },
  {
    name: "the environment",
    code: /\bprocess\.env\b/,
    imported: { from: "node:process", names: /\benv\b/ },
  },
  {
    name: "the console",
    code: /\bconsole\.|\bprocess\.std(?:out|err)\b/,
    imported: { from: "node:process", names: /\bstd(?:out|err)\b/ },
  },
];

const mayHaveEffects = isIn("shared/runtime/", "infra/app.ts", "infra/stages.ts", "infra/local/", "test/");
/** Noise protects only where nobody can foretell it: one file of `tally` asks chance, and not even the handler beside it. */
function mayAsk(effect: string, source: Source): boolean {
  if (effect === "chance" && isIn("functions/tally/")(source)) return isIn("functions/tally/noise/chance.ts")(source);
  return isHandler(source.path) || mayHaveEffects(source);
}
export const effectsOnlyAtTheEdge: Rule = (sources) =>
  sources.flatMap((source) =>
    effects
      .filter(({ name }) => !mayAsk(name, source))
      .filter(
        ({ code, imported }) =>
          code.test(source.code) ||
          source.imports.some(({ specifier, names }) => specifier === imported.from && imported.names.test(names)),
      )
      .map(({ name }) => `${source.path} asks ${name}`),
  );

const noised = ["functions/tally/add-noise.ts", "shared/storage/counts.ts"];
/** The brands that guard privacy, and who may put each on: its maker, and the store that parses what the maker wrote. */
const makers: Readonly<Record<string, readonly string[]>> = {
  Chance: ["functions/tally/noise/chance.ts"],
  ExactCounts: ["functions/tally/count.ts"],
  NoisedCounts: noised,
  NoisedNation: noised,
  Response: ["functions/collect/anonymise.ts"],
};
export const brandsAreMadeByTheirMakers: Rule = (sources) =>
  Object.entries(makers).flatMap(([brand, allowed]) =>
    sources
      .filter((source) => !isIn(...allowed)(source) && !isTest(source))
      .filter(({ code }) => new RegExp(`\\bas (?:readonly )?${brand}\\b`).test(code))
      .map(({ path }) => `${path} casts to ${brand}`),
  );

/** What counts exactly, and what makes noise or writes what is drawn: named here and nowhere else. */
const places: Readonly<Record<string, readonly string[]>> = {
  ExactCounts: ["functions/tally/"],
  secureChance: ["functions/tally/"],
  discreteGaussian: ["functions/tally/"],
  countsWriter: ["functions/tally/handler.ts", "shared/storage/counts.ts"],
  responseReader: ["functions/tally/handler.ts", "functions/generalise/handler.ts", "shared/storage/responses.ts"],
};
export const exactNumbersStayInTheTally: Rule = (sources) =>
  Object.entries(places).flatMap(([name, where]) =>
    sources
      .filter((source) => !isTest(source) && !isIn(...where)(source))
      .filter(({ code }) => new RegExp(`\\b${name}\\b`).test(code))
      .map(({ path }) => `${path} names ${name}`),
  );

export const noDefaultExports: Rule = (sources) =>
  sources
    .filter(({ path }) => path !== "test/vitest.config.ts")
    .filter(({ code }) => /\bexport\s+default\b|\bas\s+default\b/.test(code))
    .map(({ path }) => `${path} exports a default`);

export const noBarrels: Rule = (sources) =>
  sources
    .filter((source) => /\bexport\b/.test(source.code) && codeWithoutImports(source) === "")
    .map(({ path }) => `${path} only passes on what others export`);

export const noCycles: Rule = (sources) => {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const cycles: string[] = [];
  function visit(path: string, trail: readonly string[]): void {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) cycles.push([...trail.slice(seenAt), path].join(" -> "));
    if (seenAt >= 0 || done.has(path)) return;
    for (const { file } of byPath.get(path)?.imports ?? []) if (file !== undefined) visit(file, [...trail, path]);
    done.add(path);
  }
  for (const { path } of sources) visit(path, []);
  return cycles;
};

export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What is deployed imports `dependencies` only; types, which are not deployed, may come from anywhere declared. */
export const packagesAreDeclared = ({ dependencies, devDependencies }: Manifest): Rule =>
  imports((source, { package: name, isTypeOnly }) => {
    if (name === undefined || name in dependencies) return false;
    const declared = name in devDependencies || (isTypeOnly && `@types/${name}` in devDependencies);
    return !(declared && (isTypeOnly || !isIn("functions/", "shared/")(source)));
  });

const saysNothing = /^(?:utils?|helpers?|common|types?|services?|libs?|misc|index)$/;
/** Over paths of files, whatever their kind. */
export function namesSayWhatIsInside(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => path.split("/").some((part) => saysNothing.test(part.split(".")[0] ?? "")));
}

/** What is there and should not be, and what is not there and should be. */
export function differences(found: readonly string[], expected: readonly string[]): readonly string[] {
  return [
    ...found.filter((name) => !expected.includes(name)).map((name) => `unexpected: ${name}`),
    ...expected.filter((name) => !found.includes(name)).map((name) => `missing: ${name}`),
  ];
}
