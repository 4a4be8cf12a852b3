import { scopeKey } from '#model/scope.ts';
import { AwsError } from '../../aws-error.ts';
import type { Call } from '../../service.ts';

export const refuseUnlessEnabled = ({ state, scope }: Call): void => {
  if (!state.securityHubOff.has(scopeKey(scope))) return;
  const message = `Account ${scope.accountId} is not subscribed to AWS Security Hub`;
  throw new AwsError('InvalidAccessException', message, 401);
};
