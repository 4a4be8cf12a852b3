import { describe, expect, it } from 'vitest';
import type { Explanation } from '#model/explanation.ts';
import type { VpcEndpoint } from '#model/records.ts';
import { ask, only, sides, told } from '#test/builders/explain.ts';
import { endpointRecord, inventoryOf, oregon, peeringRecord, tokyo } from '#test/builders/network.ts';
import { group, httpsFrom, mainTable, oregonInventory, routeTo } from '#test/builders/reachable.ts';

const local = routeTo('10.1.0.0/16', { GatewayId: 'local', Origin: 'CreateRouteTable' });
const noRoutes = [mainTable('rtb-tokyo', 'vpc-tokyo', [local])];
const noGroup = [group('sg-endpoint')];
const noPeering = { VpcPeeringConnections: [] };
const pending = { VpcPeeringConnections: [peeringRecord({ Status: { Code: 'pending-acceptance' } })] };
const dead = { VpcPeeringConnections: [peeringRecord({ Status: { Code: 'deleted' } })] };
const failed = { complete: false, cause: 'access-denied' as const, code: 'UnauthorizedOperation' };

/** An endpoint in Tokyo's own VPC. */
const ownEndpoint = (fields: Partial<VpcEndpoint>): VpcEndpoint =>
  endpointRecord({
    VpcEndpointId: 'vpce-own',
    VpcId: 'vpc-tokyo',
    OwnerId: tokyo.accountId,
    NetworkInterfaceIds: ['eni-own'],
    SubnetIds: ['subnet-a'],
    Groups: [{ GroupId: 'sg-own' }],
    IpAddressType: 'ipv4',
    ...fields,
  });
const ownInterface = {
  NetworkInterfaceId: 'eni-own',
  VpcId: 'vpc-tokyo',
  SubnetId: 'subnet-a',
  PrivateIpAddress: '10.1.0.10',
  Groups: [{ GroupId: 'sg-own' }],
};
const own = (fields: Partial<VpcEndpoint>, ...cidrs: string[]) => ({
  VpcEndpoints: [ownEndpoint(fields)],
  NetworkInterfaces: [ownInterface],
  SecurityGroups: [group('sg-own', ...(cidrs.length === 0 ? [] : [httpsFrom(...cidrs)]))],
});

/** What was asked for besides the inventories and not told: all that AWS offers in a Region. */
const list = 'DescribeVpcEndpointServices:Filters';
const gapsOf = ({ coverage }: Explanation): string[] =>
  coverage.scopes.flatMap(({ reads }) =>
    reads.filter(({ status }) => status === 'failed').map(({ operation }) => operation),
  );

describe('Tokyo asks for Bedrock in Oregon', () => {
  it.each<[string, Parameters<typeof sides>[0], string, string[]]>([
    [
      'an open path',
      {},
      'yes',
      ['existing-path yes', 'cross-region-endpoint no', 'same-region-endpoint unknown'],
    ],
    [
      'no route and a closed group',
      { tokyo: { RouteTables: noRoutes }, oregon: { SecurityGroups: noGroup } },
      'no',
      ['existing-path no', 'cross-region-endpoint no', 'same-region-endpoint unknown', 'peering yes'],
    ],
    [
      'a peering that nobody accepted',
      { tokyo: pending, oregon: pending },
      'no',
      ['existing-path no', 'cross-region-endpoint no', 'same-region-endpoint unknown', 'peering yes'],
    ],
    [
      'a peering without an endpoint behind it',
      { oregon: { VpcEndpoints: [] } },
      'no',
      ['cross-region-endpoint no', 'same-region-endpoint unknown', 'peering yes'],
    ],
    [
      'a dead peering: a new one is to be built',
      { tokyo: dead, oregon: dead },
      'no',
      ['cross-region-endpoint no', 'same-region-endpoint unknown', 'peering no', 'build yes'],
    ],
    [
      'no peering at all',
      { tokyo: noPeering, oregon: noPeering },
      'no',
      ['cross-region-endpoint no', 'same-region-endpoint unknown', 'build yes'],
    ],
    [
      'a table that was not read',
      { tokyo: { RouteTables: undefined } },
      'unknown',
      ['existing-path unknown', 'cross-region-endpoint no', 'same-region-endpoint unknown'],
    ],
    [
      'the endpoints of the other side not read',
      { oregon: { VpcEndpoints: undefined } },
      'unknown',
      ['cross-region-endpoint no', 'same-region-endpoint unknown', 'peering unknown'],
    ],
    [
      'a failed list of them that shows none',
      { oregon: { VpcEndpoints: [], Coverage: { DescribeVpcEndpoints: failed } } },
      'unknown',
      ['cross-region-endpoint no', 'same-region-endpoint unknown', 'peering unknown'],
    ],
    [
      'its own peerings not read',
      { tokyo: { VpcPeeringConnections: undefined }, oregon: noPeering },
      'unknown',
      ['cross-region-endpoint no', 'same-region-endpoint unknown', 'build yes'],
    ],
    [
      'what AWS offers not read',
      { tokyo: { CrossRegionServices: undefined } },
      'yes',
      ['existing-path yes', 'cross-region-endpoint unknown', 'same-region-endpoint unknown'],
    ],
    [
      'AWS offering it one day',
      {
        tokyo: {
          ...noPeering,
          CrossRegionServices: [
            { ServiceRegion: 'us-west-2', ServiceNames: ['com.amazonaws.us-west-2.bedrock-runtime'] },
          ],
        },
        oregon: noPeering,
      },
      'no',
      ['cross-region-endpoint yes', 'same-region-endpoint unknown'],
    ],
  ])('%s', async (_, changes, answer, options) => {
    const inventories = sides(changes);
    const explanation = await ask({ inventories });
    expect([explanation.answer, told(explanation)]).toEqual([answer, options]);
  });

  it('in part is told, and is no yes', async () => {
    const half = [group('sg-endpoint', httpsFrom('10.1.0.0/25', '10.1.1.0/25'))];
    const explanation = await ask({ inventories: sides({ oregon: { SecurityGroups: half } }) });
    expect(explanation.headline).toBe(
      'Only in part, over pcx-1 to vpce-1; yes over pcx-1 once one change is made.',
    );
    expect(only(explanation, 'existing-path')).toMatchObject({ answer: 'no', path: { verdict: 'partial' } });
    expect(only(explanation, 'existing-path').because).toContain('10.1.0.0/25, 10.1.1.0/25 get through');
  });

  it('refuses a cross-Region endpoint in the words in which AWS would', async () => {
    const { because, steps } = only(await ask(), 'cross-region-endpoint');
    expect(because).toBe(
      "AWS offers 2 of its services from us-west-2 to ap-northeast-1 as cross-Region endpoints, and com.amazonaws.us-west-2.bedrock-runtime is not one of them: create-vpc-endpoint in ap-northeast-1 answers InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-west-2.bedrock-runtime' does not exist.",
    );
    expect(steps).toEqual([]);
  });

  it('says what inference profiles can do, and where the data then goes', async () => {
    const { because } = only(await ask(), 'same-region-endpoint');
    expect(because).toMatch(
      /An endpoint to com\.amazonaws\.ap-northeast-1\.bedrock-runtime .* can run a model/,
    );
    expect(because).toMatch(
      /The data is then processed there: where it must stay in one Region, this is no way/,
    );
    const unread = only(await ask({ offered: {} }), 'same-region-endpoint');
    expect(unread).toMatchObject({ answer: 'unknown' });
    expect(unread.because).toMatch(/if AWS offers one there.*What AWS offers in ap-northeast-1 was not read/);
    const without = {
      'us-west-2': ['com.amazonaws.us-west-2.bedrock-runtime'],
      'ap-northeast-1': ['com.amazonaws.iam'],
    };
    expect(only(await ask({ offered: without }), 'same-region-endpoint').answer).toBe('no');
  });

  it('names the endpoint of its own Region that is there', async () => {
    const tokyoSide = own({
      ServiceName: 'com.amazonaws.ap-northeast-1.bedrock-runtime',
      ServiceRegion: undefined,
    });
    const explanation = await ask({ inventories: sides({ tokyo: tokyoSide }) });
    expect(only(explanation, 'same-region-endpoint').because).toMatch(/^The VPC has the endpoint vpce-own/);
  });

  it('has nothing to say of an own Region to a service that is not Bedrock', async () => {
    expect(told(await ask({ service: 'sts' }))).toEqual(['cross-region-endpoint no', 'peering yes']);
  });

  it('promises nothing of a service that nobody lists, and of which no endpoint is there', async () => {
    const explanation = await ask({ service: 'nosuch', offered: {} });
    expect(told(explanation)).toEqual(['cross-region-endpoint no', 'peering unknown']);
    const { because, steps } = only(explanation, 'peering');
    expect(because).toMatch(/Not known: whether there is com\.amazonaws\.us-west-2\.nosuch in us-west-2/);
    expect(steps.length).toBeGreaterThan(0);
    expect(explanation.headline).toBe('No, not by a cross-Region endpoint.');
    expect(gapsOf(explanation)).toContain(list);
  });

  it('misses no list of a service that is there', async () => {
    expect(gapsOf(await ask({ offered: {} }))).not.toContain(list);
    expect(gapsOf(await ask({ service: 'kms', offered: {} }))).not.toContain(list);
  });
});

describe('a cross-Region endpoint that AWS offers', () => {
  it('takes a permission, a group and the endpoint with its service Region', async () => {
    const explanation = await ask({
      service: 'kms',
      inventories: sides({ tokyo: noPeering, oregon: noPeering }),
    });
    const { answer, because, steps, placeholders } = only(explanation, 'cross-region-endpoint');
    expect([explanation.answer, answer]).toEqual(['no', 'yes']);
    expect(because).toMatch(/Regional DNS names only.*vpce:AllowMultiRegion/);
    expect(steps.map(({ what }) => what.split(' ')[0])).toEqual(['Allow', 'Create', 'Create']);
    expect(steps.at(-1)?.commands).toEqual([
      'aws ec2 create-vpc-endpoint --region ap-northeast-1 --vpc-id vpc-tokyo --vpc-endpoint-type Interface --service-name com.amazonaws.us-west-2.kms --service-region us-west-2 --subnet-ids subnet-a subnet-b --security-group-ids SECURITY_GROUP_ID',
    ]);
    expect(placeholders.map(({ name }) => name)).toEqual(['SECURITY_GROUP_ID']);
    expect(explanation.headline).toBe(
      'No, not as things stand; yes by a cross-Region endpoint once 3 changes are made.',
    );
  });

  it('that is there and closed is mended', async () => {
    const tokyoSide = { ...noPeering, ...own({ ServiceName: 'com.amazonaws.us-west-2.kms' }) };
    const explanation = await ask({
      service: 'kms',
      inventories: sides({ tokyo: tokyoSide, oregon: noPeering }),
    });
    expect(told(explanation)).toEqual(['existing-path no', 'cross-region-endpoint yes']);
    const { steps } = only(explanation, 'cross-region-endpoint');
    expect(steps.map(({ what }) => what)).toEqual([
      "Let 10.1.0.0/16 in on TCP 443 in the endpoint's security group sg-own.",
    ]);
  });
});

describe("a service of the VPC's own Region", () => {
  const inOregon = { vpc: 'vpc-oregon', serviceRegion: 'us-west-2' };
  it.each([
    [
      'bedrock-runtime',
      sides({ oregon: { SecurityGroups: [group('sg-endpoint', httpsFrom('10.2.0.0/16'))] } }),
      'yes',
      ['existing-path yes', 'same-region-endpoint yes'],
    ],
    ['bedrock-runtime', sides(), 'no', ['existing-path no', 'same-region-endpoint yes']],
    ['sts', sides(), 'no', ['same-region-endpoint yes']],
  ])('%s', async (service, inventories, answer, options) => {
    const explanation = await ask({ ...inOregon, service, inventories });
    expect([explanation.answer, told(explanation)]).toEqual([answer, options]);
  });

  it('is not known where nobody read what AWS offers, and that is a gap', async () => {
    const explanation = await ask({ ...inOregon, service: 'com.amazonaws.us-west-2.sts', offered: {} });
    expect(only(explanation, 'same-region-endpoint')).toMatchObject({ answer: 'unknown', steps: [] });
    expect(explanation.coverage.complete).toBe(false);
    expect(gapsOf(explanation)).toContain(list);
  });
});

describe("somebody else's endpoint service", () => {
  const name = 'com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0';
  const detail = { ServiceName: name, ServiceRegion: 'us-west-2', Owner: oregon.accountId };
  const provided = (Region: string) => ({
    ServiceConfigurations: [
      { ServiceId: 'vpce-svc-0123456789abcdef0', ServiceName: name, SupportedRegions: [{ Region }] },
    ],
  });
  it.each([
    ['that this account was shown', { tokyo: { ServiceDetails: [detail] } }, 'yes'],
    ['opened to Tokyo, to whom nobody read', { oregon: provided('ap-northeast-1') }, 'unknown'],
    ['not opened to Tokyo', { oregon: provided('us-west-2') }, 'no'],
    ['that nothing names', {}, 'unknown'],
  ])('%s', async (_, changes, answer) => {
    const explanation = await ask({ service: name, inventories: sides(changes) });
    expect(only(explanation, 'cross-region-endpoint').answer).toBe(answer);
  });
});

it('finds a resource endpoint by the ARN of what it leads to', async () => {
  const arn = 'arn:aws:vpc-lattice:us-west-2:222222222222:resourceconfiguration/rcfg-0123';
  const changed = (oregonInventory().VpcEndpoints ?? []).map((record) => ({
    ...record,
    VpcEndpointType: 'Resource',
    ServiceName: undefined,
    ResourceConfigurationArn: arn,
  }));
  const explanation = await ask({
    service: arn,
    inventories: sides({ oregon: { VpcEndpoints: changed } }),
    config: { servicePorts: { [arn]: [443] } },
  });
  expect(explanation).toMatchObject({ answer: 'yes', question: { serviceName: arn } });
});

describe('what to build', () => {
  it('is a peering with a VPC that has the endpoint, where one is known', async () => {
    const explanation = await ask({ inventories: sides({ tokyo: noPeering, oregon: noPeering }) });
    const { because, steps } = only(explanation, 'build');
    expect(because).toContain('vpc-oregon there (account 222222222222) has the endpoint vpce-1');
    expect(steps.map(({ what }) => what.split(/[ :]/, 3).join(' '))).toEqual([
      'Ask for a',
      'Accept the peering',
      'Route 10.2.0.0/16 to',
      'Route 10.1.0.0/16 to',
      'Let 10.1.0.0/16 in',
      'Lead HOST_NAME to',
    ]);
  });

  it('begins with a VPC where none is known, or its addresses overlap', async () => {
    const overlapping = {
      ...noPeering,
      Vpcs: [{ VpcId: 'vpc-oregon', OwnerId: '222222222222', CidrBlock: '10.1.0.0/20' }],
    };
    for (const far of [overlapping, { ...noPeering, VpcEndpoints: [] }]) {
      const explanation = await ask({ inventories: sides({ tokyo: noPeering, oregon: far }) });
      const { steps, placeholders } = only(explanation, 'build');
      expect(steps[0]?.what).toMatch(/^Create a VPC in us-west-2/);
      expect(placeholders.map(({ name }) => name)).toEqual([
        'SECURITY_GROUP_ID',
        'SERVICE_VPC_ID',
        'SERVICE_VPC_CIDR',
        'SERVICE_SUBNET_ID',
        'SERVICE_SUBNET_CIDR',
        'SERVICE_ZONE',
        'SERVICE_ROUTE_TABLE_ID',
        'PEERING_ID',
        'ENDPOINT_DNS_NAME',
        'ENDPOINT_ZONE_ID',
        'HOST_NAME',
        'HOSTED_ZONE_ID',
        'TIME',
      ]);
    }
  });
});

it('quotes what a shell would look into', async () => {
  const hostile = "rtb-'$(reboot)`x`;rm -rf /\n";
  const tables = [mainTable(hostile, 'vpc-tokyo', [local])];
  const { steps } = only(await ask({ inventories: sides({ tokyo: { RouteTables: tables } }) }), 'peering');
  const line = steps.flatMap(({ commands }) => commands).find((command) => command.includes('reboot')) ?? '';
  expect(line).toContain(`--route-table-id 'rtb-'\\''$(reboot)\`x\`;rm -rf /\n'`);
});

it('tells what stands in the way of one more table than the first', async () => {
  const tables = [
    { ...mainTable('rtb-a', 'vpc-tokyo', [local]), Associations: [{ SubnetId: 'subnet-a' }] },
    {
      ...mainTable('rtb-b', 'vpc-tokyo', [local, routeTo('10.2.0.0/24', { GatewayId: 'igw-1' })]),
      Associations: [{ SubnetId: 'subnet-b' }],
    },
  ];
  const { steps } = only(await ask({ inventories: sides({ tokyo: { RouteTables: tables } }) }), 'peering');
  expect(steps.flatMap(({ commands }) => commands)).toEqual(
    [
      'create-route --region ap-northeast-1 --route-table-id rtb-a --destination-cidr-block 10.2.0.0/24',
      'create-route --region ap-northeast-1 --route-table-id rtb-a --destination-cidr-block 10.2.1.0/24',
      'replace-route --region ap-northeast-1 --route-table-id rtb-b --destination-cidr-block 10.2.0.0/24',
      'create-route --region ap-northeast-1 --route-table-id rtb-b --destination-cidr-block 10.2.1.0/24',
    ].map((line) => `aws ec2 ${line} --vpc-peering-connection-id pcx-1`),
  );
});

it('tells a peering with an account that is not read as an open question', async () => {
  const foreign = peeringRecord({
    VpcPeeringConnectionId: 'pcx-2',
    AccepterVpcInfo: { OwnerId: '999999999999', Region: 'us-west-2', VpcId: 'vpc-foreign' },
  });
  const explanation = await ask({
    inventories: [
      ...sides({ tokyo: { VpcPeeringConnections: [foreign] }, oregon: noPeering }),
      inventoryOf(
        { accountId: tokyo.accountId, region: 'us-west-2' },
        { VpcEndpoints: [], VpcPeeringConnections: [] },
      ),
    ],
  });
  expect(explanation.answer).toBe('unknown');
  expect(only(explanation, 'peering').because).toMatch(
    /vpc-foreign \(999999999999 us-west-2\), whose endpoints were not read/,
  );
  expect(explanation.coverage.scopes).toContainEqual({
    accountId: '999999999999',
    region: 'us-west-2',
    status: 'excluded',
    because: 'not an account of the organization',
    reads: [],
  });
});
