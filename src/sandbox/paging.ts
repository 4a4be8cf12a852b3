import { createHmac } from 'node:crypto';
import { scopeKey } from '#model/scope.ts';
import { AwsError } from './aws-error.ts';
import type { Call } from './service.ts';

export type PageRequest = {
  size: number | undefined;
  token: string | undefined;
  min: number;
  max: number;
  /** What was asked, less the paging: a token answers only the question it was given for. */
  question: unknown;
};

/** Makes page tokens opaque: none can be made up or used for another question. The same in every run, as faults are. */
const secret = 'page';

const tokenOf = (offset: number, question: unknown, call: Call): string => {
  const asked = JSON.stringify([scopeKey(call.scope), call.operation, question, offset]);
  const seal = createHmac('sha256', secret).update(asked).digest('base64url');
  return Buffer.from(`${offset}.${seal}`).toString('base64url');
};

const offsetOf = (token: string, question: unknown, call: Call): number => {
  const offset = Number.parseInt(Buffer.from(token, 'base64url').toString(), 10);
  if (Number.isNaN(offset) || tokenOf(offset, question, call) !== token) {
    throw new AwsError(call.errors.invalidToken, 'The token provided is malformed or otherwise invalid.');
  }
  return offset;
};

/** One page of `items`, at most `max` even when no size was asked, so that every caller has to follow the token. */
export const pageOf = <Item>(
  items: readonly Item[],
  { size, token, min, max, question }: PageRequest,
  call: Call,
): { page: Item[]; nextToken: string | undefined } => {
  if (size !== undefined && (!Number.isInteger(size) || size < min || size > max)) {
    throw new AwsError(call.errors.invalidValue, `The page size ${size} is not between ${min} and ${max}.`);
  }
  const start = token === undefined ? 0 : offsetOf(token, question, call);
  const end = start + (size ?? max);
  return {
    page: items.slice(start, end),
    nextToken: end < items.length ? tokenOf(end, question, call) : undefined,
  };
};
