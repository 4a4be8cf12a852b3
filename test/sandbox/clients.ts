import { EC2Client } from '@aws-sdk/client-ec2';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Sandbox } from '#sandbox/sandbox.ts';

export type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

export const anyKeys: Keys = { accessKeyId: 'AKIAANY', secretAccessKey: 'secret' };

/** The plain SDK clients of one Region, wired to a sandbox without a socket. They never try twice. */
export const clientsOf = (sandbox: Sandbox, region: string, credentials: Keys = anyKeys) => {
  const config = { region, credentials, requestHandler: sandbox.requestHandler, maxAttempts: 1 };
  return {
    ec2: new EC2Client(config),
    organizations: new OrganizationsClient(config),
    route53: new Route53Client(config),
    securityhub: new SecurityHubClient(config),
    sts: new STSClient(config),
  };
};

/** The keys that the sandbox's AssumeRole hands out for an account. */
export const assume = async (sandbox: Sandbox, accountId: string): Promise<Keys> => {
  const { sts } = clientsOf(sandbox, 'us-west-2');
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/audit`, RoleSessionName: 'session' }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
};
