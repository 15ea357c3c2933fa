/** A programme's store in memory that keeps a diary of its writes and can crash before or after any of them. */
import { isDeepStrictEqual } from "node:util";
import type { Registry } from "#functions/register/apply.ts";
import { type Campaign, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import { CampaignChangedMeanwhile } from "#shared/storage/programme.ts";

export class Crash extends Error {
  override readonly name = "Crash";
}

export interface InMemoryRegistry extends Registry {
  readonly stored: Map<string, Campaign>;
  /** Which campaign each open link leads to. */
  readonly open: Map<string, string>;
  readonly diary: string[];
  crash: { readonly when: "before" | "after"; readonly write: number } | undefined;
}

export function inMemoryRegistry(campaigns: readonly Campaign[] = []): InMemoryRegistry {
  const stored = new Map(campaigns.map((campaign) => [partitionOf(keyOf(campaign)), campaign]));
  const open = new Map(campaigns.map((campaign) => [campaign.link, partitionOf(keyOf(campaign))]));
  const diary: string[] = [];

  async function write<Result>(entry: string, doIt: () => Result): Promise<Result> {
    await Promise.resolve();
    const { when, write: number } = registry.crash ?? {};
    if (when === "before" && diary.length === number) throw new Crash();
    const result = doIt();
    diary.push(entry);
    if (when === "after" && diary.length === number) throw new Crash();
    return result;
  }

  const registry: InMemoryRegistry = {
    stored,
    open,
    diary,
    crash: undefined,
    campaigns: async () => [...stored.values()],
    campaign: async (key) => stored.get(partitionOf(key)),
    add: (campaign) => {
      const key = partitionOf(keyOf(campaign));
      return write(`add ${key}`, () => {
        if (stored.has(key)) return false;
        stored.set(key, campaign);
        return true;
      });
    },
    replace: (before, after) => {
      const key = partitionOf(keyOf(before));
      return write(`replace ${key}`, () => {
        if (!isDeepStrictEqual(stored.get(key), before)) throw new CampaignChangedMeanwhile(keyOf(before));
        stored.set(key, after);
      });
    },
    openLink: (campaign) => {
      const key = partitionOf(keyOf(campaign));
      return write(`open ${key}`, () => {
        open.set(campaign.link, key);
      });
    },
  };
  return registry;
}
