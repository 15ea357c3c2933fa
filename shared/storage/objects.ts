/** What all object stores share: JSON that is parsed on every read, and errors that name the object and never what is in it. */
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type * as z from "zod";

/** An object that the night needs is not there. */
export class MissingObject extends Error {
  override readonly name = "MissingObject";
  readonly key: string;
  constructor(key: string) {
    super(
      `there is no object ${key}; run the night again from its start, and if that does not bring it back, restore it in its bucket`,
    );
    this.key = key;
  }
}

/** What was asked for, or undefined where it is not there. */
export async function unlessMissing<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof MissingObject) return undefined;
    throw error;
  }
}

/** An object is there but does not hold what its key promises. Names the places, never what stands there. */
export class DamagedObject extends Error {
  override readonly name = "DamagedObject";
  readonly key: string;
  readonly places: readonly string[];
  constructor(key: string, places: readonly string[]) {
    super(
      `the object ${key} is damaged at ${places.join(", ")}; run the night again from its start, and if that does not mend it, restore its earlier version in its bucket`,
    );
    this.key = key;
    this.places = places;
  }
}

/** JSON.parse's own error would quote the text. */
export function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws DamagedObject when the text is not JSON or not of this shape */
export function parseObject<Shape extends z.ZodType>(key: string, shape: Shape, text: string): z.output<Shape> {
  const parsed = shape.safeParse(jsonOrNothing(text));
  if (parsed.success) return parsed.data;
  throw new DamagedObject(key, [...new Set(parsed.error.issues.map(({ path }) => `/${path.join("/")}`))]);
}

/** JSON in a bucket, parsed on every read. */
export function jsonObjects(client: S3Client, bucket: string) {
  return {
    async write(key: string, value: unknown): Promise<void> {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: JSON.stringify(value),
          ContentType: "application/json",
        }),
      );
    },
    /** @throws MissingObject, DamagedObject */
    async read<Shape extends z.ZodType>(key: string, shape: Shape): Promise<z.output<Shape>> {
      try {
        const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return parseObject(key, shape, (await body?.transformToString("utf-8")) ?? "");
      } catch (error) {
        if (error instanceof Error && error.name === "NoSuchKey") throw new MissingObject(key);
        throw error;
      }
    },
  };
}
