/** The four kinds of test, by folder: what a test needs of a machine decides how long it may take. */

export interface Project {
  readonly name: string;
  /** A file belongs to the first project with a pattern that matches it, and to no other. */
  readonly holds: readonly string[];
  readonly testTimeout: number;
  readonly hookTimeout: number;
  /** Whether each file has a process of its own. */
  readonly isolate: boolean;
  /** Whether what one test put in place of functions and environment variables is undone before the next. */
  readonly restoreMocks: boolean;
  readonly unstubEnvs: boolean;
}

// Whole journeys take a minute, and many times that on a machine that does much else; a hang still ends.
const patience = { testTimeout: 600_000, hookTimeout: 600_000 };
const apart = { isolate: true, restoreMocks: false, unstubEnvs: false };
// Loading the same modules for each file anew was a third of the work.
const together = { isolate: false, restoreMocks: true, unstubEnvs: true };

const faults: Project = { name: "faults", holds: ["test/faults/**/*.test.ts"], ...patience, ...apart };

/** Tests of a local cloud, all of it or the parts that it is made of, and of releases of whole waves upon each other. */
const journeys: Project = {
  name: "journeys",
  holds: [
    "test/deployed/**/*.test.ts",
    "test/infra/local/**/*.test.ts",
    "test/infra/recovery.test.ts",
    "test/journey/*.test.ts",
    "test/oracle/**/*.test.ts",
    "test/security/browser.test.ts",
    "test/security/grants-in-use.test.ts",
  ],
  ...patience,
  ...apart,
};

/** Tests of a store, of synthesized templates, of whole drafts, of what other programs make of our files, and of simulations. */
const stores: Project = {
  name: "stores",
  holds: [
    "test/attack/**/*.test.ts",
    "test/bench/**/*.test.ts",
    "test/functions/audit/*.test.ts",
    "test/functions/benchmark/{benchmark,changes,rows-in-any-order}.test.ts",
    "test/functions/benchmark/files/**/*.test.ts",
    "test/functions/generalise/**/*.test.ts",
    "test/functions/tally/exact-counts-nowhere.test.ts",
    "test/infra/**/*.test.ts",
    "test/journey/synthetic/**/*.test.ts",
    "test/python.test.ts",
    "test/security/**/*.test.ts",
    "test/shared/release/metadata/**/*.test.ts",
    "test/shared/storage/**/*.test.ts",
    "test/**/on-*.test.ts",
  ],
  testTimeout: 120_000,
  hookTimeout: 120_000,
  ...apart,
};

/** Everything else: pure functions, and stores in memory. */
const unit: Project = {
  name: "unit",
  holds: ["test/**/*.test.ts"],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  ...together,
};

export const projects = [faults, journeys, stores, unit] as const;

/** They take minutes each and a machine to themselves: `npm run faults`. */
export const longFaults: readonly string[] = [
  "clock-change-nights",
  "disk-full",
  "fuzzed-requests",
  "night-delivered-twice",
  "night-killed",
  "night-killed-at-random",
  "nights-under-faults",
  "submissions-under-faults",
].map((name) => `test/faults/${name}.test.ts`);
