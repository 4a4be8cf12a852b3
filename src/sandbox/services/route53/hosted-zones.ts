import type { ListHostedZonesByVPCCommandInput } from '@aws-sdk/client-route-53';
import { ListHostedZonesByVPC$ } from '@aws-sdk/client-route-53';
import { AwsError } from '../../aws-error.ts';
import { pageOf } from '../../paging.ts';
import { recordsOf } from '../../reads.ts';
import type { Call } from '../../service.ts';
import { operation } from '../../service.ts';
import { inventoryOf } from '../../state.ts';

const refuseUnknownVpc = (vpcId: string | undefined, region: string, { state, scope }: Call): void => {
  const vpcs = inventoryOf(state, { ...scope, region })?.Vpcs;
  if (vpcs === undefined || vpcs.some(({ VpcId }) => VpcId === vpcId)) return;
  throw new AwsError('InvalidInput', `The VPC ${vpcId} in region ${region} does not exist or is not yours.`);
};

/** The private hosted zones that a VPC of the caller is associated with, whoever owns them. */
export const listHostedZonesByVPC = operation<ListHostedZonesByVPCCommandInput>(
  ListHostedZonesByVPC$,
  ['VPCId', 'VPCRegion', 'MaxItems', 'NextToken'],
  ({ VPCId, VPCRegion = '', MaxItems, NextToken }, call) => {
    const zones = recordsOf(call, 'HostedZones', VPCRegion);
    refuseUnknownVpc(VPCId, VPCRegion, call);
    const associated = zones.filter(({ VPCs = [] }) => VPCs.some((vpc) => vpc.VPCId === VPCId));
    const request = { size: MaxItems, token: NextToken, min: 1, max: 100, question: [VPCId, VPCRegion] };
    const { page, nextToken } = pageOf(associated, request, call);
    return { HostedZoneSummaries: page, MaxItems: MaxItems ?? 100, NextToken: nextToken };
  },
);
