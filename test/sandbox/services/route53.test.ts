import {
  ListHostedZonesByVPCCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
} from '@aws-sdk/client-route-53';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '#model/inventory.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { fullInventory, hub, member, snapshotOf } from '#test/builders/sandbox-snapshot.ts';
import { assume, clientsOf } from '../clients.ts';

const route53Of = (inventory: Inventory = fullInventory) =>
  clientsOf(createSandbox({ snapshot: snapshotOf(inventory) }), 'us-east-1').route53;

const zonesOf = (VPCId: string, more: object = {}, inventory?: Inventory) =>
  route53Of(inventory).send(new ListHostedZonesByVPCCommand({ VPCId, VPCRegion: 'us-west-2', ...more }));

describe('ListHostedZonesByVPC', () => {
  it('lists the zones of a VPC, whoever owns them', async () => {
    const { HostedZoneSummaries, NextToken } = await zonesOf('vpc-a');
    expect(HostedZoneSummaries).toEqual([
      { HostedZoneId: 'Z1', Name: 'example.internal.', Owner: { OwningAccount: '111111111111' } },
      { HostedZoneId: 'Z2', Name: 'other.internal.', Owner: { OwningAccount: '999999999999' } },
    ]);
    expect(NextToken).toBeUndefined();
  });

  it('a VPC without zones has none', async () => {
    expect((await zonesOf('vpc-b')).HostedZoneSummaries).toEqual([]);
  });

  it('pages', async () => {
    const sandbox = createSandbox({ snapshot: snapshotOf() });
    const { route53 } = clientsOf(sandbox, 'us-east-1');
    const vpc = { VPCId: 'vpc-a', VPCRegion: 'us-west-2' as const, MaxItems: 1 };
    const first = await route53.send(new ListHostedZonesByVPCCommand(vpc));
    const second = await route53.send(
      new ListHostedZonesByVPCCommand({ ...vpc, NextToken: first.NextToken }),
    );
    expect(first.HostedZoneSummaries?.[0]?.HostedZoneId).toBe('Z1');
    expect(second.HostedZoneSummaries?.[0]?.HostedZoneId).toBe('Z2');
    expect(second.NextToken).toBeUndefined();
  });

  it.each<[string, object, Inventory | undefined, string]>([
    ['a VPC it does not know', { VPCId: 'vpc-x' }, undefined, 'InvalidInput'],
    ['101 a page', { MaxItems: 101 }, undefined, 'InvalidInput'],
    ['a made-up token', { NextToken: 'x' }, undefined, 'InvalidPaginationToken'],
    ['zones that were not read', {}, { Vpcs: [{ VpcId: 'vpc-a' }] }, 'AccessDenied'],
    ['a Region that is not there', { VPCRegion: 'eu-west-1' }, undefined, 'AccessDenied'],
    [
      'a read that failed',
      {},
      {
        ...fullInventory,
        Coverage: { ListHostedZonesByVPC: { complete: false, code: 'PriorRequestNotComplete' } },
      },
      'PriorRequestNotComplete',
    ],
  ])('refuses %s', async (_, more, inventory, code) => {
    await expect(zonesOf('vpc-a', more, inventory)).rejects.toMatchObject({ name: code });
  });
});

describe('ListResourceRecordSets', () => {
  it('walks the zone in Route 53’s order, page by page', async () => {
    const route53 = route53Of();
    const seen: unknown[] = [];
    let start: object = {};
    for (;;) {
      const page = await route53.send(
        new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1', MaxItems: 2, ...start }),
      );
      seen.push(...(page.ResourceRecordSets ?? []).map(({ Name, Type }) => `${Name} ${Type}`));
      if (page.IsTruncated !== true) break;
      start = { StartRecordName: page.NextRecordName, StartRecordType: page.NextRecordType };
    }
    expect(seen).toEqual([
      'example.internal. NS',
      'www.example.internal. A',
      'www.example.internal. AAAA',
      'a.www.example.internal. A',
      'example-b.internal. A',
    ]);
  });

  it('starts at a name, which need not be there', async () => {
    const { ResourceRecordSets } = await route53Of().send(
      new ListResourceRecordSetsCommand({
        HostedZoneId: '/hostedzone/Z1',
        StartRecordName: 'zzz.example.internal',
      }),
    );
    expect(ResourceRecordSets?.map(({ Name }) => Name)).toEqual(['example-b.internal.']);
  });

  it.each([
    ['a zone of another account', 'Z2', 'AccessDenied', 403],
    ['a zone that is not there', 'Z9', 'NoSuchHostedZone', 404],
  ])('refuses %s', async (_, HostedZoneId, name, httpStatusCode) => {
    await expect(route53Of().send(new ListResourceRecordSetsCommand({ HostedZoneId }))).rejects.toMatchObject(
      {
        name,
        $metadata: { httpStatusCode },
      },
    );
  });

  it('refuses records that could not be read with the code of Coverage', async () => {
    const own = { HostedZoneId: 'Z3', Name: 'third.internal.', Owner: { OwningAccount: hub } };
    const Coverage = { ListResourceRecordSets: { complete: false, code: 'InternalError' } };
    const route53 = route53Of({ HostedZones: [own], Coverage });
    const command = new ListResourceRecordSetsCommand({ HostedZoneId: 'Z3' });
    await expect(route53.send(command)).rejects.toMatchObject({ name: 'InternalError' });
  });

  it('refuses whoever does not own the zone', async () => {
    const sandbox = createSandbox({ snapshot: snapshotOf() });
    const { route53 } = clientsOf(sandbox, 'us-east-1', await assume(sandbox, member));
    await expect(
      route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it.each([
    ['a type without a name', { StartRecordType: 'A' as const }],
    ['no items a page', { MaxItems: 0 }],
  ])('refuses %s', async (_, more) => {
    const command = new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1', ...more });
    await expect(route53Of().send(command)).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});

it('refuses an operation it does not serve', async () => {
  await expect(route53Of().send(new ListHostedZonesCommand({}))).rejects.toMatchObject({
    name: 'InvalidAction',
  });
});
