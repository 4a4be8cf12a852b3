import type { Option, Step } from '#model/explanation.ts';

/** What stands in commands for what nobody can know before it is there, or has to be chosen. */
const meanings = {
  SUBNET_ID: 'a subnet of the VPC; several, of different zones, separated by spaces',
  SECURITY_GROUP_ID: 'the security group that the step before created',
  VPC_CIDR: 'the CIDR of the VPC that asks, as `aws ec2 describe-vpcs` tells it',
  ROUTE_TABLE_ID: 'the route table of the subnets in the VPC that shall reach the service',
  SERVICE_VPC_ID: "the VPC in the service's Region, which the first step created",
  SERVICE_VPC_CIDR: "the CIDR of the VPC in the service's Region: it must not overlap the other VPC's",
  SERVICE_SUBNET_ID:
    "a subnet of the VPC in the service's Region; several, of different zones, separated by spaces",
  SERVICE_SUBNET_CIDR: "that subnet's CIDR, within the CIDR of its VPC",
  SERVICE_ZONE: "an availability zone of the service's Region, such as the one that ends in a",
  SERVICE_ROUTE_TABLE_ID: 'the route table of that subnet',
  PEERING_ID: 'the peering, as the step before tells its ID',
  RULE_NUMBER: "a number that is free and lower than the rule's that stops the traffic",
  ENDPOINT_ID: 'the endpoint, as the step before tells its ID',
  ENDPOINT_DNS_NAME:
    "the endpoint's first DNS name, as `aws ec2 describe-vpc-endpoints` tells it in DnsEntries",
  ENDPOINT_ZONE_ID: 'the HostedZoneId beside that name',
  HOST_NAME: 'the name clients use, as `aws ec2 describe-vpc-endpoint-services` tells it in PrivateDnsName',
  HOSTED_ZONE_ID: 'the hosted zone, as the step before tells its Id',
  TIME: 'any text that was not used before, such as the time of day',
  SERVICE_PORT: 'the TCP port that the service listens on',
} as const;

export type Placeholder = keyof typeof meanings;

/** The placeholder itself: a word that the shell leaves alone. */
export const placeholder = (name: Placeholder): string => name;

const names = Object.keys(meanings) as Placeholder[];

/** The placeholders that the commands of some steps hold, each with what it stands for. */
export const placeholdersIn = (steps: readonly Step[]): Option['placeholders'] => {
  const words = new Set(
    steps.flatMap(({ commands }) => commands).flatMap((line) => line.match(/\b[A-Z_]{4,}\b/g) ?? []),
  );
  return names.filter((name) => words.has(name)).map((name) => ({ name, means: meanings[name] }));
};
