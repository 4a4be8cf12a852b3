import { DescribeVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { ListHostedZonesByVPCCommand } from '@aws-sdk/client-route-53';
import { GetFindingsCommand } from '@aws-sdk/client-securityhub';
import { expect, it } from 'vitest';
import { type Aws, createAws } from '#aws/clients.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { hub, snapshotOf } from '#test/builders/sandbox-snapshot.ts';
import { testCredentials } from '#test/builders/scripted-handler.ts';

const scope = { accountId: hub, region: 'us-west-2' };
const zones = new ListHostedZonesByVPCCommand({ VPCId: 'vpc-a', VPCRegion: 'us-west-2' });

/** More calls at once than AWS's bucket holds, against a sandbox that keeps to AWS's rates. */
it.each<[string, number, (aws: Aws) => Promise<unknown>]>([
  ['EC2', 115, (aws) => aws.ec2(scope).send(new DescribeVpcEndpointsCommand({}))],
  ['Security Hub', 9, (aws) => aws.securityHub(scope).send(new GetFindingsCommand({}))],
  ['Route 53', 16, (aws) => aws.route53(scope).send(zones)],
  ['Organizations', 14, (aws) => aws.organizations('us-east-1').send(new ListAccountsCommand({}))],
])('%s throttles none of %i calls', async (_, count, ask) => {
  const sandbox = createSandbox({ snapshot: snapshotOf(), limits: true, latencyMs: 10 });
  const throttled: string[] = [];
  const aws = createAws({
    requestHandler: sandbox.requestHandler,
    credentials: testCredentials,
    onThrottled: (action) => throttled.push(action),
  });
  await Promise.all(Array.from({ length: count }, () => ask(aws)));
  expect(throttled).toEqual([]);
});
