import type { Snapshot } from '#model/snapshot.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import {
  consumerCidr,
  providerCidr,
  type Seeded,
  serviceName,
  type Target,
  zoneName,
} from './contract-suite.ts';

const hub = '111111111111';
const other = '222222222222';

const seeded: Seeded = {
  callerAccountId: hub,
  provider: { accountId: hub, region: 'us-west-2' },
  consumer: { accountId: hub, region: 'ap-northeast-1' },
  empty: { accountId: hub, region: 'eu-west-1' },
  other: { accountId: other, region: 'us-west-2' },
  vpcId: 'vpc-provider',
  consumerVpcId: 'vpc-consumer',
  subnetId: 'subnet-1',
  endpointId: 'vpce-1',
  peeringId: 'pcx-1',
  prefixListId: 'pl-1',
};
const { vpcId, consumerVpcId, subnetId, prefixListId, peeringId } = seeded;

const nothing = { VpcEndpoints: [], VpcPeeringConnections: [], ServiceConfigurations: [] };
const VpcPeeringConnections = [
  {
    VpcPeeringConnectionId: peeringId,
    Status: { Code: 'active' },
    RequesterVpcInfo: {
      OwnerId: hub,
      VpcId: consumerVpcId,
      Region: 'ap-northeast-1',
      CidrBlock: consumerCidr,
    },
    AccepterVpcInfo: { OwnerId: hub, VpcId: vpcId, Region: 'us-west-2', CidrBlock: providerCidr },
  },
];

const dnsOn = { EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: true } };
const noRules = {
  DhcpOptions: [],
  ResolverRuleAssociations: [],
  ResolverRules: [],
  ProfileAssociations: [],
  ProfileResourceAssociations: [],
};

const snapshot: Snapshot = {
  organization: {
    schemaVersion: 1,
    Accounts: [
      { Id: hub, State: 'ACTIVE' },
      { Id: other, State: 'ACTIVE' },
    ],
  },
  inventories: [
    {
      scope: seeded.provider,
      inventory: {
        VpcEndpoints: [
          {
            VpcEndpointId: seeded.endpointId,
            VpcId: vpcId,
            ServiceName: serviceName,
            State: 'available',
            SubnetIds: [subnetId],
            NetworkInterfaceIds: ['eni-1'],
          },
        ],
        VpcPeeringConnections,
        ServiceConfigurations: [],
        Vpcs: [{ VpcId: vpcId, OwnerId: hub, CidrBlock: providerCidr, ...dnsOn }],
        Subnets: [{ SubnetId: subnetId, VpcId: vpcId }],
        RouteTables: [
          {
            RouteTableId: 'rtb-1',
            VpcId: vpcId,
            Routes: [
              { DestinationPrefixListId: prefixListId, VpcPeeringConnectionId: peeringId, State: 'active' },
            ],
          },
        ],
        NetworkAcls: [{ NetworkAclId: 'acl-1', VpcId: vpcId, IsDefault: true }],
        NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', VpcId: vpcId, Groups: [{ GroupId: 'sg-1' }] }],
        SecurityGroups: [{ GroupId: 'sg-1', VpcId: vpcId }],
        ServiceDetails: [{ ServiceName: serviceName, Owner: 'amazon' }],
        CrossRegionServices: [{ ServiceRegion: 'ap-northeast-1', ServiceNames: [] }],
        ManagedPrefixLists: [{ PrefixListId: prefixListId, Entries: [{ Cidr: consumerCidr }] }],
        HostedZones: [
          {
            HostedZoneId: 'Z1',
            Name: zoneName,
            Owner: { OwningAccount: hub },
            VPCs: [{ VPCId: vpcId, VPCRegion: 'us-west-2' }],
            ResourceRecordSets: [{ Name: zoneName, Type: 'A', ResourceRecords: [{ Value: '10.30.0.5' }] }],
          },
        ],
        ...noRules,
      },
    },
    {
      scope: seeded.consumer,
      inventory: {
        ...nothing,
        VpcPeeringConnections,
        Vpcs: [{ VpcId: consumerVpcId, OwnerId: hub, CidrBlock: consumerCidr, ...dnsOn }],
        ...noRules,
        Subnets: [],
        RouteTables: [],
        NetworkAcls: [],
        CrossRegionServices: [{ ServiceRegion: 'us-west-2', ServiceNames: ['com.amazonaws.iam'] }],
        HostedZones: [],
      },
    },
    { scope: seeded.empty, inventory: nothing },
    { scope: seeded.other, inventory: nothing },
  ],
};

export const sandboxTarget: Target = {
  name: 'sandbox',
  lacks: [],
  start: async () => {
    const { url, close } = await serveSandbox(createSandbox({ snapshot }));
    return { url, seeded, stop: close };
  },
};
