import { partitionOf } from '#model/partition.ts';
import type { Scope } from '#model/scope.ts';
import type { Session } from './state.ts';

/** Who calls, as AWS writes it; a key that AssumeRole did not hand out is a user's. */
export const callerArn = ({ accountId, region }: Scope, session: Session | null): string =>
  session === null
    ? `arn:${partitionOf(region)}:iam::${accountId}:user/sandbox`
    : `arn:${partitionOf(region)}:sts::${session.accountId}:assumed-role/${session.roleName}/${session.sessionName}`;
