import * as z from 'zod/mini';

/*
 * The records of AWS that the product reads, under AWS's own names. Only the fields that decide something are
 * named; the rest is kept as it came. Every field but a record's own identity is optional, because AWS leaves
 * out what does not apply, and older records lack newer fields.
 */

/** What tells a record from others: never blank. */
const id = z.string().check(z.minLength(1));
const text = z.optional(z.string());
const texts = z.optional(z.array(z.string()));
const flag = z.optional(z.boolean());
const tags = z.optional(z.array(z.looseObject({ Key: text, Value: text })));

const dnsEntry = z.looseObject({ DnsName: text, HostedZoneId: text });

/** EC2 DescribeVpcEndpoints. `State` is camelCase on the wire and capitalised in the SDK: compare without case. */
export const vpcEndpoint = z.looseObject({
  VpcEndpointId: id,
  VpcEndpointType: text,
  VpcId: text,
  ServiceName: text,
  ServiceRegion: text,
  State: text,
  OwnerId: text,
  RequesterManaged: flag,
  PolicyDocument: text,
  RouteTableIds: texts,
  SubnetIds: texts,
  NetworkInterfaceIds: texts,
  Groups: z.optional(z.array(z.looseObject({ GroupId: text, GroupName: text }))),
  IpAddressType: text,
  PrivateDnsEnabled: flag,
  DnsOptions: z.optional(
    z.looseObject({ DnsRecordIpType: text, PrivateDnsOnlyForInboundResolverEndpoint: flag }),
  ),
  DnsEntries: z.optional(z.array(dnsEntry)),
  ServiceNetworkArn: text,
  ResourceConfigurationArn: text,
  FailureReason: text,
  LastError: z.optional(z.looseObject({ Code: text, Message: text })),
  Tags: tags,
});
export type VpcEndpoint = z.infer<typeof vpcEndpoint>;

const peeringSide = z.looseObject({
  OwnerId: text,
  VpcId: text,
  Region: text,
  CidrBlock: text,
  CidrBlockSet: z.optional(z.array(z.looseObject({ CidrBlock: text }))),
  Ipv6CidrBlockSet: z.optional(z.array(z.looseObject({ Ipv6CidrBlock: text }))),
});

/** EC2 DescribeVpcPeeringConnections. CIDRs are there for active peerings only. */
export const vpcPeeringConnection = z.looseObject({
  VpcPeeringConnectionId: id,
  RequesterVpcInfo: z.optional(peeringSide),
  AccepterVpcInfo: z.optional(peeringSide),
  Status: z.optional(z.looseObject({ Code: text, Message: text })),
  ExpirationTime: text,
  Tags: tags,
});
export type VpcPeeringConnection = z.infer<typeof vpcPeeringConnection>;

/** EC2 DescribeVpcEndpointServicePermissions: an ARN that may connect, or `*` for everyone. */
const allowedPrincipal = z.looseObject({
  /** All, Service, OrganizationUnit, Account, User or Role. */
  PrincipalType: text,
  Principal: text,
});
export type AllowedPrincipal = z.infer<typeof allowedPrincipal>;

/**
 * EC2 DescribeVpcEndpointServiceConfigurations: the provider's own view of its endpoint services, each with the
 * `AllowedPrincipals` of DescribeVpcEndpointServicePermissions (absent: not read).
 */
export const serviceConfiguration = z.looseObject({
  ServiceId: id,
  ServiceName: text,
  ServiceState: text,
  AcceptanceRequired: flag,
  RemoteAccessEnabled: flag,
  SupportedRegions: z.optional(z.array(z.looseObject({ Region: text, ServiceState: text }))),
  AllowedPrincipals: z.optional(z.array(allowedPrincipal)),
  Tags: tags,
});
export type ServiceConfiguration = z.infer<typeof serviceConfiguration>;

/** EC2 DescribeVpcEndpointConnections: what is, was or wants to be connected to the scope's endpoint services. */
export const vpcEndpointConnection = z.looseObject({
  VpcEndpointId: id,
  ServiceId: text,
  /** The account of the endpoint. */
  VpcEndpointOwner: text,
  /** As of an endpoint: camelCase on the wire, and `available` once it is accepted. */
  VpcEndpointState: text,
  /** Absent before there were endpoints of other Regions. */
  VpcEndpointRegion: text,
});
export type VpcEndpointConnection = z.infer<typeof vpcEndpointConnection>;

const cidrState = z.optional(z.looseObject({ State: text }));

/** EC2 DescribeVpcs, with the two DNS attributes of DescribeVpcAttribute beside them where they were read. */
export const vpc = z.looseObject({
  VpcId: id,
  OwnerId: text,
  CidrBlock: text,
  CidrBlockAssociationSet: z.optional(z.array(z.looseObject({ CidrBlock: text, CidrBlockState: cidrState }))),
  Ipv6CidrBlockAssociationSet: z.optional(
    z.array(z.looseObject({ Ipv6CidrBlock: text, Ipv6CidrBlockState: cidrState })),
  ),
  DhcpOptionsId: text,
  EnableDnsSupport: z.optional(z.looseObject({ Value: flag })),
  EnableDnsHostnames: z.optional(z.looseObject({ Value: flag })),
  Tags: tags,
});
export type Vpc = z.infer<typeof vpc>;

/** EC2 DescribeSubnets. */
export const subnet = z.looseObject({
  SubnetId: id,
  VpcId: text,
  OwnerId: text,
  CidrBlock: text,
  Ipv6CidrBlockAssociationSet: z.optional(
    z.array(z.looseObject({ Ipv6CidrBlock: text, Ipv6CidrBlockState: cidrState })),
  ),
  AvailabilityZone: text,
  AvailabilityZoneId: text,
  Tags: tags,
});
export type Subnet = z.infer<typeof subnet>;

const route = z.looseObject({
  DestinationCidrBlock: text,
  DestinationIpv6CidrBlock: text,
  DestinationPrefixListId: text,
  GatewayId: text,
  EgressOnlyInternetGatewayId: text,
  InstanceId: text,
  NatGatewayId: text,
  NetworkInterfaceId: text,
  TransitGatewayId: text,
  LocalGatewayId: text,
  CarrierGatewayId: text,
  CoreNetworkArn: text,
  VpcPeeringConnectionId: text,
  Origin: text,
  State: text,
});
export type Route = z.infer<typeof route>;

/** EC2 DescribeRouteTables. The main table's association has `Main: true` and no SubnetId. */
export const routeTable = z.looseObject({
  RouteTableId: id,
  VpcId: text,
  OwnerId: text,
  Routes: z.optional(z.array(route)),
  Associations: z.optional(z.array(z.looseObject({ Main: flag, SubnetId: text, GatewayId: text }))),
  Tags: tags,
});
export type RouteTable = z.infer<typeof routeTable>;

const networkAclEntry = z.looseObject({
  RuleNumber: z.optional(z.number()),
  RuleAction: text,
  Egress: flag,
  Protocol: text,
  PortRange: z.optional(z.looseObject({ From: z.optional(z.number()), To: z.optional(z.number()) })),
  CidrBlock: text,
  Ipv6CidrBlock: text,
});
export type NetworkAclEntry = z.infer<typeof networkAclEntry>;

/** EC2 DescribeNetworkAcls. */
export const networkAcl = z.looseObject({
  NetworkAclId: id,
  VpcId: text,
  OwnerId: text,
  IsDefault: flag,
  Entries: z.optional(z.array(networkAclEntry)),
  Associations: z.optional(z.array(z.looseObject({ SubnetId: text }))),
  Tags: tags,
});
export type NetworkAcl = z.infer<typeof networkAcl>;

/** EC2 DescribeNetworkInterfaces. */
export const networkInterface = z.looseObject({
  NetworkInterfaceId: id,
  VpcId: text,
  SubnetId: text,
  OwnerId: text,
  AvailabilityZone: text,
  Groups: z.optional(z.array(z.looseObject({ GroupId: text }))),
  PrivateIpAddress: text,
  PrivateIpAddresses: z.optional(z.array(z.looseObject({ PrivateIpAddress: text }))),
  Ipv6Addresses: z.optional(z.array(z.looseObject({ Ipv6Address: text }))),
  Status: text,
});
export type NetworkInterface = z.infer<typeof networkInterface>;

const ipPermission = z.looseObject({
  IpProtocol: text,
  FromPort: z.optional(z.number()),
  ToPort: z.optional(z.number()),
  IpRanges: z.optional(z.array(z.looseObject({ CidrIp: text }))),
  Ipv6Ranges: z.optional(z.array(z.looseObject({ CidrIpv6: text }))),
  PrefixListIds: z.optional(z.array(z.looseObject({ PrefixListId: text }))),
  UserIdGroupPairs: z.optional(
    z.array(
      z.looseObject({
        GroupId: text,
        UserId: text,
        VpcId: text,
        VpcPeeringConnectionId: text,
        PeeringStatus: text,
      }),
    ),
  ),
});
export type IpPermission = z.infer<typeof ipPermission>;

/** EC2 DescribeSecurityGroups. */
export const securityGroup = z.looseObject({
  GroupId: id,
  GroupName: text,
  VpcId: text,
  OwnerId: text,
  IpPermissions: z.optional(z.array(ipPermission)),
  IpPermissionsEgress: z.optional(z.array(ipPermission)),
  Tags: tags,
});
export type SecurityGroup = z.infer<typeof securityGroup>;

/** EC2 DescribeVpcEndpointServices. `Owner` is `amazon`, `aws-marketplace` or an account ID. */
export const serviceDetail = z.looseObject({
  ServiceName: id,
  ServiceId: text,
  ServiceRegion: text,
  ServiceType: z.optional(z.array(z.looseObject({ ServiceType: text }))),
  Owner: text,
  /** By ID, the same in every account, or by name, which is the account's own: AWS tells either or both. */
  AvailabilityZoneIds: texts,
  AvailabilityZones: texts,
  PrivateDnsName: text,
  PrivateDnsNames: z.optional(z.array(z.looseObject({ PrivateDnsName: text }))),
  VpcEndpointPolicySupported: flag,
  AcceptanceRequired: flag,
});
export type ServiceDetail = z.infer<typeof serviceDetail>;

/**
 * What AWS offers from another Region: one answer of DescribeVpcEndpointServices with
 * `ServiceRegions: [ServiceRegion]`, `service-type=Interface` and `owner=amazon`.
 */
export const crossRegionServices = z.looseObject({
  ServiceRegion: id,
  ServiceNames: z.array(z.string()),
});
export type CrossRegionServices = z.infer<typeof crossRegionServices>;

/** EC2 DescribeManagedPrefixLists, each with the `Entries` of GetManagedPrefixListEntries (absent: not read). */
export const managedPrefixList = z.looseObject({
  PrefixListId: id,
  PrefixListName: text,
  AddressFamily: text,
  OwnerId: text,
  Entries: z.optional(z.array(z.looseObject({ Cidr: text }))),
});
export type ManagedPrefixList = z.infer<typeof managedPrefixList>;

const resourceRecordSet = z.looseObject({
  /** Lower case or not, with the root's dot; Route 53 writes a wildcard as `\\052`. */
  Name: z.string(),
  Type: text,
  AliasTarget: z.optional(z.looseObject({ DNSName: text, HostedZoneId: text })),
  ResourceRecords: z.optional(z.array(z.looseObject({ Value: text }))),
});

export type ResourceRecordSet = z.infer<typeof resourceRecordSet>;

/**
 * Route 53 ListHostedZonesByVPC, a zone once however many VPCs it serves: `VPCs` are those of this scope.
 * `ResourceRecordSets` of ListResourceRecordSets, asked in the zone owner's account (absent: not read).
 */
export const hostedZone = z.looseObject({
  HostedZoneId: id,
  Name: z.string(),
  Owner: z.optional(z.looseObject({ OwningAccount: text, OwningService: text })),
  VPCs: z.optional(z.array(z.looseObject({ VPCId: text, VPCRegion: text }))),
  ResourceRecordSets: z.optional(z.array(resourceRecordSet)),
});
export type HostedZone = z.infer<typeof hostedZone>;

/** EC2 DescribeDhcpOptions: what a VPC's clients are told by DHCP, `domain-name-servers` among it. */
export const dhcpOptions = z.looseObject({
  DhcpOptionsId: z.string(),
  OwnerId: text,
  DhcpConfigurations: z.optional(
    z.array(z.looseObject({ Key: text, Values: z.optional(z.array(z.looseObject({ Value: text }))) })),
  ),
  Tags: tags,
});
export type DhcpOptions = z.infer<typeof dhcpOptions>;

/** Route 53 Resolver ListResolverRuleAssociations, those of the scope's own VPCs. */
export const resolverRuleAssociation = z.looseObject({
  Id: z.string(),
  ResolverRuleId: text,
  VPCId: text,
  Status: text,
});
export type ResolverRuleAssociation = z.infer<typeof resolverRuleAssociation>;

/** Route 53 Resolver ListResolverRules: the account's own, those shared with it, and Resolver's own. */
export const resolverRule = z.looseObject({
  Id: z.string(),
  DomainName: text,
  /** FORWARD, SYSTEM, RECURSIVE (Resolver's own for `.`) or DELEGATE. */
  RuleType: text,
  Status: text,
  OwnerId: text,
});
export type ResolverRule = z.infer<typeof resolverRule>;

/** Route 53 Profiles ListProfileAssociations: a Profile and the VPC (`ResourceId`) it holds for. */
export const profileAssociation = z.looseObject({
  Id: z.string(),
  ProfileId: text,
  ResourceId: text,
  OwnerId: text,
  Status: text,
});
export type ProfileAssociation = z.infer<typeof profileAssociation>;

/**
 * Route 53 Profiles ListProfileResourceAssociations: a hosted zone, Resolver rule, VPC endpoint or firewall rule group.
 * Of a hosted zone `ResourceRecordSets`, asked in the account of the association (absent: not read): all of them where
 * the zone may answer for a service's name, else the SOA, whose name is the zone's.
 */
export const profileResourceAssociation = z.looseObject({
  Id: z.string(),
  ProfileId: text,
  ResourceArn: text,
  ResourceType: text,
  OwnerId: text,
  Status: text,
  ResourceRecordSets: z.optional(z.array(resourceRecordSet)),
});
export type ProfileResourceAssociation = z.infer<typeof profileResourceAssociation>;
