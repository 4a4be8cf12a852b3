import type { Caller } from '../ports.ts';

export type TrustDocument = {
  Version: '2012-10-17';
  Statement: {
    Effect: 'Allow';
    Principal: { AWS: string };
    Action: 'sts:AssumeRole';
    Condition: Record<string, Record<string, string | string[]>>;
  }[];
};

/** Who a caller is to IAM. A session's ARN does not tell the path of its role. */
export type Principal = { kind: 'user' | 'role' | 'other'; name: string; arns: string[] };

/** The user or role behind a caller's ARN; the root user and federated users are neither. */
export const principalOf = ({ arn, accountId, partition }: Caller): Principal => {
  const iam = `arn:${partition}:iam::${accountId}`;
  const [, role] = /:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (role !== undefined) {
    return { kind: 'role', name: role, arns: [`${iam}:role/${role}`, `${iam}:role/*/${role}`] };
  }
  const [, user] = /:user\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return user === undefined
    ? { kind: 'other', name: arn, arns: [arn] }
    : { kind: 'user', name: user, arns: [arn] };
};

/**
 * Who may assume the role: the caller alone. The account is trusted under a condition on the caller's ARN, because IAM
 * stores a role that is named as the principal by its unique ID, which a new role of the same name does not have.
 */
export const trustOf = (
  caller: Caller,
  { organizationId, externalId }: { organizationId: string | null; externalId: string | null },
): TrustDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:${caller.partition}:iam::${caller.accountId}:root` },
      Action: 'sts:AssumeRole',
      Condition: {
        ArnLike: { 'aws:PrincipalArn': principalOf(caller).arns },
        ...(organizationId === null && externalId === null
          ? {}
          : {
              StringEquals: {
                ...(organizationId === null ? {} : { 'aws:PrincipalOrgID': organizationId }),
                ...(externalId === null ? {} : { 'sts:ExternalId': externalId }),
              },
            }),
      },
    },
  ],
});
