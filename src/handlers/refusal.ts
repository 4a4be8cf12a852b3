import type * as z from 'zod/mini';
import { describeIssue } from '#app/describe-issue.ts';

/** The event is not one the function takes. The message names the field. */
export class BadEvent extends Error {
  override name = 'BadEvent';
}

/** Field names are the sender's, and may be of any length. */
const maximumLength = 500;

/** What Powertools' parser found, as one line for the caller. */
export const refusal = (error: Error): BadEvent => {
  const { cause } = error;
  const issues = Array.isArray(cause) ? (cause as z.core.$ZodIssue[]) : [];
  return new BadEvent(`the event is refused: ${describeIssue({ issues })}`.slice(0, maximumLength));
};
