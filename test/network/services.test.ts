import { describe, expect, it } from 'vitest';
import type { Inventory } from '#model/inventory.ts';
import type { VpcEndpoint } from '#model/records.ts';
import { createServiceLookup, type ServicePorts } from '#network/services.ts';
import {
  bedrockRuntime,
  endpointRecord,
  inventoryOf,
  networkOf,
  oregon,
  tokyo,
} from '#test/builders/network.ts';

const vpceSvc = 'com.amazonaws.vpce.us-west-2.vpce-svc-0123';

const lookUp = (
  endpoint: Partial<VpcEndpoint>,
  own: Inventory = {},
  others: Inventory = {},
  configured: ServicePorts = {},
) => {
  const network = networkOf(
    inventoryOf(oregon, { ...own, VpcEndpoints: [endpointRecord(endpoint)] }),
    inventoryOf(tokyo, others),
  );
  const found = network.endpoints.get('vpce-1');
  if (found === undefined) throw new Error('no endpoint');
  return createServiceLookup(network, configured)(found);
};

const detail = (ServiceName: string, Owner?: string) => ({
  ServiceDetails: [{ ServiceName, ...(Owner === undefined ? {} : { Owner }) }],
});

const acme = 'com.amazonaws.us-west-2.acme';
const said = (owner: string) => ({ owner, ownerSource: 'service-details' });
const named = (owner: string | null) => ({ owner, ownerSource: 'service-name' });

describe('the owner', () => {
  const offered = { ServiceConfigurations: [{ ServiceId: 'vpce-svc-0123', ServiceName: vpceSvc }] };

  it.each([
    {
      rule: 'is what AWS says',
      name: bedrockRuntime,
      own: detail(bedrockRuntime, 'amazon'),
      owner: said('amazon'),
    },
    {
      rule: 'is read in any letter case',
      name: bedrockRuntime,
      own: detail(bedrockRuntime, 'Amazon'),
      owner: said('amazon'),
    },
    {
      rule: 'is a partner under a name like AWS’s',
      name: acme,
      own: detail(acme, 'aws-marketplace'),
      owner: said('aws-marketplace'),
    },
    {
      rule: 'is not taken from another scope’s details',
      name: vpceSvc,
      others: detail(vpceSvc, '999999999999'),
      owner: named(null),
    },
    {
      rule: 'is the scanned account that offers it',
      name: vpceSvc,
      others: offered,
      owner: { owner: tokyo.accountId, ownerSource: 'service-configuration' },
    },
    {
      rule: 'is what AWS says before who offers it',
      name: vpceSvc,
      own: detail(vpceSvc, '333333333333'),
      others: offered,
      owner: said('333333333333'),
    },
    {
      rule: 'is amazon by the name when details lack it',
      name: bedrockRuntime,
      own: detail(bedrockRuntime),
      owner: named('amazon'),
    },
    { rule: 'of an endpoint service nobody offers is not told', name: vpceSvc, owner: named(null) },
    {
      rule: 'of any other name is unknown',
      name: 'acme.us-west-2.db',
      owner: { owner: null, ownerSource: 'unknown' },
    },
  ])('$rule', ({ name, own, others, owner }) => {
    expect(lookUp({ ServiceName: name }, own, others)).toMatchObject(owner);
  });
});

describe('the Region', () => {
  it.each([
    ['us-east-1', 'us-east-1'],
    ['', 'us-west-2'],
    [' US-East-1', 'us-east-1'],
  ])('for ServiceRegion %j is %s', (ServiceRegion, region) => {
    expect(lookUp({ ServiceRegion }).region).toBe(region);
  });

  it('is the endpoint’s own when ServiceRegion is absent, whatever the name says', () => {
    const { ServiceRegion: _, ...record } = endpointRecord({ ServiceName: 'com.amazonaws.eu-west-1.kms' });
    const network = networkOf(inventoryOf(oregon, { VpcEndpoints: [record] }));
    const [endpoint] = network.endpoints.values();
    expect(endpoint && createServiceLookup(network, {})(endpoint).region).toBe('us-west-2');
  });
});

describe('family and ports', () => {
  it.each([
    [bedrockRuntime, 'bedrock', [443]],
    ['com.amazonaws.us-west-2.kms', null, [443]],
    ['com.amazonaws.us-west-2.email-smtp', null, [587]],
    ['com.amazonaws.us-west-2.cassandra', null, [9142]],
    ['com.amazonaws.us-west-2.cassandra-fips', null, [9142]],
    ['com.amazonaws.us-west-2.transfer.server', null, [22]],
    ['com.amazonaws.us-west-2.transfer', null, [443]],
    [vpceSvc, null, null],
    ['acme.bedrock', null, null],
  ])('of %s are %s and %j', (ServiceName, family, ports) => {
    expect(lookUp({ ServiceName })).toMatchObject({ family, ports });
  });

  it('are nobody’s when a partner owns a Bedrock-like name', () => {
    const own = { ServiceDetails: [{ ServiceName: bedrockRuntime, Owner: 'aws-marketplace' }] };
    expect(lookUp({}, own)).toMatchObject({ family: null, ports: null });
  });

  it('of an AWS-owned endpoint service are not guessed from its name', () => {
    const own = { ServiceDetails: [{ ServiceName: vpceSvc, Owner: 'amazon' }] };
    expect(lookUp({ ServiceName: vpceSvc }, own)).toMatchObject({
      owner: 'amazon',
      family: null,
      ports: null,
    });
  });
});

it.each(['Resource', 'ServiceNetwork', 'tunnel'])(
  'an endpoint of type %s has no service',
  (VpcEndpointType) => {
    expect(lookUp({ VpcEndpointType })).toMatchObject({
      name: null,
      owner: null,
      ownerSource: 'unknown',
      ports: null,
    });
  },
);

describe('the host name', () => {
  it.each<[string, object, string | null]>([
    [
      'is AWS’s',
      { PrivateDnsName: 'bedrock-runtime.us-west-2.amazonaws.com' },
      'bedrock-runtime.us-west-2.amazonaws.com',
    ],
    [
      'is never a wildcard',
      { PrivateDnsName: '*.s3.aws', PrivateDnsNames: [{ PrivateDnsName: 's3.aws' }] },
      's3.aws',
    ],
    [
      'is the first, not a shorter one of dual stack',
      {
        PrivateDnsName: 'monitoring.us-west-2.amazonaws.com',
        PrivateDnsNames: [
          { PrivateDnsName: 'monitoring.us-west-2.amazonaws.com' },
          { PrivateDnsName: 'monitoring.us-west-2.api.aws' },
        ],
      },
      'monitoring.us-west-2.amazonaws.com',
    ],
    ['is not guessed', {}, null],
  ])('%s', (_, fields, hostName) => {
    expect(lookUp({}, { ServiceDetails: [{ ServiceName: bedrockRuntime, ...fields }] }).hostName).toBe(
      hostName,
    );
  });
});

describe('the ports of a service', () => {
  const arn = 'arn:aws:vpc-lattice:us-west-2:222222222222:resourceconfiguration/rcfg-1';
  it.each<[string, Partial<VpcEndpoint>, ServicePorts, number[] | null]>([
    ['an AWS service', {}, {}, [443]],
    ['one that listens elsewhere', { ServiceName: 'com.amazonaws.us-west-2.email-smtp' }, {}, [587]],
    ['one configured by its part', {}, { 'bedrock-runtime': [8443, 443, 443] }, [443, 8443]],
    ['one configured by its whole name', { ServiceName: vpceSvc }, { [vpceSvc]: [6379] }, [6379]],
    ['an endpoint service', { ServiceName: vpceSvc }, {}, null],
    ['a resource', { VpcEndpointType: 'Resource', ResourceConfigurationArn: arn }, {}, null],
    [
      'a configured resource',
      { VpcEndpointType: 'Resource', ResourceConfigurationArn: arn },
      { [arn]: [5432] },
      [5432],
    ],
    ['a name that is a property of every object', { ServiceName: 'constructor' }, {}, null],
  ])('%s', (_, endpoint, configured, ports) => {
    expect(lookUp(endpoint, {}, {}, configured).ports).toEqual(ports);
  });
});
