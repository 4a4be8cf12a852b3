import type { Failure } from '#model/coverage.ts';

/** Is this account closed to us, in every Region? */
export const isAccountHopeless = ({ cause, by }: Failure): boolean =>
  cause === 'expired-credentials' || by === 'role-missing';

/** Would every further read of the scope fail the same way? (A policy, even an SCP, may deny one action alone.) */
export const isHopeless = (failure: Failure): boolean =>
  isAccountHopeless(failure) || failure.cause === 'region-disabled';
