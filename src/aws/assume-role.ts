import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import { partitionOf } from '#model/partition.ts';
import { MalformedResponse } from './malformed-response.ts';

/** The role that is assumed in every account but the caller's own. */
export type Role = {
  roleName: string;
  externalId?: string;
  /** How CloudTrail in the other accounts names who was there; `vpc-path-auditor` unless told. */
  sessionName?: string;
  callerAccountId: string;
  /** Whose STS is asked, a Region's own and never the global one; its tokens work in every Region. */
  region: string;
};

/** A session with an end. */
export type RoleSession = AwsCredentialIdentity & { expiration: Date };

/** The role's ARN in an account, in the partition of its Region. */
export const roleArn = (accountId: string, { roleName, region }: Role): string =>
  `arn:${partitionOf(region)}:iam::${accountId}:role/${roleName}`;

/**
 * STS AssumeRole (`sts:AssumeRole`), for an hour: the most that a role may have when the caller is a session of a
 * role itself (docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html, "role chaining").
 */
export const assumeRole = async (sts: STSClient, accountId: string, role: Role): Promise<RoleSession> => {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: roleArn(accountId, role),
      RoleSessionName: role.sessionName ?? 'vpc-path-auditor',
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
    throw new MalformedResponse('AssumeRole: the answer has no whole session');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
};
