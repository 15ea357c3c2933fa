/** The kinds of period that the standard knows. */

export const timeColumns = ["time_period", "time_identifier"] as const;

export interface TimeIdentifier {
  /** Only identifiers of one kind may stand together. */
  readonly kind: string;
  /** Four for a year or a part of one, six for two years that follow each other, as in 202122. */
  readonly digits: 4 | 6;
}

const kinds: Readonly<Record<string, readonly [digits: 4 | 6, ...identifiers: string[]]>> = {
  "calendar years": [4, "Calendar year"],
  "reporting years": [4, "Reporting year"],
  weeks: [4, ...Array.from({ length: 52 }, (_, week) => `Week ${week + 1}`)],
  months: [
    4,
    ...["January", "February", "March", "April", "May", "June"],
    ...["July", "August", "September", "October", "November", "December"],
  ],
  "academic years": [6, "Academic year"],
  "financial years": [6, "Financial year"],
  "tax years": [6, "Tax year"],
  "two terms": [6, "Autumn and spring term"],
  terms: [6, "Autumn term", "Spring term", "Summer term"],
  "financial quarters": [6, "Financial year Q1", "Financial year Q2", "Financial year Q3", "Financial year Q4"],
  "financial halves": [6, "Part 1 (April to September)", "Part 2 (October to March)"],
};

export const timeIdentifiers: ReadonlyMap<string, TimeIdentifier> = new Map(
  Object.entries(kinds).flatMap(([kind, [digits, ...identifiers]]) =>
    identifiers.map((identifier) => [identifier, { kind, digits }]),
  ),
);
