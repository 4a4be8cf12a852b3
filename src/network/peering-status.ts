import { told } from './told.ts';

/**
 * AWS's words in the order a peering goes through them; it never goes back. A word that is not here stands
 * right after `active`: it may be anything, so it may not be read as active.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle
 */
const lifecycle = ['initiating-request', 'pending-acceptance', 'provisioning', 'active'];
const ends = ['deleting', 'expired', 'failed', 'rejected', 'deleted'];
const unknownWord = lifecycle.length;

const stage = (status: string): number => {
  const end = ends.indexOf(status);
  if (end !== -1) return unknownWord + 1 + end;
  const early = lifecycle.indexOf(status);
  return early === -1 ? unknownWord : early;
};

/** The peering's status in lower case, or null when AWS told none. */
export const peeringStatusOf = (code: string | undefined): string | null => told(code)?.toLowerCase() ?? null;

/**
 * One status for a peering that several scopes show. Views differ when it changed between two reads, so the one
 * furthest along its life is the latest: an active view loses to a dead one. Two words that nobody knows: the
 * lesser, so that order decides nothing.
 */
export const latestStatus = (statuses: readonly (string | null)[]): string | null =>
  statuses.reduce((latest, status) => {
    if (status === null || latest === null) return latest ?? status;
    const ahead = stage(status) - stage(latest);
    return ahead > 0 || (ahead === 0 && status < latest) ? status : latest;
  }, null);
