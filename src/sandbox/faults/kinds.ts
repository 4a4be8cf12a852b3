/** What can go wrong with one call; each is told in docs/what-happens-when.md. */
export const faultKinds = [
  'throttling',
  'internal-error',
  'unavailable',
  'html-error',
  'access-denied',
  'scp-denied',
  'expired-token',
  'connection-reset',
  'hang',
  'truncated-body',
  'malformed-body',
  'empty-body',
  'bad-next-token',
  'failed-findings',
] as const;
export type FaultKind = (typeof faultKinds)[number];
