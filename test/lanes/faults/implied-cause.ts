import type { Cause, Denier } from '#model/coverage.ts';
import type { Injected } from '#sandbox/faults/injector.ts';
import type { FaultKind } from '#sandbox/faults/kinds.ts';

export type Implied = { cause: Cause; by?: Denier };

const implied: Record<FaultKind, Implied> = {
  throttling: { cause: 'throttled' },
  'internal-error': { cause: 'unknown' },
  unavailable: { cause: 'unknown' },
  'html-error': { cause: 'malformed-response' },
  'access-denied': { cause: 'access-denied', by: 'policy' },
  'scp-denied': { cause: 'access-denied', by: 'scp' },
  'expired-token': { cause: 'expired-credentials' },
  'connection-reset': { cause: 'network' },
  hang: { cause: 'timeout' },
  'truncated-body': { cause: 'network' },
  'malformed-body': { cause: 'malformed-response' },
  'empty-body': { cause: 'malformed-response' },
  'bad-next-token': { cause: 'unknown' },
  'failed-findings': { cause: 'unknown' },
};

/** What the operator is to be told of a fault that outlasted every retry. */
export const impliedBy = ({ fault, action }: Pick<Injected, 'fault' | 'action'>): Implied =>
  fault === 'access-denied' && action === 'sts:AssumeRole'
    ? { cause: 'access-denied', by: 'role-missing' }
    : implied[fault];
