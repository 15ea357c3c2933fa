/** The datasets as tables, the workgroup that bounds a query, and that both are where releases are. */
import { describe, expect, test } from "vitest";
import { savedQueries } from "../../infra/saved-queries.ts";
import { allDatasets } from "../../shared/release/datasets/all-datasets.ts";
import { parquetColumnsOf, parquetPathOf } from "../../shared/release/parquet-layout.ts";
import { logicalIdOf, ofType, readable, synthesized, the } from "./synthesized.ts";

const synth = synthesized();
const template = synth.templates.pipeline;
const [[databaseId] = []] = ofType(template, "AWS::Glue::Database");
const tables = ofType(template, "AWS::Glue::Table").map(([, { Properties }]) => Properties);
const tableNamed = (name: string) => tables.find(({ TableInput }) => TableInput.Name === name)?.TableInput;
const datasetsBucket = `<${logicalIdOf(synth.data.datasets.bucket)}>`;

describe("every dataset of a release is a table:", () => {
  test("all of them, and no other", () => {
    expect(tables.map(({ TableInput }) => TableInput.Name).sort()).toEqual(allDatasets.map(({ name }) => name).sort());
    expect(tables.map(({ DatabaseName }) => DatabaseName)).toEqual(tables.map(() => ({ Ref: databaseId })));
  });

  const typesInGlue = { INT32: "int", DOUBLE: "double", DATE: "date", STRING: "string" };
  test.each(allDatasets)("$name has the columns that its Parquet file has, in order and type", (dataset) => {
    const columns = tableNamed(dataset.name).StorageDescriptor.Columns;
    expect(columns.map(({ Name, Type }: Record<string, string>) => [Name, Type])).toEqual(
      parquetColumnsOf(dataset).map(({ name, type }) => [name, typesInGlue[type]]),
    );
  });

  test.each(allDatasets)("$name says of each column what the dataset says, whole", (dataset) => {
    const comments = tableNamed(dataset.name).StorageDescriptor.Columns.map(
      ({ Comment }: Record<string, string>) => Comment,
    );
    for (const [index, { holds, of }] of parquetColumnsOf(dataset).entries()) {
      expect(comments[index], of.name).toMatch(holds === "value" ? of.description : /^shown where there is a value, /);
      // The most that Glue takes.
      expect(comments[index].length, of.name).toBeLessThanOrEqual(255);
    }
  });

  test.each(allDatasets)("$name is read as Parquet from the release that the query names", (dataset) => {
    const { PartitionKeys, Parameters, StorageDescriptor, TableType } = tableNamed(dataset.name);
    expect(TableType).toBe("EXTERNAL_TABLE");
    expect(StorageDescriptor.SerdeInfo.SerializationLibrary).toBe(
      "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
    );
    expect(PartitionKeys).toMatchObject([{ Name: "release_id", Type: "string" }]);
    expect(Parameters).toMatchObject({ "projection.enabled": "true", "projection.release_id.type": "injected" });
    // The folder that holds this file and none besides.
    const folder = parquetPathOf(dataset).replace(/[^/]+$/, "");
    expect(readable(synth, Parameters["storage.location.template"])).toBe(
      `s3://${datasetsBucket}/releases/\${release_id}/${folder}`,
    );
    expect(allDatasets.filter((each) => parquetPathOf(each).startsWith(folder))).toEqual([dataset]);
  });

  test.each(allDatasets)("$name can be asked for every column without quotes", ({ name, columns }) => {
    const names = [name, ...parquetColumnsOf({ columns }).map((column) => column.name)];
    expect(names.filter((each) => !/^[a-z][a-z0-9_]*$/.test(each))).toEqual([]);
    // Taken by the partition.
    expect(names).not.toContain("release_id");
    expect(names).toEqual([...new Set(names)]);
  });
});

describe("the workgroup", () => {
  const { Name, WorkGroupConfiguration: configuration } = the(template, "AWS::Athena::WorkGroup").Properties;

  test("holds for every query in it, whatever who asks would rather have", () => {
    expect(configuration.EnforceWorkGroupConfiguration).toBe(true);
  });

  test("cuts off a query that reads more than a gigabyte, and less than Athena can be told of is not asked", () => {
    expect(configuration.BytesScannedCutoffPerQuery).toBe(1_000_000_000);
    expect(configuration.BytesScannedCutoffPerQuery).toBeGreaterThanOrEqual(10_000_000);
  });

  test("writes answers into their own bucket, of this account, under the customer key", () => {
    expect(readable(synth, configuration.ResultConfiguration.OutputLocation)).toBe(
      `s3://<${logicalIdOf(synth.data.queryResults)}>/results/`,
    );
    expect(configuration.ResultConfiguration.ExpectedBucketOwner).toEqual({ Ref: "AWS::AccountId" });
    const { EncryptionOption, KmsKey } = configuration.ResultConfiguration.EncryptionConfiguration;
    expect([EncryptionOption, readable(synth, KmsKey)]).toEqual(["SSE_KMS", `<${logicalIdOf(synth.data.key)}>`]);
  });

  test("runs the engine that the saved queries are written for, and counts what it reads", () => {
    expect(configuration.EngineVersion).toEqual({ SelectedEngineVersion: "Athena engine version 3" });
    expect(configuration.PublishCloudWatchMetricsEnabled).toBe(true);
  });

  test("holds the saved queries, each with its question and what its parameters are", () => {
    const [[workGroupId] = []] = ofType(template, "AWS::Athena::WorkGroup");
    const saved = ofType(template, "AWS::Athena::NamedQuery").map(([, { Properties }]) => Properties);
    expect(saved).toHaveLength(savedQueries.length);
    for (const { name, question, parameters, sql } of savedQueries) {
      const query = saved.find((each) => each.Name === name);
      expect(query, name).toMatchObject({
        Database: { Ref: databaseId },
        WorkGroup: { Ref: workGroupId },
        QueryString: sql.trim(),
      });
      for (const words of [question, ...parameters]) expect(query?.Description, name).toContain(words);
      expect(query?.Description.length, name).toBeLessThanOrEqual(1_024);
    }
  });

  test("is named for its stage, as its database is", () => {
    expect(Name).toBe("bright-spots-production");
    expect(template.Resources[databaseId ?? ""]?.Properties.DatabaseInput.Name).toBe("bright_spots_production");
  });
});

test("tells where records are, which policy analysts take and where they ask", () => {
  const outputs = template.Outputs ?? {};
  expect(readable(synth, outputs.MicrodataBucket?.Value)).toBe(`<${logicalIdOf(synth.data.microdata.bucket)}>`);
  expect(readable(synth, outputs.AnalystPolicy?.Value)).toBe(`<${logicalIdOf(synth.pipeline.readers.analysts)}>`);
  const [[workGroupId] = []] = ofType(template, "AWS::Athena::WorkGroup");
  expect(readable(synth, outputs.QueryWorkGroup?.Value)).toBe(`<${workGroupId}>`);
});
