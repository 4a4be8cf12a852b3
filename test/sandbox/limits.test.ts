import { DescribeVpcEndpointsCommand, DescribeVpcPeeringConnectionsCommand } from '@aws-sdk/client-ec2';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { ListHostedZonesByVPCCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { BatchImportFindingsCommand, GetFindingsCommand } from '@aws-sdk/client-securityhub';
import { expect, it } from 'vitest';
import { createSandbox } from '#sandbox/sandbox.ts';
import { snapshotOf } from '#test/builders/sandbox-snapshot.ts';
import { clientsOf } from './clients.ts';

type Clients = ReturnType<typeof clientsOf>;
type Ask = (clients: Clients) => Promise<unknown>;

const limited = () => {
  let at = Date.parse('2026-11-20T00:00:00Z');
  const sandbox = createSandbox({ snapshot: snapshotOf(), limits: true, now: () => new Date(at) });
  const advance = (milliseconds: number): void => {
    at += milliseconds;
  };
  return { sandbox, clients: clientsOf(sandbox, 'us-west-2'), advance };
};

/** How many of `count` calls were let through; a throttled one must carry `code`, any other outcome passes. */
const passing = async (count: number, ask: () => Promise<unknown>, code: string): Promise<number> => {
  const results = await Promise.allSettled(Array.from({ length: count }, ask));
  return results.filter((result) => result.status === 'fulfilled' || result.reason.name !== code).length;
};

const endpoints: Ask = ({ ec2 }) => ec2.send(new DescribeVpcEndpointsCommand({}));
const throttled = 'TooManyRequestsException';
const cases: { action: string; ask: Ask; code: string; burst: number; perSecond: number }[] = [
  {
    action: 'ec2:DescribeVpcEndpoints',
    ask: endpoints,
    code: 'RequestLimitExceeded',
    burst: 100,
    perSecond: 20,
  },
  {
    action: 'securityhub:GetFindings',
    ask: ({ securityhub }) => securityhub.send(new GetFindingsCommand({})),
    code: throttled,
    burst: 6,
    perSecond: 3,
  },
  {
    action: 'securityhub:BatchImportFindings',
    ask: ({ securityhub }) => securityhub.send(new BatchImportFindingsCommand({ Findings: [] })),
    code: throttled,
    burst: 30,
    perSecond: 10,
  },
  {
    action: 'route53:ListHostedZonesByVPC',
    ask: ({ route53 }) =>
      route53.send(new ListHostedZonesByVPCCommand({ VPCId: 'vpc-a', VPCRegion: 'us-west-2' })),
    code: 'Throttling',
    burst: 10,
    perSecond: 10,
  },
  {
    action: 'organizations:ListAccounts',
    ask: ({ organizations }) => organizations.send(new ListAccountsCommand({})),
    code: throttled,
    burst: 8,
    perSecond: 8,
  },
];

it.each(cases)(
  '$action: $burst at once, then $perSecond a second',
  async ({ ask, code, burst, perSecond }) => {
    const { clients, advance } = limited();
    expect(await passing(burst + 5, () => ask(clients), code)).toBe(burst);
    advance(500);
    expect(await passing(burst + 5, () => ask(clients), code)).toBe(Math.floor(perSecond / 2));
  },
);

it('EC2 answers 503 when throttled, and counts each action and Region apart', async () => {
  const { sandbox, clients } = limited();
  await passing(100, () => endpoints(clients), 'RequestLimitExceeded');
  await expect(endpoints(clients)).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  await clients.ec2.send(new DescribeVpcPeeringConnectionsCommand({}));
  await endpoints(clientsOf(sandbox, 'ap-northeast-1'));
});

it('Route 53 counts all its operations together', async () => {
  const { clients } = limited();
  await passing(
    10,
    () => clients.route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1' })),
    'Throttling',
  );
  const zones = new ListHostedZonesByVPCCommand({ VPCId: 'vpc-a', VPCRegion: 'us-west-2' });
  await expect(clients.route53.send(zones)).rejects.toMatchObject({ name: 'Throttling' });
});

it('without `limits` nothing is throttled', async () => {
  const clients = clientsOf(createSandbox({ snapshot: snapshotOf() }), 'us-west-2');
  expect(await passing(150, () => endpoints(clients), 'RequestLimitExceeded')).toBe(150);
});
