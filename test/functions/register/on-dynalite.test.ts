import { randomBytes } from "node:crypto";
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Registration, register } from "#functions/register/register.ts";
import { LINK_LENGTH } from "#shared/programme/link.ts";
import { campaignFinder, programmeStore } from "#shared/storage/programme.ts";
import { type Database, newTable } from "../../shared/storage/database.ts";
import { startDynalite } from "../../shared/storage/dynalite.ts";
import { changed, configuredOrigins, soundDocument } from "./documents.ts";

describe("a programme document, applied to a table", () => {
  let database: Database;
  beforeAll(async () => {
    database = await startDynalite();
  });
  afterAll(() => database.stop());

  async function freshTable() {
    const table = await newTable(database.client);
    const programme = programmeStore(database.client, table);
    const drawRandomBytes = () => randomBytes(LINK_LENGTH);
    return {
      table,
      programme,
      finder: campaignFinder(database.client, table),
      apply: (document: unknown) => register(document, { programme, configuredOrigins, drawRandomBytes }),
    };
  }

  const campaignsOf = (registration: Registration) => (registration.refused ? [] : registration.campaigns);

  it("gives every campaign exactly one link though eight coordinators apply it at a time", async () => {
    for (let round = 0; round < 3; round += 1) {
      const { programme, finder, apply } = await freshTable();
      const registrations = await Promise.all(Array.from({ length: 8 }, () => apply(soundDocument())));
      const stored = await programme.campaigns();
      expect(stored).toHaveLength(3);
      for (const registration of registrations) {
        expect(campaignsOf(registration).map(({ link }) => link)).toEqual(stored.map(({ link }) => link));
      }
      for (const campaign of stored) expect(await finder.byLink(campaign.link)).toEqual(campaign);
    }
  });

  it("changes what it says differently and nothing else when it is applied again", async () => {
    const { programme, apply } = await freshTable();
    await apply(soundDocument());
    const before = await programme.campaigns();
    expect(await apply(soundDocument())).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
    expect(await programme.campaigns()).toEqual(before);
    expect(await apply(changed("/waves/0/campaigns/1/closes", "2026-12-24"))).toMatchObject({ updated: 1 });
    expect(await programme.campaigns()).toEqual(before.with(1, { ...before[1], closes: "2026-12-24" } as never));
  });

  it("updates campaigns that were stored before there was consent once at most, and only where it gives some", async () => {
    const { table, programme, apply } = await freshTable();
    await apply(soundDocument());
    for (const campaign of await programme.campaigns()) {
      const { mayBeNamed: _, statisticalNeighbours: __, ...authority } = campaign.authority;
      await database.client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: {
            pk: { S: `wave#${campaign.wave}` },
            sk: { S: `${campaign.authority.code}#${campaign.questionnaire}` },
          },
          UpdateExpression: "SET campaign = :written",
          ExpressionAttributeValues: { ":written": { S: JSON.stringify({ ...campaign, authority }) } },
        }),
      );
    }
    expect(await apply(soundDocument())).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
    const consenting = changed("/authorities/0/mayBeNamed", true);
    expect(await apply(consenting)).toMatchObject({ created: 0, updated: 2, unchanged: 1 });
    expect(await apply(consenting)).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
    expect((await programme.campaigns()).map(({ authority }) => authority.mayBeNamed)).toEqual([true, false, true]);
  });
});
