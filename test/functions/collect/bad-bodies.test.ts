/** Ten thousand bodies that no questionnaire allows: never a 5xx, never an item, never a value back. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { badBodies, kindsOfBadBodies } from "./bad-bodies.ts";
import { aFrontDoor, storesInMemory } from "./front-door.ts";

const BODIES = 10_000;

test(`${BODIES} bad bodies give never a 5xx, never an item, and never a value or a name back`, async ({ annotate }) => {
  const byStatus: Record<number, number> = {};
  const byKind: Record<string, number> = {};

  await fc.assert(
    fc.asyncProperty(badBodies, async ({ kind, body, markers }) => {
      const stores = storesInMemory();
      const door = aFrontDoor({ stores });
      const { status, headers, body: said } = await door.post(body);
      expect([400, 413, 422]).toContain(status);
      expect(stores.handedOver).toEqual([]);
      const everything = JSON.stringify([headers, said, door.lines]);
      for (const marker of markers) expect(everything).not.toContain(marker);
      expect(door.lines).toHaveLength(1);
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      byKind[kind] = (byKind[kind] ?? 0) + 1;
    }),
    { seed: 1989, numRuns: BODIES },
  );

  await annotate(`answers by status: ${JSON.stringify(byStatus)}; bodies by kind: ${JSON.stringify(byKind)}`);
  for (const status of [400, 413, 422]) expect(byStatus[status]).toBeGreaterThan(BODIES / 50);
  for (const kind of kindsOfBadBodies) expect(byKind[kind]).toBeGreaterThan(BODIES / 50);
});
