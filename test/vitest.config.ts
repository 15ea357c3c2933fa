/** How the tests are run: all claims, a closing line, patience for a small machine. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { ClosingLine } from "./closing-line.ts";

/** They take minutes each and a machine to themselves: `npm run faults`. */
const longFaults = [
  "clock-change-nights",
  "disk-full",
  "fuzzed-requests",
  "night-delivered-twice",
  "night-killed",
  "night-killed-at-random",
  "nights-under-faults",
  "submissions-under-faults",
].map((name) => `test/faults/${name}.test.ts`);

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/**/*.test.ts"],
    exclude: process.env.FAULTS === undefined ? longFaults : [],
    // Two files at a time also on two cores, where one would be left idle.
    maxWorkers: 2,
    setupFiles: ["test/same-chance.ts"],
    reporters: ["default", new ClosingLine()],
    // Whole journeys take a minute, and many times that on a machine that does much else; a hang still ends.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
