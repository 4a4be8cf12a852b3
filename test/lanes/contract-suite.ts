import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listAccounts } from '#aws/accounts.ts';
import { type Aws, createAws } from '#aws/clients.ts';
import { whoAmI } from '#aws/identity.ts';
import { enabledRegions } from '#aws/regions.ts';
import { collectScope } from '#collect/collect-scope.ts';
import { createOffers } from '#collect/offers.ts';
import { createZones } from '#collect/zones.ts';
import { type Inventory, operations } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import { toAsff } from '#securityhub/asff.ts';
import { createFindingsClient } from '#securityhub/client.ts';
import { aFinding } from '#test/builders/findings.ts';

/** What a target was filled with: an endpoint in `provider`, whose VPC is peered with one in `consumer`. */
export type Seeded = {
  callerAccountId: string;
  provider: Scope;
  consumer: Scope;
  /** An enabled Region in which the account has nothing. */
  empty: Scope;
  /** Another account, in which there is nothing, with a role to assume. */
  other: Scope;
  vpcId: string;
  consumerVpcId: string;
  subnetId: string;
  endpointId: string;
  peeringId: string;
  /** Named by a route of the provider's VPC; its one entry is `consumerCidr`. */
  prefixListId: string;
};

export const consumerCidr = '10.20.0.0/16';
export const providerCidr = '10.30.0.0/16';
export const serviceName = 'com.amazonaws.us-west-2.bedrock-runtime';
/** A private zone of the provider's VPC with an A record of the same name. */
export const zoneName = 'bedrock-runtime.us-west-2.amazonaws.com.';

/** Something that speaks AWS's protocols over HTTP. */
export type Target = {
  name: string;
  start: () => Promise<{ url: string; seeded: Seeded; stop: () => Promise<void> }>;
  /** Operations of an inventory that it does not serve as AWS does. */
  lacks: readonly string[];
  /** Told how many tests were run, when all are. */
  onEnd?: (ran: number) => void;
};

/** The same expectations of everything that claims to be AWS. */
export const contractSuite = ({ name, start, lacks, onEnd }: Target): void => {
  describe(`contract: ${name}`, () => {
    let seeded: Seeded;
    let stop: () => Promise<void>;
    let aws: Aws;
    let ran = 0;
    const calls: string[] = [];
    const collect = (scope: Scope): Promise<Inventory> =>
      collectScope({ aws, scope, offers: createOffers(), zones: createZones(new Set([scope.accountId])) });

    beforeAll(async () => {
      const started = await start();
      ({ seeded, stop } = started);
      process.env['AWS_ENDPOINT_URL'] = started.url;
      aws = createAws({ onCall: (action) => calls.push(action) }).assuming({
        roleName: 'auditor',
        callerAccountId: seeded.callerAccountId,
        region: seeded.provider.region,
      });
    }, 60_000);
    afterEach(() => {
      ran += 1;
    });
    afterAll(async () => {
      delete process.env['AWS_ENDPOINT_URL'];
      aws?.close();
      await stop?.();
      onEnd?.(ran);
    });

    it('says who asks', async () => {
      expect(await whoAmI(aws, seeded.provider.region)).toMatchObject({
        ok: true,
        value: { accountId: seeded.callerAccountId, partition: 'aws' },
      });
    });

    it('lists the accounts, without e-mail addresses', async () => {
      const outcome = await listAccounts(aws, seeded.provider.region);
      if (!outcome.ok) throw new Error(outcome.failure.message ?? outcome.failure.cause);
      expect(outcome.value.map(({ Id }) => Id)).toContain(seeded.callerAccountId);
      expect(JSON.stringify(outcome.value)).not.toContain('@');
    });

    it('lists the enabled Regions', async () => {
      expect(await enabledRegions(aws, seeded.provider)).toMatchObject({
        ok: true,
        value: expect.arrayContaining(
          [seeded.provider, seeded.consumer, seeded.empty].map(({ region }) => region),
        ),
      });
    });

    it('fails only in what it does not serve', async () => {
      const read = await Promise.all([seeded.provider, seeded.consumer].map(collect));
      expect(new Set(read.flatMap(({ Coverage }) => Object.keys(Coverage ?? {})))).toEqual(new Set(lacks));
    });

    it('tells the endpoint, its service and what surrounds it', async () => {
      const inventory = await collect(seeded.provider);
      expect(inventory.VpcEndpoints).toMatchObject([
        {
          VpcEndpointId: seeded.endpointId,
          VpcId: seeded.vpcId,
          ServiceName: serviceName,
          SubnetIds: [seeded.subnetId],
        },
      ]);
      expect(inventory.VpcEndpoints?.[0]?.State?.toLowerCase()).toBe('available');
      expect(inventory.ServiceDetails).toMatchObject([{ ServiceName: serviceName, Owner: 'amazon' }]);
      expect(inventory.Vpcs).toMatchObject([
        { VpcId: seeded.vpcId, CidrBlock: providerCidr, EnableDnsSupport: { Value: true } },
      ]);
      expect(inventory.Subnets).toMatchObject([{ SubnetId: seeded.subnetId, VpcId: seeded.vpcId }]);
      expect(inventory.NetworkAcls).toMatchObject([{ VpcId: seeded.vpcId, IsDefault: true }]);
      expect(inventory.NetworkInterfaces?.map(({ NetworkInterfaceId }) => NetworkInterfaceId)).toEqual(
        inventory.VpcEndpoints?.[0]?.NetworkInterfaceIds,
      );
      expect(inventory.SecurityGroups?.map(({ GroupId }) => GroupId)).toEqual(
        inventory.NetworkInterfaces?.[0]?.Groups?.map(({ GroupId }) => GroupId),
      );
    });

    it('tells the route by its prefix list, and the list by its entries', async () => {
      const { RouteTables = [], ManagedPrefixLists } = await collect(seeded.provider);
      expect(RouteTables.flatMap(({ Routes = [] }) => Routes)).toContainEqual(
        expect.objectContaining({
          DestinationPrefixListId: seeded.prefixListId,
          VpcPeeringConnectionId: seeded.peeringId,
          State: 'active',
        }),
      );
      expect(ManagedPrefixLists).toMatchObject([
        { PrefixListId: seeded.prefixListId, Entries: [{ Cidr: consumerCidr }] },
      ]);
    });

    it('tells one peering from both sides', async () => {
      const peering = {
        VpcPeeringConnectionId: seeded.peeringId,
        Status: { Code: 'active' },
        RequesterVpcInfo: {
          VpcId: seeded.consumerVpcId,
          Region: seeded.consumer.region,
          CidrBlock: consumerCidr,
        },
        AccepterVpcInfo: { VpcId: seeded.vpcId, Region: seeded.provider.region, CidrBlock: providerCidr },
      };
      expect((await collect(seeded.provider)).VpcPeeringConnections).toMatchObject([peering]);
      const consumer = await collect(seeded.consumer);
      expect(consumer.VpcPeeringConnections).toMatchObject([peering]);
      expect(consumer.Vpcs?.map(({ VpcId }) => VpcId)).toEqual([seeded.consumerVpcId]);
    });

    it('tells the private hosted zone and its records', async () => {
      const { HostedZones } = await collect(seeded.provider);
      expect(HostedZones).toMatchObject([{ Name: zoneName, VPCs: [{ VPCId: seeded.vpcId }] }]);
      expect(HostedZones?.[0]?.ResourceRecordSets).toContainEqual(
        expect.objectContaining({ Name: zoneName, Type: 'A' }),
      );
    });

    it('tells an empty Region in three calls', async () => {
      calls.length = 0;
      const inventory = await collect(seeded.empty);
      expect(calls).toHaveLength(3);
      expect(inventory).toEqual(Object.fromEntries(Object.keys(operations).map((key) => [key, []])));
    });

    it('shows another account its own, by the assumed role', async () => {
      calls.length = 0;
      expect(await collect(seeded.other)).toMatchObject({ VpcEndpoints: [], VpcPeeringConnections: [] });
      expect(calls.filter((call) => call === 'sts:AssumeRole')).toHaveLength(1);
    });

    it('holds the findings that were imported', async () => {
      const { provider } = seeded;
      const client = createFindingsClient(aws.securityHub(provider), { ...provider, partition: 'aws' });
      const finding = aFinding(provider);
      const observedAt = '2026-11-22T03:00:00.000Z';
      const record = toAsff(finding, {
        partition: 'aws',
        place: provider,
        createdAt: observedAt,
        observedAt,
        recordState: 'ACTIVE',
      });
      expect(await client.importFindings([record])).toEqual({ imported: [finding.id], failed: [] });
      expect(await client.held()).toMatchObject({
        ok: true,
        value: [{ id: finding.id, rule: finding.rule, createdAt: observedAt, recordState: 'ACTIVE' }],
      });
    });
  });
};
