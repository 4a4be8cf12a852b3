import {
  badNextToken,
  connectionReset,
  emptyBody,
  failedFindings,
  hang,
  htmlError,
  malformedBody,
  truncatedBody,
} from './answers.ts';
import type { Fault } from './fault.ts';
import type { FaultKind } from './kinds.ts';
import { accessDenied, expiredToken, internalError, scpDenied, throttling, unavailable } from './refusals.ts';

export const faults: Readonly<Record<FaultKind, Fault>> = {
  throttling,
  'internal-error': internalError,
  unavailable,
  'html-error': htmlError,
  'access-denied': accessDenied,
  'scp-denied': scpDenied,
  'expired-token': expiredToken,
  'connection-reset': connectionReset,
  hang,
  'truncated-body': truncatedBody,
  'malformed-body': malformedBody,
  'empty-body': emptyBody,
  'bad-next-token': badNextToken,
  'failed-findings': failedFindings,
};
