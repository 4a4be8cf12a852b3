import type { Step } from '#model/explanation.ts';
import type { PortRange } from '#network/port-range.ts';
import { aws } from './aws-cli.ts';
import type { Place } from './ends.ts';
import { placeholder } from './placeholders.ts';
import type { AskedService } from './resolve-service.ts';

/* The changes that a way to a service takes, each with the AWS CLI commands it stands for. */

const stepIn = (place: Place, what: string, commands: readonly string[]): Step => ({
  what,
  accountId: place.accountId,
  region: place.region,
  commands: [...commands],
});

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
const isIpv6 = (cidr: string): boolean => cidr.includes(':');
const portText = (ports: readonly number[] | null): string =>
  ports === null ? 'the TCP port of the service' : `TCP ${ports.join(', ')}`;
const portWords = (ports: readonly number[] | null): string[] =>
  ports === null ? [placeholder('SERVICE_PORT')] : ports.map(String);

export const enableRegion = (accountId: string | null, region: string): Step =>
  stepIn({ accountId, region: null }, `Enable the Region ${region} in the account.`, [
    aws('account enable-region', { 'region-name': region }),
  ]);

export const allowMultiRegion = (accountId: string | null): Step =>
  stepIn(
    { accountId, region: null },
    'Allow whoever creates the endpoint vpce:AllowMultiRegion besides ec2:CreateVpcEndpoint, in its policies and in every service control policy above the account.',
    [],
  );

const ingress = (
  { region }: Place,
  groupId: string,
  { cidrs, ports }: { cidrs: readonly string[]; ports: readonly number[] | null },
): string[] =>
  cidrs.flatMap((cidr) =>
    portWords(ports).map((port) =>
      aws('ec2 authorize-security-group-ingress', {
        region: region ?? '',
        'group-id': groupId,
        'ip-permissions': `IpProtocol=tcp,FromPort=${port},ToPort=${port},${isIpv6(cidr) ? `Ipv6Ranges=[{CidrIpv6=${cidr}}]` : `IpRanges=[{CidrIp=${cidr}}]`}`,
      }),
    ),
  );

/** Rules for an endpoint's group that is there. */
export const admit = (
  place: Place,
  groupId: string,
  { cidrs, ports }: { cidrs: readonly string[]; ports: readonly number[] | null },
): Step =>
  stepIn(
    place,
    `Let ${cidrs.join(', ')} in on ${portText(ports)} in the endpoint's security group ${groupId}.`,
    ingress(place, groupId, { cidrs, ports }),
  );

export type EndpointPlan = {
  place: Place;
  vpcId: string;
  asked: AskedService;
  /** Null where it is the endpoint's own Region. */
  serviceRegion: string | null;
  subnetIds: readonly string[];
  /** Whom the endpoint's security group admits. */
  cidrs: readonly string[];
  ports: readonly number[] | null;
};

const typeOf: Record<AskedService['kind'], string> = {
  aws: 'Interface',
  'endpoint-service': 'Interface',
  resource: 'Resource',
  'service-network': 'ServiceNetwork',
};

const target = ({ kind, name }: AskedService): Record<string, string> => {
  if (kind === 'resource') return { 'resource-configuration-arn': name };
  return kind === 'service-network' ? { 'service-network-arn': name } : { 'service-name': name };
};

/** A security group, then the endpoint that carries it. */
export const createEndpoint = ({
  place,
  vpcId,
  asked,
  serviceRegion,
  subnetIds,
  cidrs,
  ports,
}: EndpointPlan): Step[] => {
  const region = place.region ?? '';
  const groupId = placeholder('SECURITY_GROUP_ID');
  return [
    stepIn(
      place,
      `Create a security group for the endpoint in ${vpcId}, and let ${cidrs.join(', ')} in on ${portText(ports)}.`,
      [
        aws('ec2 create-security-group', {
          region,
          'vpc-id': vpcId,
          'group-name': `endpoint-${asked.part ?? 'service'}`,
          description: `Clients of the endpoint to ${asked.name}`,
        }),
        ...ingress(place, groupId, { cidrs, ports }),
      ],
    ),
    stepIn(
      place,
      serviceRegion === null
        ? `Create the endpoint to ${asked.name} in ${vpcId}, with a subnet in each of two zones or more.`
        : `Create the cross-Region endpoint to ${asked.name} of ${serviceRegion} in ${vpcId}. It has Regional DNS names only, none of a zone's own.`,
      [
        aws('ec2 create-vpc-endpoint', {
          region,
          'vpc-id': vpcId,
          'vpc-endpoint-type': typeOf[asked.kind],
          ...target(asked),
          'service-region': serviceRegion,
          'subnet-ids': subnetIds,
          'security-group-ids': groupId,
        }),
      ],
    ),
  ];
};

export type RoutePlan = {
  place: Place;
  /** `isThere`: the table has a route for this CIDR already, which leads elsewhere. */
  routes: readonly { tableId: string; cidr: string; isThere: boolean }[];
  peeringId: string;
  /** Whose way it is: `to the endpoint`, `back to the clients`. */
  way: string;
  /** What is wrong today; null where nothing is there yet. */
  because: string | null;
};

const distinct = (texts: readonly string[]): string => [...new Set(texts)].join(', ');

export const addRoutes = ({ place, routes, peeringId, way, because }: RoutePlan): Step =>
  stepIn(
    place,
    `Route ${distinct(routes.map(({ cidr }) => cidr))} to ${peeringId} in ${distinct(routes.map(({ tableId }) => tableId))}: the way ${way}.${because === null ? '' : ` Today: ${sentence(because)}`}`,
    routes.map(({ tableId, cidr, isThere }) =>
      aws(isThere ? 'ec2 replace-route' : 'ec2 create-route', {
        region: place.region ?? '',
        'route-table-id': tableId,
        [isIpv6(cidr) ? 'destination-ipv6-cidr-block' : 'destination-cidr-block']: cidr,
        'vpc-peering-connection-id': peeringId,
      }),
    ),
  );

export type AclPlan = {
  place: Place;
  aclIds: readonly string[];
  /** The other end's addresses. */
  cidrs: readonly string[];
  ports: readonly number[] | null;
  clientPorts: PortRange;
  /** Of the request, as the subnet sees it. */
  direction: 'in' | 'out';
  because: string;
};

/** Both the request and the reply: a network ACL keeps no state. */
export const openAcls = (plan: AclPlan): Step => {
  const { place, aclIds, cidrs, ports, clientPorts, direction, because } = plan;
  const entry = (aclId: string, cidr: string, range: string, isOut: boolean): string =>
    aws('ec2 create-network-acl-entry', {
      region: place.region ?? '',
      'network-acl-id': aclId,
      'rule-number': placeholder('RULE_NUMBER'),
      protocol: '6',
      'port-range': range,
      [isIpv6(cidr) ? 'ipv6-cidr-block' : 'cidr-block']: cidr,
      'rule-action': 'allow',
      [isOut ? 'egress' : 'ingress']: true,
    });
  const replies = `From=${clientPorts.from},To=${clientPorts.to}`;
  return stepIn(
    place,
    `Allow ${portText(ports)} ${direction} and the replies the other way, for ${cidrs.join(', ')}, in ${aclIds.join(', ')}. Today: ${sentence(because)}`,
    aclIds.flatMap((aclId) =>
      cidrs.flatMap((cidr) => [
        ...portWords(ports).map((port) => entry(aclId, cidr, `From=${port},To=${port}`, direction === 'out')),
        entry(aclId, cidr, replies, direction === 'in'),
      ]),
    ),
  );
};

export const acceptPeering = (place: Place, peeringId: string): Step =>
  stepIn(place, `Accept the peering ${peeringId}.`, [
    aws('ec2 accept-vpc-peering-connection', {
      region: place.region ?? '',
      'vpc-peering-connection-id': peeringId,
    }),
  ]);

export type PeeringPlan = { near: Place & { vpcId: string }; far: Place & { vpcId: string } };

export const createPeering = ({ near, far }: PeeringPlan): Step =>
  stepIn(near, `Ask for a peering of ${near.vpcId} with ${far.vpcId} in ${far.region ?? 'its Region'}.`, [
    aws('ec2 create-vpc-peering-connection', {
      region: near.region ?? '',
      'vpc-id': near.vpcId,
      'peer-vpc-id': far.vpcId,
      'peer-owner-id': far.accountId,
      'peer-region': far.region,
    }),
  ]);

/** A VPC whose endpoints' private names work in it. */
export const createVpc = (place: Place): Step => {
  const region = place.region ?? '';
  const vpcId = placeholder('SERVICE_VPC_ID');
  return stepIn(
    place,
    `Create a VPC in ${place.region ?? 'that Region'} whose addresses do not overlap, with a subnet in each of two zones or more; or take one that is there.`,
    [
      aws('ec2 create-vpc', { region, 'cidr-block': placeholder('SERVICE_VPC_CIDR') }),
      aws('ec2 modify-vpc-attribute', { region, 'vpc-id': vpcId, 'enable-dns-hostnames': true }),
      aws('ec2 create-subnet', {
        region,
        'vpc-id': vpcId,
        'cidr-block': placeholder('SERVICE_SUBNET_CIDR'),
        'availability-zone': placeholder('SERVICE_ZONE'),
      }),
    ],
  );
};

/** A change for which no command can be told. */
export const told = (place: Place, what: string): Step => stepIn(place, what, []);

export type NamePlan = {
  consumer: Place & { vpcId: string };
  /** Null where nobody told it. */
  hostName: string | null;
};

/** A private hosted zone in the consumer's VPC: an endpoint's private DNS works in its own VPC alone. */
export const leadName = ({ consumer, hostName }: NamePlan): Step => {
  const name = hostName ?? placeholder('HOST_NAME');
  const record = {
    Changes: [
      {
        Action: 'UPSERT',
        ResourceRecordSet: {
          Name: name,
          Type: 'A',
          AliasTarget: {
            DNSName: placeholder('ENDPOINT_DNS_NAME'),
            HostedZoneId: placeholder('ENDPOINT_ZONE_ID'),
            EvaluateTargetHealth: false,
          },
        },
      },
    ],
  };
  return stepIn(
    { accountId: consumer.accountId, region: null },
    `Lead ${name} to the endpoint in ${consumer.vpcId}, with a private hosted zone; or let clients call the endpoint's own DNS name (--endpoint-url), which resolves anywhere.`,
    [
      aws('route53 create-hosted-zone', {
        name,
        vpc: `VPCRegion=${consumer.region ?? ''},VPCId=${consumer.vpcId}`,
        'caller-reference': placeholder('TIME'),
      }),
      aws('route53 change-resource-record-sets', {
        'hosted-zone-id': placeholder('HOSTED_ZONE_ID'),
        'change-batch': record,
      }),
    ],
  );
};
