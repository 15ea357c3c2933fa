/** A write that the table may hold back, because its condition does not hold. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";

/** What the write gives, or that its condition held it back; any other failure is thrown. */
export async function heldBack<Result>(write: Promise<Result>): Promise<Result | "held back"> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return "held back";
    throw error;
  }
}
