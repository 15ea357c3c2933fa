/** Progress on a terminal and in a log. */
import { expect, it } from "vitest";
import { lines } from "../../../infra/local/progress.ts";

it("says each tenth once, and the end, where there is no terminal", () => {
  const written: string[] = [];
  const display = lines("Posting", "visits", (line) => written.push(line));
  for (let done = 1; done <= 1_000; done++) display.show({ done, total: 1_000 });
  display.end();
  expect(written).toHaveLength(10);
  expect(written[0]).toBe("Posting 10%  100 of 1000 visits");
  expect(written.at(-1)).toBe("Posting 100%  1000 of 1000 visits");
});
