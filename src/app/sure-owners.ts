import type { Finding } from '#model/finding.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { Plan } from './ports.ts';

/**
 * Where nobody could tell who is in the organization, a client's account may be in it or not, and so whose the
 * finding of its path is cannot be told: it is not evaluated, rather than made a second time in another account.
 */
export const withSureOwners = (
  findings: readonly Finding[],
  paths: readonly ConnectionPath[],
  { accounts, isListed }: Plan,
): Finding[] => {
  if (isListed) return [...findings];
  const known = new Set<string | null>([null, ...accounts.map(({ Id }) => Id)]);
  const unsure = new Set(paths.flatMap(({ id, consumer }) => (known.has(consumer.accountId) ? [] : [id])));
  return findings.map((finding) =>
    finding.pathIds.some((id) => unsure.has(id)) ? { ...finding, status: 'not-evaluated' } : finding,
  );
};
