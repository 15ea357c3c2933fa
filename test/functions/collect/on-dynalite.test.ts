/** Submissions, withdrawals and a night that counts, at the same time and in any order, over the real stores. SYNTHETIC. */
import { createHash } from "node:crypto";
import { QueryCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Campaign, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import { commentRemover, commentWriter } from "#shared/storage/comments.ts";
import { campaignFinder, countingMarks, programmeStore } from "#shared/storage/programme.ts";
import { responseReader, responseWithdrawer, responseWriter } from "#shared/storage/responses.ts";
import { type Database, newTable } from "../../shared/storage/database.ts";
import { startDynalite } from "../../shared/storage/dynalite.ts";
import { aCampaign, aFrontDoor, aGoodSubmission } from "./front-door.ts";
import { turnsDrawnBy } from "./one-at-a-time.ts";

/** What one child does with one key. */
interface Child {
  /** How often the same submission is sent, all at once: a front end that does not wait for an answer. */
  readonly posts: number;
  readonly withdraws: "never" | "when all is answered" | "at once";
}

interface Night {
  /** How often its turn comes before it begins. */
  readonly begins: number;
  /** An earlier night holds the campaign back and takes its mark away. */
  readonly heldFirst: boolean;
}

/** What a child was told, and what a night and the tables have of it. */
interface Fate {
  readonly child: Child;
  readonly posted: readonly number[];
  readonly withdrawn: number | undefined;
  /** What the night that counted has read of it: its answers, the mark of a withdrawal, or nothing. */
  readonly counted: "answers" | "withdrawn" | "nothing";
  readonly left: "answers" | "withdrawn" | "nothing";
  readonly hasCommentLeft: boolean;
}

const children = fc.array(
  fc.record<Child>({
    posts: fc.constantFrom(1, 1, 2, 3),
    withdraws: fc.constantFrom("never", "never", "when all is answered", "at once"),
  }),
  { minLength: 1, maxLength: 5 },
);
const nights = fc.record<Night>({ begins: fc.nat({ max: 12 }), heldFirst: fc.boolean() });
const draws = fc.infiniteStream(fc.nat({ max: 5_039 }));

const RUNS = 100;

const hash = (text: string) => createHash("sha256").update(text).digest("base64url");
const keyOfChild = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
const isAccepted = (status: number) => status === 200 || status === 201;

describe("submissions and withdrawals while a night counts", () => {
  let database: Database;
  let tables: { readonly programme: string; readonly responses: string; readonly comments: string };
  let campaigns = 0;
  beforeAll(async () => {
    database = await startDynalite();
    const { client } = database;
    tables = {
      programme: await newTable(client),
      responses: await newTable(client),
      comments: await newTable(client),
    };
  });
  afterAll(() => database.stop());

  async function aNewCampaign(): Promise<Campaign> {
    campaigns += 1;
    const campaign = aCampaign({ wave: `2017-${campaigns}`, link: String(campaigns).padStart(14, "0") });
    await programmeStore(database.client, tables.programme).add(campaign);
    return campaign;
  }

  async function readAll(campaign: Campaign, client = database.client) {
    const found = new Map<string, "answers" | "withdrawn">();
    for await (const { id, response } of responseReader(client, tables.responses).ofCampaign(keyOf(campaign), 0))
      found.set(id, response === "withdrawn" ? "withdrawn" : "answers");
    return found;
  }

  async function sortKeysOf(campaign: Campaign, table: string): Promise<(string | undefined)[]> {
    const { Items: items = [] } = await database.client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: partitionOf(keyOf(campaign)) } },
        ConsistentRead: true,
      }),
    );
    return items.map(({ sk }) => sk?.S);
  }

  async function fatesOf(group: readonly Child[], { begins, heldFirst }: Night, draw: () => number): Promise<Fate[]> {
    const campaign = await aNewCampaign();
    const turns = turnsDrawnBy(draw);
    const client = turns.taking(database.client);
    const finder = {
      ...campaignFinder(client, tables.programme),
      // The oldest that a read may give that is not consistent: nothing but the question after the put can find the mark.
      byLink: async () => campaign,
    };
    const door = aFrontDoor({
      stores: {
        campaigns: finder,
        responses: responseWriter(client, tables.responses),
        comments: commentWriter(client, tables.comments),
      },
      withdrawal: {
        campaigns: finder,
        responses: responseWithdrawer(client, tables.responses),
        comments: commentRemover(client, tables.comments),
      },
    });
    const marks = countingMarks(client, tables.programme);

    const told = group.map(() => ({ posted: [] as number[], withdrawn: undefined as number | undefined }));
    const sending = (index: number) => ({
      link: campaign.link,
      headers: { "content-type": "application/json", "idempotency-key": keyOfChild(index) },
    });
    const stories = group.flatMap(({ posts, withdraws }, index) => {
      const mine = told[index];
      if (mine === undefined) throw new RangeError("every child is told something");
      const withdraw = async () => {
        mine.withdrawn = (await door.withdraw(sending(index))).status;
      };
      const post = async () => {
        mine.posted.push((await door.post(aGoodSubmission(), sending(index))).status);
        if (withdraws === "when all is answered" && mine.posted.length === posts) await withdraw();
      };
      return [...Array.from({ length: posts }, () => post), ...(withdraws === "at once" ? [withdraw] : [])];
    });
    let counted = new Map<string, "answers" | "withdrawn">();
    const night = async () => {
      await turns.pass(begins);
      if (heldFirst) {
        await marks.markCounting(keyOf(campaign), "2017-03-01");
        await readAll(campaign, client);
        await marks.unmarkCounting(keyOf(campaign));
      }
      await marks.markCounting(keyOf(campaign), "2017-03-02");
      counted = await readAll(campaign, client);
    };
    await turns.run([...stories, night]);

    const left = await readAll(campaign);
    const commentsLeft = await sortKeysOf(campaign, tables.comments);
    return group.map((child, index) => ({
      child,
      posted: told[index]?.posted ?? [],
      withdrawn: told[index]?.withdrawn,
      counted: counted.get(hash(keyOfChild(index))) ?? "nothing",
      left: left.get(hash(keyOfChild(index))) ?? "nothing",
      hasCommentLeft: commentsLeft.includes(hash(`${keyOfChild(index)}\nmake-care-better`)),
    }));
  }

  it("are each counted or refused: what was accepted is read, what was refused is not stored, what was withdrawn is gone", async () => {
    const seen = { accepted: 0, "taken back": 0, "in no figure": 0, "figures stay": 0 };
    await fc.assert(
      fc.asyncProperty(children, nights, draws, async (group, night, drawn) => {
        const draw = () => drawn.next().value ?? 0;
        for (const fate of await fatesOf(group, night, draw)) {
          const { child, posted, withdrawn, counted, left, hasCommentLeft } = fate;
          const isWithdrawn = withdrawn === 200 || withdrawn === 204;
          const told = JSON.stringify(fate);
          expect(
            posted.filter((status) => ![200, 201, 409, 410].includes(status)),
            told,
          ).toEqual([]);
          if (posted.some(isAccepted) && !isWithdrawn) {
            expect({ counted, left, hasCommentLeft }, told).toEqual({
              counted: "answers",
              left: "answers",
              hasCommentLeft: true,
            });
            seen.accepted += 1;
          }
          // Of several at once one may have been accepted though nobody heard the answer: it is not for the others to undo.
          if (child.posts === 1 && posted[0] === 410) {
            expect(left, told).not.toBe("answers");
            expect(hasCommentLeft, told).toBe(false);
            seen["taken back"] += 1;
          }
          if (isWithdrawn) expect(left, told).toBe("withdrawn");
          if (isWithdrawn && child.withdraws === "when all is answered") expect(hasCommentLeft, told).toBe(false);
          if (withdrawn === 204) {
            expect(counted, told).not.toBe("answers");
            seen["in no figure"] += 1;
          }
          if (withdrawn === 200) seen["figures stay"] += 1;
        }
      }),
      { numRuns: RUNS },
    );
    for (const [what, often] of Object.entries(seen)) expect(often, what).toBeGreaterThan(RUNS / 10);
  });
});
