import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { programmeSchema, regions } from "#shared/programme/document.ts";

const published = new URL("../../../shared/programme/programme.schema.json", import.meta.url);

const regenerate = `Write the schema anew and commit it:
node --input-type=module -e 'import { programmeSchema } from "#shared/programme/document.ts"; console.log(JSON.stringify(programmeSchema, null, 2))' > shared/programme/programme.schema.json
npx biome format --write shared/programme/programme.schema.json
`;

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

function places(node: Node, path = ""): [string, Node][] {
  const inside = Object.entries(node.properties ?? {}).flatMap(([name, child]) => places(child, `${path}/${name}`));
  return [[path, node], ...inside, ...(node.items === undefined ? [] : places(node.items, `${path}/0`))];
}

describe("the programme document's published schema", () => {
  it("is the one that the code judges by", async () => {
    expect(JSON.parse(await readFile(published, "utf8")), regenerate).toEqual(programmeSchema);
  });

  it("follows JSON Schema draft 2020-12 and refuses unknown fields at every object", () => {
    expect(programmeSchema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    for (const [path, node] of places(programmeSchema as Node)) {
      if (node.properties !== undefined) expect(node, path).toHaveProperty("additionalProperties", false);
    }
  });

  it("says at every place what is expected there", () => {
    for (const [path, { description }] of places(programmeSchema as Node)) expect(description, path).toMatch(/^[a-z]/);
  });
});

describe("the regions of England", () => {
  it("have the nine codes of the Office for National Statistics", () => {
    expect(Object.values(regions)).toEqual(Array.from({ length: 9 }, (_, index) => `E1200000${index + 1}`));
    expect(regions["South West"]).toBe("E12000009");
  });
});
