import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { RoleSession } from './assume-role.ts';

/** A session is renewed so long before its end, as the SDK's clients do. */
const renewalMs = 5 * 60_000;

/**
 * A refusal is remembered for so long, since the account's other Regions would hear the same; and a session is kept
 * for as long, however old it looks to a clock that is wrong.
 */
const leastMs = 60_000;

/**
 * A session that many clients share: opened when first asked for, once for all that ask meanwhile, and again when
 * it is about to end. That it could not be opened is remembered for a minute.
 */
export const sharedSession = (open: () => Promise<RoleSession>): AwsCredentialIdentityProvider => {
  let opened: Promise<RoleSession> | null = null;
  let until = 0;
  const openAndRemember = async (): Promise<RoleSession> => {
    until = Number.POSITIVE_INFINITY;
    try {
      const session = await open();
      until = Math.max(session.expiration.getTime() - renewalMs, Date.now() + leastMs);
      return session;
    } catch (error) {
      until = Date.now() + leastMs;
      throw error;
    }
  };
  return () => {
    if (opened === null || Date.now() >= until) opened = openAndRemember();
    return opened;
  };
};
