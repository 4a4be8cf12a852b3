import {
  AcceptVpcPeeringConnectionCommand,
  CreateManagedPrefixListCommand,
  CreateRouteCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  CreateVpcPeeringConnectionCommand,
  DescribeRouteTablesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { consumerCidr, providerCidr, type Seeded, serviceName, zoneName } from './contract-suite.ts';

const near = 'us-west-2';
const far = 'ap-northeast-1';

const seedPeering = async (provider: EC2Client, consumer: EC2Client) => {
  const { Vpc } = await provider.send(new CreateVpcCommand({ CidrBlock: providerCidr }));
  const { Vpc: consumerVpc } = await consumer.send(new CreateVpcCommand({ CidrBlock: consumerCidr }));
  const vpcId = Vpc!.VpcId!;
  const consumerVpcId = consumerVpc!.VpcId!;
  const { VpcPeeringConnection } = await consumer.send(
    new CreateVpcPeeringConnectionCommand({ VpcId: consumerVpcId, PeerVpcId: vpcId, PeerRegion: near }),
  );
  const peeringId = VpcPeeringConnection!.VpcPeeringConnectionId!;
  await provider.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: peeringId }));
  return { vpcId, consumerVpcId, peeringId };
};

const seedEndpoint = async (ec2: EC2Client, VpcId: string) => {
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.30.1.0/24' }));
  const subnetId = Subnet!.SubnetId!;
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId,
      VpcEndpointType: 'Interface',
      ServiceName: serviceName,
      SubnetIds: [subnetId],
    }),
  );
  return { subnetId, endpointId: VpcEndpoint!.VpcEndpointId! };
};

const seedRoute = async (ec2: EC2Client, vpcId: string, VpcPeeringConnectionId: string): Promise<string> => {
  const { PrefixList } = await ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: 'consumers',
      AddressFamily: 'IPv4',
      MaxEntries: 1,
      Entries: [{ Cidr: consumerCidr }],
    }),
  );
  const prefixListId = PrefixList!.PrefixListId!;
  const { RouteTables } = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
  );
  await ec2.send(
    new CreateRouteCommand({
      RouteTableId: RouteTables![0]!.RouteTableId!,
      DestinationPrefixListId: prefixListId,
      VpcPeeringConnectionId,
    }),
  );
  return prefixListId;
};

const seedZone = async (route53: Route53Client, VPCId: string): Promise<void> => {
  const { HostedZone } = await route53.send(
    new CreateHostedZoneCommand({
      Name: zoneName,
      CallerReference: 'contract',
      HostedZoneConfig: { PrivateZone: true },
      VPC: { VPCId, VPCRegion: near },
    }),
  );
  await route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: HostedZone!.Id!,
      ChangeBatch: {
        Changes: [
          {
            Action: 'CREATE',
            ResourceRecordSet: {
              Name: zoneName,
              Type: 'A',
              TTL: 60,
              ResourceRecords: [{ Value: '10.30.1.5' }],
            },
          },
        ],
      },
    }),
  );
};

/** Makes the suite's topology in a moto that is up, with AWS's own API. */
export const seedMoto = async (endpoint: string): Promise<Seeded> => {
  const config = (region: string) => ({ endpoint, region });
  const [provider, consumer] = [new EC2Client(config(near)), new EC2Client(config(far))];
  const { Account: accountId = '' } = await new STSClient(config(near)).send(
    new GetCallerIdentityCommand({}),
  );
  await new OrganizationsClient(config(near)).send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));

  const peered = await seedPeering(provider, consumer);
  const endpointIds = await seedEndpoint(provider, peered.vpcId);
  const prefixListId = await seedRoute(provider, peered.vpcId, peered.peeringId);
  await seedZone(new Route53Client(config(near)), peered.vpcId);
  return {
    callerAccountId: accountId,
    provider: { accountId, region: near },
    consumer: { accountId, region: far },
    empty: { accountId, region: 'eu-west-1' },
    other: { accountId: '222222222222', region: near },
    ...peered,
    ...endpointIds,
    prefixListId,
  };
};
