/** What a function reads of its environment. */
import { afterEach, expect, test, vi } from "vitest";
import { EnvironmentIncomplete, environment, name, wholeDays } from "#shared/runtime/environment.ts";

afterEach(() => void vi.unstubAllEnvs());

test("gives the variables that were asked for, days as numbers", () => {
  vi.stubEnv("RESPONSES_TABLE", "responses");
  vi.stubEnv("RETENTION_DAYS", "1095");
  expect(environment({ RESPONSES_TABLE: name, RETENTION_DAYS: wholeDays })).toEqual({
    RESPONSES_TABLE: "responses",
    RETENTION_DAYS: 1095,
  });
});

test.each(["", "0", "-3", "1.5", "soon", undefined])("takes %j for no number of days", (value) => {
  vi.stubEnv("RETENTION_DAYS", value);
  expect(() => environment({ RETENTION_DAYS: wholeDays })).toThrow(EnvironmentIncomplete);
});

test("names every variable that is missing or malformed, and shows no value", () => {
  vi.stubEnv("RESPONSES_TABLE", "");
  vi.stubEnv("COMMENTS_TABLE", "comments");
  vi.stubEnv("RETENTION_DAYS", "Zyxomma");
  const reading = () => environment({ RESPONSES_TABLE: name, COMMENTS_TABLE: name, RETENTION_DAYS: wholeDays });
  expect(reading).toThrow(
    expect.objectContaining({ name: "EnvironmentIncomplete", variables: ["RESPONSES_TABLE", "RETENTION_DAYS"] }),
  );
  expect(reading).toThrow("RESPONSES_TABLE, RETENTION_DAYS");
  expect(reading).not.toThrow(/Zyxomma|COMMENTS_TABLE/);
});
