import {
  type HostedZoneSummary,
  ListHostedZonesByVPCCommand,
  type VPCRegion,
} from '@aws-sdk/client-route-53';
import { attempt } from '#aws/attempt.ts';
import { allPages } from '#aws/pages.ts';
import { success } from '#model/coverage.ts';
import { operations } from '#model/inventory.ts';
import { regionPattern } from '#model/scope.ts';
import { withAdditions } from './additions.ts';
import { ownVpcs } from './own-vpcs.ts';
import { readParts } from './parts.ts';
import type { Asking, Read } from './read.ts';
import { mayServe, servedDomains } from './served-domains.ts';
import { recordSetsOperation, zoneRecords } from './zone-records.ts';

/**
 * The private hosted zones that each VPC resolves names by, a zone once with the VPCs of this scope it serves; and
 * the records of those that may answer for a service's name, asked in the zone owner's account if it is of this run.
 */
export const hostedZones: Read = {
  key: 'HostedZones',
  // Route 53 also wants to know that the caller may see the VPC.
  actions: ['route53:ListHostedZonesByVPC', 'ec2:DescribeVpcs', `route53:${recordSetsOperation}`],
  needs: ['Vpcs', 'ServiceDetails'],
  ask: async (asking, known) => {
    const { scope, zones } = asking;
    const vpcs = ownVpcs(known, scope);
    const { values, failure } = await readParts(vpcs, (vpcId) => attempt(() => listZones(asking, vpcId)));
    if (values.length === 0 && failure !== null) return { records: null, failure, lacks: [] };

    const domains = servedDomains(known, scope);
    const add = async ({ HostedZoneId = '', Name = '', Owner }: Zone) => {
      const owner = Owner?.OwningAccount ?? '';
      const isTold = zones.accounts.has(owner) && domains.some((domain) => mayServe(Name, domain));
      if (!isTold) return success({});
      const records = await zoneRecords(asking, HostedZoneId, owner);
      return records.ok ? success({ ResourceRecordSets: records.value }) : records;
    };
    return { ...(await withAdditions(mergeZones(values.flat()), recordSetsOperation, add)), failure };
  },
};

type Zone = HostedZoneSummary & { VPCs: { VPCId: string; VPCRegion: string }[] };

const listZones = async ({ aws, scope }: Asking, VPCId: string): Promise<Zone[]> => {
  const client = aws.route53(scope);
  const VPCRegion = toVpcRegion(scope.region);
  const zones = await allPages(operations.HostedZones, async (NextToken) => {
    const page = await client.send(
      new ListHostedZonesByVPCCommand({ VPCId, VPCRegion, MaxItems: 100, NextToken }),
    );
    return { items: page.HostedZoneSummaries, next: page.NextToken };
  });
  return zones.map((zone) => ({ ...zone, VPCs: [{ VPCId, VPCRegion }] }));
};

const mergeZones = (zones: readonly Zone[]): Zone[] =>
  [...Map.groupBy(zones, ({ HostedZoneId }) => HostedZoneId).values()].flatMap((same) =>
    same.slice(0, 1).map((zone) => ({ ...zone, VPCs: same.flatMap(({ VPCs }) => VPCs) })),
  );

/** AWS has more Regions than the SDK's enum lists. */
const isVpcRegion = (region: string): region is VPCRegion => regionPattern.test(region);

export const toVpcRegion = (region: string): VPCRegion => {
  if (!isVpcRegion(region)) throw new TypeError(`no Region: ${region}`);
  return region;
};
