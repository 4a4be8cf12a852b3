import { DescribeVpcEndpointsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { ListHostedZonesByVPCCommand, Route53Client } from '@aws-sdk/client-route-53';
import { GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { HttpHandler } from '@smithy/core/protocols';
import type { FaultKind } from '#sandbox/faults/kinds.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { member, snapshotOf } from '#test/builders/sandbox-snapshot.ts';
import type { Keys } from '../clients.ts';

export const region = 'us-west-2';
/** How long a client waits. */
export const patienceMs = 150;

/** What the clients' configurations have in common. */
export type Config = {
  region: string;
  credentials: Keys;
  maxAttempts: number;
  endpoint?: string;
  requestHandler?: HttpHandler;
};

/** One call of each service. */
export const calls = {
  ec2: (config: Config) => new EC2Client(config).send(new DescribeVpcEndpointsCommand({ MaxResults: 1000 })),
  sts: (config: Config) =>
    new STSClient(config).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${member}:role/audit`, RoleSessionName: 'me' }),
    ),
  organizations: (config: Config) => new OrganizationsClient(config).send(new ListAccountsCommand({})),
  securityhub: (config: Config) => new SecurityHubClient(config).send(new GetFindingsCommand({})),
  route53: (config: Config) =>
    new Route53Client(config).send(new ListHostedZonesByVPCCommand({ VPCId: 'vpc-a', VPCRegion: region })),
};
export type Service = keyof typeof calls;

/** A sandbox in which every call has that fault. */
export const faulty = (fault: FaultKind): Sandbox =>
  createSandbox({
    snapshot: snapshotOf(),
    requestTimeoutMs: patienceMs,
    faults: { seed: 1, rules: [{ fault }] },
  });
