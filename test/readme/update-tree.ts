/** Writes the tree of sources into the README: `npm run tree`. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { treeOf, withTree } from "./tree.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const readme = `${root}/README.md`;
writeFileSync(readme, withTree(readFileSync(readme, "utf-8"), treeOf(root)));
