/** The last line of a test run. */
import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with one plain line that any tool can read: how many tests passed, failed and were skipped. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state: string) => states.filter((each) => each === state).length;
    process.stdout.write(
      `\nTests: ${count("passed")} passed, ${count("failed")} failed, ${count("skipped") + count("pending")} skipped\n`,
    );
  }
}
