/** What this project is made of besides its own words: every package that it installs or ships, pinned and allowed. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { verbNames } from "../../infra/bundle.ts";
import { miniStackRequirements } from "../../infra/rehearsal/ministack.ts";
import packageManifest from "../../package.json" with { type: "json" };
import lockFile from "../../package-lock.json" with { type: "json" };
import { functionOf, synthesized } from "../infra/synthesized.ts";
import { isAllowed, licencesOfTools, licencesOfWhatIsShipped } from "./licences.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Package {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  /** Its bytes lie inside those of the package that it is in, whose hash stands for both. */
  readonly inBundle?: boolean;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

/** By place below the root, such as `node_modules/zod`. */
const packages = new Map<string, Package>(Object.entries(lockFile.packages as Record<string, Package>));
packages.delete("");
const nameOf = (place: string) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
const those = (having: (each: Package, place: string) => boolean) =>
  [...packages].filter(([place, each]) => having(each, place)).map(([place]) => place);

describe("every package of the lock file", () => {
  test("has a licence that is allowed, more strictly where it is shipped than where it only tests", () => {
    const refused = those(
      ({ license = "unknown", dev }) => !isAllowed(license, dev === true ? licencesOfTools : licencesOfWhatIsShipped),
    );
    expect(refused).toEqual([]);
  });

  test("needs every licence that is allowed: none is there that nobody has", () => {
    const licences = [...packages.values()].flatMap(({ license = "" }) => license.split(/ OR | AND |[()]/));
    expect(Object.keys(licencesOfTools).filter((name) => !licences.includes(name))).toEqual([]);
  });

  test("is known by the SHA-512 of its bytes, or lies inside one that is", () => {
    expect(
      those(({ integrity = "", inBundle }) => inBundle !== true && !/^sha512-[\w+/]{86}==$/.test(integrity)),
    ).toEqual([]);
    expect(
      those(({ inBundle }, place) => {
        const around = packages.get(place.slice(0, place.lastIndexOf("/node_modules/")));
        return inBundle === true && around?.integrity === undefined && around?.inBundle !== true;
      }),
    ).toEqual([]);
  });

  test("comes from whichever registry the installer trusts, since its bytes are known: none is named", () => {
    expect(those(({ resolved, link }) => resolved !== undefined || link === true)).toEqual([]);
    const addresses = readFileSync(join(root, "package-lock.json"), "utf8").match(/"[^"]*:\/\/[^"]*"/g) ?? [];
    const pages = addresses.map((address) => new URL(JSON.parse(address)).host);
    // Where one may give money for a package, and nothing that is fetched.
    const funding = [...JSON.stringify(lockFile).matchAll(/"funding":("[^"]+"|\{[^}]*\}|\[[^\]]*\])/g)].join("");
    expect(pages.filter((host) => !funding.includes(host))).toEqual([]);
  });

  test("runs no script when it is installed, but those that were approved by name", () => {
    const scripts = those(({ hasInstallScript }) => hasInstallScript === true).map(nameOf);
    expect(scripts.sort()).toEqual(Object.keys(packageManifest.allowScripts).sort());
    expect(Object.values(packageManifest.allowScripts)).toEqual(scripts.map(() => true));
  });
});

test("names every dependency of its own by one version, which is the one that is locked", () => {
  const { dependencies, devDependencies } = packageManifest;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    expect(packages.get(`node_modules/${name}`)?.version, name).toBe(version);
  }
});

describe("every Python package that a test or the rehearsal installs", () => {
  /** Not installed by these: they are about how it is done. */
  const others = ["test/python.test.ts", "test/python.ts", "test/security/dependencies.test.ts"];
  const sources = ["infra", "test"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
    )
    .filter((path) => path.endsWith(".ts") && !others.includes(path))
    .map((path) => [path, readFileSync(join(root, path), "utf8")] as const)
    .filter(([, source]) => source.includes("pythonEnvironment("));

  test.each(sources)("is named by one version in %s", (_, source) => {
    const lists = [...source.matchAll(/(?:pythonEnvironment\(\s*"[^"]+",|[rR]equirements =)\s*\[([^\]]*)\]/g)];
    const named = lists.flatMap(([, list = ""]) => [...list.matchAll(/"([^"]+)"/g)].map(([, each = ""]) => each));
    const calls = source.match(/pythonEnvironment\(/g)?.length ?? 0;
    // A call that takes its list from elsewhere: from a constant above, or from MiniStack's, which is below.
    expect(lists.length + (source.includes("miniStackRequirements") ? 1 : 0)).toBeGreaterThanOrEqual(calls);
    const loose = named.filter((each) => !each.startsWith("--") && !/^[A-Za-z0-9._-]+==\d[\w.]*$/.test(each));
    expect(loose).toEqual([]);
  });

  test("is named by one version for MiniStack", () => {
    for (const each of miniStackRequirements) expect(each).toMatch(/^[a-z0-9-]+==\d[\w.]*$/);
  });
});

describe("the bundles that are shipped", () => {
  const synth = synthesized({ bundle: true });
  const sourcesOf = (verb: (typeof verbNames)[number]): string[] => {
    const folder = `asset.${functionOf(synth, verb).Properties.Code.S3Key.replace(".zip", "")}`;
    return JSON.parse(readFileSync(join(synth.folder, folder, "index.mjs.map"), "utf8")).sources;
  };
  /** The places of all packages of which anything is in a bundle. */
  const shipped = [
    ...new Set(
      verbNames
        .flatMap(sourcesOf)
        .map((source) => /(node_modules\/.*node_modules\/|node_modules\/)(@[^/]+\/)?[^/]+/.exec(source)?.[0])
        .filter((place) => place !== undefined),
    ),
  ];

  test("hold only what is in the lock file, and nothing that is there for tests alone", () => {
    expect(shipped.length).toBeGreaterThan(100);
    expect(shipped.filter((place) => packages.get(place)?.dev !== undefined || !packages.has(place))).toEqual([]);
  });

  test("hold nothing that asks for more than its notice", () => {
    const unwelcome = shipped.filter(
      (place) => !isAllowed(packages.get(place)?.license ?? "unknown", licencesOfWhatIsShipped),
    );
    expect(unwelcome).toEqual([]);
  });

  test("hold neither the CDK nor anything that a night or the front door does not need", () => {
    expect(shipped.map(nameOf).filter((name) => /^(aws-cdk|constructs$|cdk-nag)/.test(name))).toEqual([]);
  });
});

describe("an expression of licences", () => {
  test.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0-or-later)", true],
    ["Apache-2.0 AND ISC", true],
    ["GPL-3.0-only", false],
    ["MIT AND GPL-3.0-only", false],
    ["MIT AND (ISC OR GPL-3.0-only)", false],
    ["SEE LICENSE IN LICENSE.md", false],
    ["unknown", false],
  ])("%s is allowed in what is shipped: %s", (expression, allowed) => {
    expect(isAllowed(expression, licencesOfWhatIsShipped)).toBe(allowed);
  });
});
