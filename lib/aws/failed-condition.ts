import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** Swallows the refusal of a conditional write, which is an answer; anything else goes on as an error. */
export function ignoreFailedCondition(error: unknown): null {
  if (error instanceof ConditionalCheckFailedException) return null;
  throw error;
}

/** Turns the refusal of a conditional write into `instead`. */
export function replaceFailedCondition(error: unknown, instead: Error): never {
  throw error instanceof ConditionalCheckFailedException ? instead : error;
}
