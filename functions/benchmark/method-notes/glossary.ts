/** Names with what they mean: methods as a list, ids as a table. */

import { code, list, plain, table } from "#shared/release/metadata/markdown.ts";
import type { Method } from "../statistics/method.ts";

/** Methods by name and id, each with its formula in words. */
export const methodList = (some: readonly Method[]) =>
  list(
    some.map(
      ({ id, name, inWords, source }) =>
        `**${plain(name)}** (${code(id)}). ${plain(inWords)} Source: ${plain(source)}.`,
    ),
  );

/** Ids, each with what it means. */
export const glossary = (title: string, words: Readonly<Record<string, string>>) =>
  table(
    [title, "Meaning"],
    Object.entries(words).map(([id, meaning]) => [code(id), meaning]),
  );
