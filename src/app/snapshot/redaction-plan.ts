import type { Inventory } from '#model/inventory.ts';
import type { Organization } from '#model/snapshot.ts';

/** What happens to a string; each is one function of `redact-text.ts` and its neighbours. */
export type Rule =
  | 'account'
  | 'address'
  | 'arn'
  | 'date'
  | 'dhcp-value'
  | 'host'
  | 'id'
  | 'owner'
  | 'parent'
  | 'path'
  | 'policy'
  | 'principal'
  | 'record-value'
  | 'region'
  | 'service'
  | 'tag-key'
  | 'tag-value'
  | 'text'
  | 'word'
  | 'zone';

/** `keep` is for numbers and booleans, which say nothing about whose they are. `*` is any operation's name. */
export type Plan = Rule | 'keep' | { readonly [field: string]: Plan };

type KnownFields<T> = keyof { [K in keyof T as string extends K ? never : K]: unknown } & keyof T;

/** One decision for every field that the model names: a field added there does not compile until it is decided here. */
type PlanOf<T> = T extends string
  ? Rule
  : T extends number | boolean
    ? 'keep'
    : T extends readonly (infer Item)[]
      ? PlanOf<Item>
      : [KnownFields<T>] extends [never]
        ? { readonly '*': PlanOf<T[keyof T]> }
        : { readonly [K in KnownFields<T>]-?: PlanOf<NonNullable<T[K]>> };

const Tags = { Key: 'tag-key', Value: 'tag-value' } as const;
const cidrState = { State: 'word' } as const;

const peeringSide = {
  OwnerId: 'account',
  VpcId: 'id',
  Region: 'region',
  CidrBlock: 'address',
  CidrBlockSet: { CidrBlock: 'address' },
  Ipv6CidrBlockSet: { Ipv6CidrBlock: 'address' },
} as const;

const ipPermission = {
  IpProtocol: 'word',
  FromPort: 'keep',
  ToPort: 'keep',
  IpRanges: { CidrIp: 'address' },
  Ipv6Ranges: { CidrIpv6: 'address' },
  PrefixListIds: { PrefixListId: 'id' },
  UserIdGroupPairs: {
    GroupId: 'id',
    UserId: 'account',
    VpcId: 'id',
    VpcPeeringConnectionId: 'id',
    PeeringStatus: 'word',
  },
} as const;

const ResourceRecordSets = {
  Name: 'host',
  Type: 'word',
  AliasTarget: { DNSName: 'host', HostedZoneId: 'id' },
  ResourceRecords: { Value: 'record-value' },
} as const;

export const organizationPlan: PlanOf<Organization> = {
  schemaVersion: 'keep',
  capturedAt: 'date',
  Accounts: {
    Id: 'account',
    Name: 'text',
    State: 'word',
    Paths: 'path',
    OrganizationalUnitIds: 'parent',
    ParentId: 'parent',
  },
  OrganizationalUnits: { Id: 'parent', ParentId: 'parent', Name: 'text' },
  ServiceNames: { '*': 'service' },
};

/** The allowlist: a field that is not here is left out of a redacted snapshot. */
export const inventoryPlan: PlanOf<Inventory> = {
  VpcEndpoints: {
    VpcEndpointId: 'id',
    VpcEndpointType: 'word',
    VpcId: 'id',
    ServiceName: 'service',
    ServiceRegion: 'region',
    State: 'word',
    OwnerId: 'owner',
    RequesterManaged: 'keep',
    PolicyDocument: 'policy',
    RouteTableIds: 'id',
    SubnetIds: 'id',
    NetworkInterfaceIds: 'id',
    Groups: { GroupId: 'id', GroupName: 'text' },
    IpAddressType: 'word',
    PrivateDnsEnabled: 'keep',
    DnsOptions: { DnsRecordIpType: 'word', PrivateDnsOnlyForInboundResolverEndpoint: 'keep' },
    DnsEntries: { DnsName: 'host', HostedZoneId: 'id' },
    ServiceNetworkArn: 'arn',
    ResourceConfigurationArn: 'arn',
    FailureReason: 'text',
    LastError: { Code: 'word', Message: 'text' },
    Tags,
  },
  VpcPeeringConnections: {
    VpcPeeringConnectionId: 'id',
    RequesterVpcInfo: peeringSide,
    AccepterVpcInfo: peeringSide,
    Status: { Code: 'word', Message: 'text' },
    ExpirationTime: 'date',
    Tags,
  },
  ServiceConfigurations: {
    ServiceId: 'id',
    ServiceName: 'service',
    ServiceState: 'word',
    AcceptanceRequired: 'keep',
    RemoteAccessEnabled: 'keep',
    SupportedRegions: { Region: 'region', ServiceState: 'word' },
    AllowedPrincipals: { PrincipalType: 'word', Principal: 'principal' },
    Tags,
  },
  VpcEndpointConnections: {
    VpcEndpointId: 'id',
    ServiceId: 'id',
    VpcEndpointOwner: 'owner',
    VpcEndpointState: 'word',
    VpcEndpointRegion: 'region',
  },
  Vpcs: {
    VpcId: 'id',
    OwnerId: 'account',
    CidrBlock: 'address',
    CidrBlockAssociationSet: { CidrBlock: 'address', CidrBlockState: cidrState },
    Ipv6CidrBlockAssociationSet: { Ipv6CidrBlock: 'address', Ipv6CidrBlockState: cidrState },
    DhcpOptionsId: 'id',
    EnableDnsSupport: { Value: 'keep' },
    EnableDnsHostnames: { Value: 'keep' },
    Tags,
  },
  Subnets: {
    SubnetId: 'id',
    VpcId: 'id',
    OwnerId: 'account',
    CidrBlock: 'address',
    Ipv6CidrBlockAssociationSet: { Ipv6CidrBlock: 'address', Ipv6CidrBlockState: cidrState },
    AvailabilityZone: 'zone',
    AvailabilityZoneId: 'zone',
    Tags,
  },
  RouteTables: {
    RouteTableId: 'id',
    VpcId: 'id',
    OwnerId: 'account',
    Routes: {
      DestinationCidrBlock: 'address',
      DestinationIpv6CidrBlock: 'address',
      DestinationPrefixListId: 'id',
      GatewayId: 'id',
      EgressOnlyInternetGatewayId: 'id',
      InstanceId: 'id',
      NatGatewayId: 'id',
      NetworkInterfaceId: 'id',
      TransitGatewayId: 'id',
      LocalGatewayId: 'id',
      CarrierGatewayId: 'id',
      CoreNetworkArn: 'arn',
      VpcPeeringConnectionId: 'id',
      Origin: 'word',
      State: 'word',
    },
    Associations: { Main: 'keep', SubnetId: 'id', GatewayId: 'id' },
    Tags,
  },
  NetworkAcls: {
    NetworkAclId: 'id',
    VpcId: 'id',
    OwnerId: 'account',
    IsDefault: 'keep',
    Entries: {
      RuleNumber: 'keep',
      RuleAction: 'word',
      Egress: 'keep',
      Protocol: 'word',
      PortRange: { From: 'keep', To: 'keep' },
      CidrBlock: 'address',
      Ipv6CidrBlock: 'address',
    },
    Associations: { SubnetId: 'id' },
    Tags,
  },
  NetworkInterfaces: {
    NetworkInterfaceId: 'id',
    VpcId: 'id',
    SubnetId: 'id',
    OwnerId: 'owner',
    AvailabilityZone: 'zone',
    Groups: { GroupId: 'id' },
    PrivateIpAddress: 'address',
    PrivateIpAddresses: { PrivateIpAddress: 'address' },
    Ipv6Addresses: { Ipv6Address: 'address' },
    Status: 'word',
  },
  SecurityGroups: {
    GroupId: 'id',
    GroupName: 'text',
    VpcId: 'id',
    OwnerId: 'account',
    IpPermissions: ipPermission,
    IpPermissionsEgress: ipPermission,
    Tags,
  },
  ServiceDetails: {
    ServiceName: 'service',
    ServiceId: 'id',
    ServiceRegion: 'region',
    ServiceType: { ServiceType: 'word' },
    Owner: 'owner',
    AvailabilityZoneIds: 'zone',
    AvailabilityZones: 'zone',
    PrivateDnsName: 'host',
    PrivateDnsNames: { PrivateDnsName: 'host' },
    VpcEndpointPolicySupported: 'keep',
    AcceptanceRequired: 'keep',
  },
  CrossRegionServices: { ServiceRegion: 'region', ServiceNames: 'service' },
  ManagedPrefixLists: {
    PrefixListId: 'id',
    PrefixListName: 'service',
    AddressFamily: 'word',
    OwnerId: 'owner',
    Entries: { Cidr: 'address' },
  },
  HostedZones: {
    HostedZoneId: 'id',
    Name: 'host',
    Owner: { OwningAccount: 'owner', OwningService: 'host' },
    VPCs: { VPCId: 'id', VPCRegion: 'region' },
    ResourceRecordSets,
  },
  DhcpOptions: {
    DhcpOptionsId: 'id',
    OwnerId: 'account',
    DhcpConfigurations: { Key: 'word', Values: { Value: 'dhcp-value' } },
    Tags,
  },
  ResolverRuleAssociations: { Id: 'id', ResolverRuleId: 'id', VPCId: 'id', Status: 'word' },
  ResolverRules: { Id: 'id', DomainName: 'host', RuleType: 'word', Status: 'word', OwnerId: 'account' },
  ProfileAssociations: { Id: 'id', ProfileId: 'id', ResourceId: 'id', OwnerId: 'account', Status: 'word' },
  ProfileResourceAssociations: {
    Id: 'id',
    ProfileId: 'id',
    ResourceArn: 'arn',
    ResourceType: 'word',
    OwnerId: 'account',
    Status: 'word',
    ResourceRecordSets,
  },
  Coverage: { '*': { complete: 'keep', cause: 'word', by: 'word', code: 'word', message: 'text' } },
};
