import type { ScanResult } from '#model/result.ts';
import { count } from './count.ts';

const standing = [
  'A path that is open lets packets through; it does not prove that anybody uses it, or that the service answers.',
  'A same-Region bedrock-runtime endpoint does not prove that data is processed in that Region: cross-Region inference can run a model in another.',
];

const notAssessedIn = ({ paths }: ScanResult): string[] => {
  const names = new Set(paths.flatMap(({ notAssessed }) => notAssessed));
  return names.size === 0 ? [] : [`Not assessed, for any path: ${[...names].sort().join('; ')}.`];
};

const unreadOf = ({ coverage }: ScanResult): string[] => {
  const unread = coverage.scopes.filter(({ status }) => status === 'failed' || status === 'partial').length;
  return unread === 0
    ? []
    : [`Of ${count(unread, 'scope')} not all was read: what is there besides, nobody knows.`];
};

const leftOutOf = ({ coverage }: ScanResult): string[] =>
  coverage.scopes.some(({ status }) => status === 'excluded')
    ? ['Accounts and Regions that were left out on purpose were not looked at.']
    : [];

const unknownOf = ({ paths }: ScanResult): string[] => {
  const unknown = paths.filter(({ verdict }) => verdict === 'unknown').length;
  return unknown === 0 ? [] : [`Of ${count(unknown, 'path')} it is not known whether anything gets through.`];
};

/** What a result does not prove, a sentence each: the same things for every result, and what this one leaves open. */
export const limitsOf = (result: ScanResult): string[] => [
  ...notAssessedIn(result),
  ...standing,
  ...unreadOf(result),
  ...leftOutOf(result),
  ...unknownOf(result),
];
