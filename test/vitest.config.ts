/** How the tests are run: all claims, a closing line, patience for a small machine. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { ClosingLine } from "./closing-line.ts";

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/same-chance.ts"],
    reporters: ["default", new ClosingLine()],
    // Property tests and whole journeys take their time on a small machine; a hang still ends.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
