/** How the tests are run: four projects, one after the other, and a closing line. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { ClosingLine } from "./closing-line.ts";
import { longFaults, projects } from "./projects.ts";

const leftOut = process.env.FAULTS === undefined ? longFaults : [];

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    // Two files at a time also on two cores, where one would be left idle.
    maxWorkers: 2,
    setupFiles: ["test/same-chance.ts"],
    reporters: ["default", new ClosingLine()],
    projects: projects.map(({ holds, ...project }, index) => ({
      test: {
        ...project,
        include: [...holds],
        exclude: [...projects.slice(0, index).flatMap((earlier) => earlier.holds), ...leftOut],
        // The quickest project first and none beside another, so that no journey slows a test that has little time.
        sequence: { groupOrder: projects.length - 1 - index },
      },
    })),
  },
});
