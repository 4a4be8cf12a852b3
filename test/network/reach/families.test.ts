import { describe, expect, it } from 'vitest';
import * as build from '#test/builders/reachable.ts';

const dual = (): build.Sides => ({
  tokyo: { Subnets: [build.subnet('subnet-a', 'vpc-tokyo', '10.1.0.0/24', 'fd00:1::/64')] },
  oregon: {
    NetworkInterfaces: (build.oregonInventory().NetworkInterfaces ?? []).map((record, index) => ({
      ...record,
      Ipv6Addresses: [{ Ipv6Address: `fd00:2::${index + 1}` }],
    })),
  },
});

describe('two address families', () => {
  it('are judged apart, and the better is told', () => {
    expect(build.pathOf(dual())).toMatchObject({ verdict: 'usable', family: 'ipv4' });
    const changes = dual();
    const six = { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: 'fd00:1::/64' }] };
    const back = { DestinationIpv6CidrBlock: 'fd00:1::/64', State: 'active', ...build.viaPeering };
    const there = { DestinationIpv6CidrBlock: 'fd00:2::/64', State: 'active', ...build.viaPeering };
    const path = build.pathOf({
      tokyo: { ...changes.tokyo, RouteTables: [build.mainTable('rtb-tokyo', 'vpc-tokyo', [there])] },
      oregon: {
        ...changes.oregon,
        SecurityGroups: [build.group('sg-endpoint', six)],
        RouteTables: [build.mainTable('rtb-oregon', 'vpc-oregon', [back])],
      },
    });
    expect(path).toMatchObject({
      verdict: 'usable',
      family: 'ipv6',
      subnets: [{ cidr: 'fd00:1::/64', open: ['fd00:1::/64'] }],
    });
  });
});

describe('inside the endpoint’s VPC', () => {
  const own = 'vpc-oregon/-/vpce-1';
  it('works by the local route', () => {
    const path = build.pathOf(
      { oregon: { SecurityGroups: [build.group('sg-endpoint', build.httpsFrom('10.2.0.0/16'))] } },
      own,
    );
    expect(path).toMatchObject({ verdict: 'usable' });
    expect(path.hops.map(({ name }) => name)).not.toContain('peering-state');
  });

  it('works on condition that the client carries a group', () => {
    const members = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-client' }] };
    expect(
      build.pathOf({ oregon: { SecurityGroups: [build.group('sg-endpoint', members)] } }, own),
    ).toMatchObject({
      verdict: 'usable',
      provided: ['the client carries security group sg-client'],
    });
  });
});
