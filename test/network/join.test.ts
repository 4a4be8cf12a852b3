import { describe, expect, it } from 'vitest';
import { joinInventories } from '#network/join.ts';
import {
  accounts,
  endpointRecord,
  inventoryOf,
  networkOf,
  oregon,
  peeringRecord,
  tokyo,
} from '#test/builders/network.ts';

describe('VPCs', () => {
  it('are keyed once, by the owner that the record names, however many accounts see them', () => {
    const network = networkOf(
      inventoryOf(tokyo, { Vpcs: [{ VpcId: 'vpc-s', OwnerId: tokyo.accountId, CidrBlock: '10.0.0.0/16' }] }),
      inventoryOf(
        { ...tokyo, accountId: oregon.accountId },
        {
          Vpcs: [{ VpcId: 'vpc-s', OwnerId: tokyo.accountId, CidrBlock: '10.9.0.0/16' }],
        },
      ),
    );
    expect([...network.vpcs.values()]).toEqual([
      {
        vpcId: 'vpc-s',
        ...tokyo,
        home: tokyo,
        record: { VpcId: 'vpc-s', OwnerId: tokyo.accountId, CidrBlock: '10.0.0.0/16' },
      },
    ]);
  });

  it("take nothing from a participant's record when the owner was not scanned", () => {
    const network = networkOf(
      inventoryOf(oregon, { Vpcs: [{ VpcId: 'vpc-s', OwnerId: tokyo.accountId }], RouteTables: [] }),
    );
    expect(network.vpcs.get('vpc-s')).toEqual({
      vpcId: 'vpc-s',
      accountId: tokyo.accountId,
      region: oregon.region,
      home: null,
      record: null,
    });
  });

  it('are known from a peering or an endpoint that names them', () => {
    const network = networkOf(
      inventoryOf(oregon, { VpcEndpoints: [endpointRecord()], VpcPeeringConnections: [peeringRecord()] }),
    );
    expect([...network.vpcs.values()]).toEqual([
      { vpcId: 'vpc-oregon', ...oregon, home: oregon, record: null },
      { vpcId: 'vpc-tokyo', ...tokyo, home: null, record: null },
    ]);
  });

  it('belong to whoever scanned an endpoint in them, when the endpoint does not say', () => {
    const { OwnerId: _, ...record } = endpointRecord();
    const network = networkOf(inventoryOf(oregon, { VpcEndpoints: [record] }));
    expect(network.vpcs.get('vpc-oregon')).toMatchObject({ ...oregon, home: oregon });
  });

  it('are not made of blank names', () => {
    const network = networkOf(inventoryOf(oregon, { VpcEndpoints: [endpointRecord({ VpcId: ' ' })] }));
    expect(network.vpcs.size).toBe(0);
  });
});

describe('endpoints', () => {
  it('seen twice are one, as the owner sees it', () => {
    const mine = endpointRecord({ State: 'available' });
    const theirs = endpointRecord({ State: 'pending' });
    const network = networkOf(
      inventoryOf({ ...oregon, accountId: tokyo.accountId }, { VpcEndpoints: [theirs] }),
      inventoryOf(oregon, { VpcEndpoints: [mine, mine] }),
    );
    expect([...network.endpoints.values()]).toEqual([
      { vpcEndpointId: 'vpce-1', scope: oregon, record: mine },
    ]);
  });

  it('seen by none but strangers are as the first scope sees them', () => {
    const stranger = endpointRecord({ OwnerId: '999999999999' });
    const [a, b] = [
      inventoryOf(tokyo, { VpcEndpoints: [stranger] }),
      inventoryOf(oregon, { VpcEndpoints: [stranger] }),
    ];
    for (const inventories of [
      [a, b],
      [b, a],
    ]) {
      expect(networkOf(...inventories).endpoints.get('vpce-1')?.scope).toEqual(tokyo);
    }
  });
});

describe('peerings', () => {
  const view = peeringRecord();

  it('seen from both accounts and both Regions are one', () => {
    const network = networkOf(
      inventoryOf(oregon, { VpcPeeringConnections: [view] }),
      inventoryOf(tokyo, { VpcPeeringConnections: [view] }),
    );
    expect([...network.peerings.values()]).toEqual([
      {
        id: 'pcx-1',
        status: 'active',
        requester: { ...tokyo, vpcId: 'vpc-tokyo', cidrs: ['10.1.0.0/16'] },
        accepter: { ...oregon, vpcId: 'vpc-oregon', cidrs: ['10.2.0.0/16'] },
        seenFrom: [tokyo, oregon],
      },
    ]);
  });

  it('have their sides completed from each other', () => {
    const half = peeringRecord({ AccepterVpcInfo: { OwnerId: oregon.accountId } });
    const otherHalf = { ...view, RequesterVpcInfo: { VpcId: 'vpc-tokyo' } };
    const [peering] = networkOf(
      inventoryOf(tokyo, { VpcPeeringConnections: [half] }),
      inventoryOf(oregon, { VpcPeeringConnections: [otherHalf] }),
    ).peerings.values();
    expect(peering).toMatchObject({
      requester: { ...tokyo, vpcId: 'vpc-tokyo', cidrs: ['10.1.0.0/16'] },
      accepter: { ...oregon, vpcId: 'vpc-oregon', cidrs: ['10.2.0.0/16'] },
    });
  });

  it('have a missing Region or owner from what is known of the VPC', () => {
    const bare = peeringRecord({ AccepterVpcInfo: { VpcId: 'vpc-oregon' } });
    const network = networkOf(
      inventoryOf(oregon, { VpcPeeringConnections: [bare], VpcEndpoints: [endpointRecord()] }),
    );
    expect(network.peerings.get('pcx-1')?.accepter).toMatchObject(oregon);
  });

  it('that are dead may lack everything', () => {
    const dead = { VpcPeeringConnectionId: 'pcx-9', Status: { Code: 'deleted' } };
    const side = { accountId: null, region: null, vpcId: null, cidrs: [] };
    expect(networkOf(inventoryOf(tokyo, { VpcPeeringConnections: [dead] })).peerings.get('pcx-9')).toEqual({
      id: 'pcx-9',
      status: 'deleted',
      requester: side,
      accepter: side,
      seenFrom: [tokyo],
    });
  });

  it('tell every CIDR once, IPv4 and IPv6, sorted', () => {
    const record = peeringRecord({
      RequesterVpcInfo: {
        CidrBlock: '10.9.0.0/16',
        CidrBlockSet: [{ CidrBlock: '10.9.0.0/16' }, { CidrBlock: '10.1.0.0/16' }, {}],
        Ipv6CidrBlockSet: [{ Ipv6CidrBlock: '2600::/56' }],
      },
    });
    const network = networkOf(inventoryOf(tokyo, { VpcPeeringConnections: [record] }));
    expect(network.peerings.get('pcx-1')?.requester.cidrs).toEqual([
      '10.1.0.0/16',
      '10.9.0.0/16',
      '2600::/56',
    ]);
  });
});

it('sorts everything by ID', () => {
  const network = joinInventories({
    accounts: accounts.toReversed(),
    inventories: [
      inventoryOf(oregon, {
        VpcEndpoints: ['vpce-b', 'vpce-a'].map((id) => endpointRecord({ VpcEndpointId: id })),
      }),
      inventoryOf(tokyo, {
        VpcPeeringConnections: ['pcx-b', 'pcx-a'].map((id) => peeringRecord({ VpcPeeringConnectionId: id })),
      }),
    ],
  });
  expect([...network.accounts.keys()]).toEqual([tokyo.accountId, oregon.accountId]);
  expect([...network.inventories.keys()]).toEqual([tokyo.accountId, oregon.accountId]);
  expect(network.held.map(({ scope }) => scope)).toEqual([tokyo, oregon]);
  expect([...network.endpoints.keys()]).toEqual(['vpce-a', 'vpce-b']);
  expect([...network.peerings.keys()]).toEqual(['pcx-a', 'pcx-b']);
  expect([...network.vpcs.keys()]).toEqual(['vpc-oregon', 'vpc-tokyo']);
});

it('refuses two inventories of one scope', () => {
  expect(() => networkOf(inventoryOf(tokyo, {}), inventoryOf(tokyo, {}))).toThrow(
    '111111111111/ap-northeast-1',
  );
});
