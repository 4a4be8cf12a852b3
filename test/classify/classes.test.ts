import { describe, expect, it } from 'vitest';
import type { Inventory } from '#model/inventory.ts';
import type { PathClass } from '#model/path.ts';
import type { VpcEndpoint } from '#model/records.ts';
import { endpointRecord, inventoryOf, oregon, pathsOf, tokyoToOregon } from '#test/builders/network.ts';

const vpceSvc = 'com.amazonaws.vpce.us-west-2.vpce-svc-0123';
const ownedBy = (Owner: string, ServiceName: string): Inventory => ({
  ServiceDetails: [{ ServiceName, Owner }],
});

type Case = {
  shape: string;
  record: Partial<VpcEndpoint> | ((record: VpcEndpoint) => VpcEndpoint);
  facts?: Inventory;
  expected: PathClass;
  because: string;
};

const without =
  (...fields: (keyof VpcEndpoint)[]) =>
  (record: VpcEndpoint): VpcEndpoint => {
    const kept = Object.entries(record).filter(([field]) => !fields.includes(field));
    return { ...Object.fromEntries(kept), VpcEndpointId: record.VpcEndpointId };
  };

const inOwnVpc: Case[] = [
  {
    shape: 'an AWS service of the same Region',
    record: {},
    expected: 'same-region-aws-service',
    because: 'ServiceRegion is "us-west-2", the endpoint is in us-west-2',
  },
  {
    shape: 'a gateway endpoint',
    record: { VpcEndpointType: 'Gateway', ServiceName: 'com.amazonaws.us-west-2.s3' },
    expected: 'same-region-aws-service',
    because: 'its owner is "amazon" by its name alone',
  },
  {
    shape: 'type and state in lower case',
    record: { VpcEndpointType: 'interface', State: 'AVAILABLE' },
    expected: 'same-region-aws-service',
    because: 'us-west-2',
  },
  {
    shape: 'ServiceRegion in upper case',
    record: { ServiceRegion: 'US-WEST-2' },
    expected: 'same-region-aws-service',
    because: 'ServiceRegion is "us-west-2", the endpoint is in us-west-2',
  },
  {
    shape: 'no ServiceRegion',
    record: without('ServiceRegion'),
    expected: 'same-region-aws-service',
    because: "no ServiceRegion, so it is in the endpoint's own Region us-west-2",
  },
  {
    shape: 'no ServiceRegion and another Region in the name',
    record: (record) => ({ ...without('ServiceRegion')(record), ServiceName: 'com.amazonaws.eu-west-1.kms' }),
    expected: 'same-region-aws-service',
    because: 'no ServiceRegion',
  },
  {
    shape: 'a global name of the same Region',
    record: { ServiceName: 'com.amazonaws.s3-global.accesspoint' },
    expected: 'same-region-aws-service',
    because: '"com.amazonaws.s3-global.accesspoint"',
  },
  {
    shape: 'a global name in another Region',
    record: { ServiceName: 'com.amazonaws.iam', ServiceRegion: 'us-east-1' },
    expected: 'cross-region-aws-service',
    because: 'ServiceRegion is "us-east-1", the endpoint is in us-west-2',
  },
  ...[
    'cn.com.amazonaws.cn-north-1.ecr.api',
    'eu.amazonaws.eusc-de-east-1.kms',
    'gov.ic.c2s.us-iso-east-1.kms',
    'aws.api.us-west-2.freetier',
    'api.aws.us-west-2.cassandra-streams',
    'aws.sagemaker.us-west-2.notebook',
  ].map(
    (ServiceName): Case => ({
      shape: `the name ${ServiceName}`,
      record: { ServiceName },
      expected: 'same-region-aws-service',
      because: `Service "${ServiceName}": its owner is "amazon" by its name alone`,
    }),
  ),
  {
    shape: 'an AWS service of another Region',
    record: { ServiceName: 'com.amazonaws.us-east-1.kms', ServiceRegion: 'us-east-1' },
    facts: ownedBy('amazon', 'com.amazonaws.us-east-1.kms'),
    expected: 'cross-region-aws-service',
    because: 'its owner is "amazon" (DescribeVpcEndpointServices); ServiceRegion is "us-east-1"',
  },
  {
    shape: "a partner's service under a name like AWS's",
    record: { ServiceName: 'com.amazonaws.us-west-2.acme' },
    facts: ownedBy('aws-marketplace', 'com.amazonaws.us-west-2.acme'),
    expected: 'same-region-endpoint-service',
    because: 'its owner is "aws-marketplace" (DescribeVpcEndpointServices)',
  },
  {
    shape: "an account's service",
    record: { ServiceName: vpceSvc },
    facts: ownedBy('333333333333', vpceSvc),
    expected: 'same-region-endpoint-service',
    because: 'its owner is "333333333333"',
  },
  {
    shape: 'a service that a scanned account offers',
    record: { ServiceName: vpceSvc },
    facts: { ServiceConfigurations: [{ ServiceId: 'vpce-svc-0123', ServiceName: vpceSvc }] },
    expected: 'same-region-endpoint-service',
    because: 'account "222222222222" offers it (DescribeVpcEndpointServiceConfigurations)',
  },
  {
    shape: 'an endpoint service whose owner nobody told',
    record: { ServiceName: vpceSvc },
    expected: 'same-region-endpoint-service',
    because: 'an endpoint service by its name, and nobody told its owner',
  },
  {
    shape: 'an endpoint service of another Region',
    record: { ServiceName: vpceSvc.replace('us-west-2', 'eu-west-1'), ServiceRegion: 'eu-west-1' },
    expected: 'cross-region-endpoint-service',
    because: 'ServiceRegion is "eu-west-1", the endpoint is in us-west-2',
  },
  {
    shape: 'a Gateway Load Balancer endpoint',
    record: { VpcEndpointType: 'gatewayloadbalancer', ServiceName: vpceSvc },
    expected: 'gateway-load-balancer',
    because: 'GatewayLoadBalancer',
  },
  {
    shape: 'a resource endpoint without a ServiceName',
    record: (record) => ({
      ...without('ServiceName')(record),
      VpcEndpointType: 'Resource',
      ResourceConfigurationArn: 'arn:aws:vpc-lattice:us-west-2:1:resourceconfiguration/rcfg-1',
    }),
    expected: 'resource',
    because: 'arn:aws:vpc-lattice:us-west-2:1:resourceconfiguration/rcfg-1',
  },
  {
    shape: 'a service network endpoint without a ServiceName',
    record: (record) => ({
      ...without('ServiceName', 'ServiceRegion')(record),
      VpcEndpointType: 'ServiceNetwork',
      ServiceNetworkArn: 'arn:aws:vpc-lattice:us-west-2:1:servicenetwork/sn-1',
    }),
    expected: 'service-network',
    because: 'arn:aws:vpc-lattice:us-west-2:1:servicenetwork/sn-1',
  },
  {
    shape: 'a tunnel without a ServiceName',
    record: (record) => ({ ...without('ServiceName')(record), VpcEndpointType: 'TUNNEL' }),
    expected: 'tunnel',
    because: 'Tunnel',
  },
  {
    shape: 'a type of a later date',
    record: { VpcEndpointType: 'Wormhole' },
    expected: 'unclassified',
    because: 'type "Wormhole" is not known',
  },
  {
    shape: 'no type',
    record: without('VpcEndpointType'),
    expected: 'unclassified',
    because: 'type "" is not known',
  },
  {
    shape: 'an interface endpoint without a ServiceName',
    record: without('ServiceName'),
    expected: 'unclassified',
    because: "The endpoint's type is Interface, but it names no service.",
  },
  {
    shape: 'a name of no known form',
    record: { ServiceName: 'acme.us-west-2.db' },
    expected: 'unclassified',
    because: 'nobody told its owner',
  },
  {
    shape: 'an owner of no known form',
    record: { ServiceName: vpceSvc },
    facts: ownedBy('somebody', vpceSvc),
    expected: 'unclassified',
    because: 'its owner is "somebody"',
  },
  {
    shape: 'a gateway endpoint to what is not AWS’s',
    record: { VpcEndpointType: 'Gateway', ServiceName: vpceSvc },
    expected: 'unclassified',
    because: 'fits no class of a Gateway endpoint',
  },
  {
    shape: 'no VpcId',
    record: without('VpcId'),
    expected: 'unclassified',
    because: 'AWS did not say which VPC the endpoint is in.',
  },
  {
    shape: 'fields nobody expected',
    record: { Brightness: 7, ServiceRegion: 'us-west-2', Nested: { a: [null] } },
    expected: 'same-region-aws-service',
    because: 'us-west-2',
  },
  {
    shape: 'nothing but an ID',
    record: ({ VpcEndpointId }) => ({ VpcEndpointId }),
    expected: 'unclassified',
    because: 'AWS did not say which VPC',
  },
];

describe('inside the endpoint’s own VPC', () => {
  it.each(inOwnVpc)('$shape is $expected', ({ record, facts = {}, expected, because }) => {
    const whole = typeof record === 'function' ? record(endpointRecord()) : endpointRecord(record);
    const paths = pathsOf([inventoryOf(oregon, { ...facts, VpcEndpoints: [whole] })]);
    expect(paths.map((path) => path.class)).toEqual([expected]);
    expect(paths[0]?.because).toContain(because);
    expect(paths[0]?.peeringId).toBeNull();
  });
});

const overPeering = (record: Partial<VpcEndpoint>, facts: Inventory = {}) => {
  const inventories = tokyoToOregon(record).map(({ scope, inventory }) =>
    inventoryOf(scope, scope === oregon ? { ...inventory, ...facts } : inventory),
  );
  return pathsOf(inventories).filter(({ peeringId }) => peeringId !== null);
};

describe('over a peering', () => {
  it.each<[string, Partial<VpcEndpoint>, PathClass, string]>([
    ['Bedrock', {}, 'peering-routed-bedrock', 'of the Bedrock family; client VPC vpc-tokyo is joined'],
    [
      'Bedrock FIPS',
      { ServiceName: 'com.amazonaws.us-west-2.bedrock-runtime-fips' },
      'peering-routed-bedrock',
      'Bedrock family',
    ],
    [
      'Bedrock under another prefix',
      { ServiceName: 'aws.api.us-west-2.bedrock-agentcore.gateway' },
      'peering-routed-bedrock',
      'by its name alone',
    ],
    [
      'another AWS service',
      { ServiceName: 'com.amazonaws.us-west-2.kms' },
      'peering-routed-aws-service',
      'peering pcx-1 (status "active")',
    ],
    [
      'an endpoint service',
      { ServiceName: vpceSvc },
      'unclassified',
      'Only AWS services have a class over a peering. Service',
    ],
    ['a service nobody owns', { ServiceName: 'acme' }, 'unclassified', 'nobody told its owner'],
    ['no service', { ServiceName: '' }, 'unclassified', 'names no service'],
    ['a resource', { VpcEndpointType: 'resource' }, 'unclassified', "the endpoint's type is Resource"],
    [
      'a service network',
      { VpcEndpointType: 'SERVICENETWORK' },
      'unclassified',
      "the endpoint's type is ServiceNetwork",
    ],
  ])('%s is %s', (_, record, expected, because) => {
    const paths = overPeering(record);
    expect(paths.map((path) => path.class)).toEqual([expected]);
    expect(paths[0]?.because).toContain(because);
  });

  it('takes AWS’s word for the owner of a Bedrock-like name', () => {
    const name = 'com.amazonaws.us-west-2.bedrock-runtime';
    expect(overPeering({}, ownedBy('amazon', name))[0]?.class).toBe('peering-routed-bedrock');
    expect(overPeering({}, ownedBy('aws-marketplace', name))[0]?.class).toBe('unclassified');
  });

  it.each(['Gateway', 'GatewayLoadBalancer', 'Tunnel', 'Wormhole', ''])(
    'nothing leads to a %s endpoint',
    (type) => {
      expect(overPeering({ VpcEndpointType: type })).toEqual([]);
    },
  );
});

it('bounds and escapes what AWS’s text brings into a sentence', () => {
  const ServiceName = `\u001B[31m\n${'x'.repeat(5000)}`;
  const [path] = pathsOf([inventoryOf(oregon, { VpcEndpoints: [endpointRecord({ ServiceName })] })]);
  expect(path?.because.length).toBeLessThan(300);
  expect(path?.because).toContain(String.raw`\u001b[31m\n`);
});
