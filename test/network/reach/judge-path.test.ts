import { describe, expect, it } from 'vitest';
import type { ConnectionPath } from '#model/path.ts';
import { peeringRecord } from '#test/builders/network.ts';
import * as build from '#test/builders/reachable.ts';

const tokyoRoutes = (...routes: Parameters<typeof build.mainTable>[2]): build.Sides => ({
  tokyo: { RouteTables: [build.mainTable('rtb-tokyo', 'vpc-tokyo', routes)] },
});

describe('the path from Tokyo to Oregon', () => {
  it('works, and every hop says why', () => {
    const path = build.pathOf({});
    expect(path).toMatchObject({
      verdict: 'usable',
      unknownReason: null,
      family: 'ipv4',
      provided: [],
      fix: null,
    });
    expect(path.hops.map(({ name, status, resource }) => [name, status, resource])).toEqual([
      ['endpoint-state', 'pass', 'vpce-1'],
      ['peering-state', 'pass', 'pcx-1'],
      ['consumer-route', 'pass', 'rtb-tokyo'],
      ['consumer-nacl', 'pass', 'acl-tokyo'],
      ['endpoint-subnet-nacl', 'pass', 'acl-oregon'],
      ['endpoint-security-groups', 'pass', 'sg-endpoint'],
      ['return-route', 'pass', 'rtb-oregon'],
    ]);
    expect(path.subnets).toEqual([
      { subnetId: 'subnet-a', cidr: '10.1.0.0/24', open: ['10.1.0.0/24'], stoppedBy: null },
      { subnetId: 'subnet-b', cidr: '10.1.1.0/24', open: ['10.1.1.0/24'], stoppedBy: null },
    ]);
  });

  it('works whichever side asked for the peering', () => {
    const { RequesterVpcInfo, AccepterVpcInfo } = peeringRecord();
    const turned = [peeringRecord({ RequesterVpcInfo: AccepterVpcInfo, AccepterVpcInfo: RequesterVpcInfo })];
    const both = { VpcPeeringConnections: turned };
    expect(build.pathOf({ tokyo: both, oregon: both }).verdict).toBe('usable');
  });

  it.each<[string, build.Sides, ConnectionPath['firstFailedHop'], string]>([
    [
      'without a route there',
      tokyoRoutes(),
      'consumer-route',
      'Route 10.2.0.10/32, 10.2.1.10/32 to pcx-1 in rtb-tokyo, in account 111111111111 (ap-northeast-1).',
    ],
    [
      'by a network ACL of the consumer',
      {
        tokyo: {
          NetworkAcls: [
            { ...build.openAcl('acl-tokyo', 'vpc-tokyo', ['subnet-a', 'subnet-b']), Entries: [] },
          ],
        },
      },
      'consumer-nacl',
      'Allow TCP 443 out, ahead of rule *, for 10.2.0.10/32, 10.2.1.10/32 in acl-tokyo, in account 111111111111 (ap-northeast-1).',
    ],
    [
      'by a network ACL of the endpoint',
      {
        oregon: {
          NetworkAcls: [
            { ...build.openAcl('acl-oregon', 'vpc-oregon', ['subnet-x', 'subnet-y']), Entries: [] },
          ],
        },
      },
      'endpoint-subnet-nacl',
      'Allow TCP 443 in, ahead of rule *, for 10.1.0.0/24 in acl-oregon, in account 222222222222 (us-west-2).',
    ],
    [
      'by the security group',
      { oregon: { SecurityGroups: [build.group('sg-endpoint', build.httpsFrom('10.9.0.0/16'))] } },
      'endpoint-security-groups',
      'Allow TCP 443 in, for 10.1.0.0/24 in sg-endpoint, in account 222222222222 (us-west-2).',
    ],
    [
      'without a route back',
      { oregon: { RouteTables: [build.mainTable('rtb-oregon', 'vpc-oregon', [])] } },
      'return-route',
      'Route 10.1.0.0/24 to pcx-1 in rtb-oregon, in account 222222222222 (us-west-2).',
    ],
  ])('is blocked %s', (_, changes, hop, fix) => {
    expect(build.pathOf(changes)).toMatchObject({
      verdict: 'blocked',
      family: 'ipv4',
      firstFailedHop: hop,
      fix,
    });
  });

  it('is partial where each subnet reaches a part, and says which', () => {
    const admitted = [build.group('sg-endpoint', build.httpsFrom('10.1.0.128/25', '10.1.1.0/26'))];
    expect(build.pathOf({ oregon: { SecurityGroups: admitted } })).toMatchObject({
      verdict: 'partial',
      firstFailedHop: 'endpoint-security-groups',
      subnets: [
        { subnetId: 'subnet-a', open: ['10.1.0.128/25'], stoppedBy: 'endpoint-security-groups' },
        { subnetId: 'subnet-b', open: ['10.1.1.0/26'], stoppedBy: 'endpoint-security-groups' },
      ],
    });
  });

  it('is usable when one subnet is, whatever the others are', () => {
    const admitted = [build.group('sg-endpoint', build.httpsFrom('10.1.1.0/24'))];
    const path = build.pathOf({ oregon: { SecurityGroups: admitted } });
    expect(path.verdict).toBe('usable');
    expect(path.hops.every(({ status }) => status === 'pass')).toBe(true);
    expect(path.subnets.map(({ stoppedBy }) => stoppedBy)).toEqual(['endpoint-security-groups', null]);
  });
});
