import { describe, expect, it } from 'vitest';
import type { Inventory, InventoryKey } from '#model/inventory.ts';
import { operations } from '#model/inventory.ts';
import type { ResourceRecordSet, VpcEndpoint } from '#model/records.ts';
import {
  bedrockEndpoint,
  dhcpOf,
  hostName,
  inOwnVpc,
  oregonInventory,
  overPeering,
  ownName,
  record,
  type Told,
  tokyoInventory,
  vpcOf,
  zonalName,
  zoneOf,
} from '#test/builders/names.ts';
import { endpointRecord, oregon, tokyo } from '#test/builders/network.ts';

const off = { Value: false };
const statuses = {
  endpoint: 'pass',
  elsewhere: 'fail',
  public: 'fail',
  nxdomain: 'fail',
  unknown: 'unknown',
};

/** What is expected of an answer about the usual host name. */
const told = (resolves: Told['resolves'], resource: string | null) => ({
  name: hostName,
  resolves,
  hop: { status: statuses[resolves], resource },
});

const bedrock = (fields: Partial<VpcEndpoint>): Inventory => ({
  VpcEndpoints: [{ ...bedrockEndpoint, ...fields }],
});

describe('in the endpoint’s own VPC', () => {
  it.each<[string, Inventory, Told['resolves'], string | null]>([
    ['private DNS answers', {}, 'endpoint', 'vpce-1'],
    ['private DNS is off', bedrock({ PrivateDnsEnabled: false }), 'public', null],
    ['AWS did not say whether it is on', bedrock({ PrivateDnsEnabled: undefined }), 'unknown', 'vpce-1'],
    [
      'it is for inbound Resolver endpoints alone',
      bedrock({ DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true } }),
      'public',
      null,
    ],
    ['the endpoint is not accepted', bedrock({ State: 'pendingAcceptance' }), 'public', null],
    [
      'host names are off',
      { Vpcs: [vpcOf('vpc-oregon', oregon, { EnableDnsHostnames: off })] },
      'public',
      null,
    ],
    [
      'DNS is off',
      { Vpcs: [vpcOf('vpc-oregon', oregon, { EnableDnsSupport: off })] },
      'nxdomain',
      'vpc-oregon',
    ],
    [
      'the zone that AWS makes of it is listed',
      { HostedZones: [managedZone('vpc-oregon', `${hostName}.`)] },
      'endpoint',
      'vpce-1',
    ],
    [
      'a zone of AWS that no endpoint explains is more specific',
      { ...bedrock({ PrivateDnsEnabled: false }), HostedZones: [managedZone('vpc-oregon', `${hostName}.`)] },
      'unknown',
      'ZAWS',
    ],
  ])('%s', (_, inventory, resolves, resource) =>
    expect(inOwnVpc(inventory)).toMatchObject(told(resolves, resource)),
  );

  it('names the endpoint’s own name when the usual one is public', () => {
    expect(inOwnVpc(bedrock({ PrivateDnsEnabled: false })).hop.detail).toContain(`"${ownName}"`);
  });
});

function managedZone(VPCId: string, Name: string) {
  return { HostedZoneId: 'ZAWS', Name, Owner: { OwningService: 'vpce.amazonaws.com' }, VPCs: [{ VPCId }] };
}

const other = endpointRecord({
  VpcEndpointId: 'vpce-2',
  VpcId: 'vpc-tokyo',
  OwnerId: tokyo.accountId,
  PrivateDnsEnabled: true,
  DnsEntries: [{ DnsName: 'vpce-2-x.bedrock-runtime.us-west-2.vpce.amazonaws.com' }, { DnsName: hostName }],
});

/** One whose private DNS has a wildcard alone, which does not stand for the name it lies below. */
const wild = {
  ...other,
  ServiceName: 'com.amazonaws.us-west-2.wild',
  DnsEntries: [{ DnsName: `*.${hostName}` }],
};

const zone = (name: string, ...records: ResourceRecordSet[]): Inventory => ({
  HostedZones: [zoneOf(name, records)],
});
const host = `${hostName}.`;

describe('over the peering', () => {
  it.each<[string, Inventory, Told['resolves'], string | null]>([
    ['another endpoint takes all below the name', { VpcEndpoints: [wild] }, 'nxdomain', 'vpce-2'],
    ['nothing answers there: the peer’s private DNS does not reach it', {}, 'public', null],
    ['another endpoint takes the name', { VpcEndpoints: [other] }, 'elsewhere', 'vpce-2'],
    ['an alias to the endpoint', zone(host, record(host, 'A', `${ownName}.`)), 'endpoint', 'Z1'],
    ['an alias to one zone of it', zone(host, record(host, 'A', `${zonalName}.`)), 'endpoint', 'Z1'],
    ['an alias with dualstack', zone(host, record(host, 'AAAA', `dualstack.${ownName}.`)), 'endpoint', 'Z1'],
    [
      'in other letters',
      zone(host.toUpperCase(), record(host.toUpperCase(), 'a', ownName.toUpperCase())),
      'endpoint',
      'Z1',
    ],
    [
      'a CNAME to the endpoint',
      zone('us-west-2.amazonaws.com.', record(host, 'CNAME', [ownName])),
      'endpoint',
      'Z1',
    ],
    ['its addresses', zone(host, record(host, 'A', ['10.2.0.5'])), 'endpoint', 'Z1'],
    [
      'its IPv6 address in another spelling',
      zone(host, record(host, 'AAAA', ['2001:DB8:0:0::5'])),
      'endpoint',
      'Z1',
    ],
    ['another address', zone(host, record(host, 'A', ['10.2.0.6'])), 'elsewhere', 'Z1'],
    [
      'one of its addresses and another',
      zone(host, record(host, 'A', ['10.2.0.5', '10.9.9.9'])),
      'unknown',
      'Z1',
    ],
    [
      'another endpoint’s name',
      {
        VpcEndpoints: [{ ...other, PrivateDnsEnabled: false }],
        ...zone(host, record(host, 'A', 'vpce-2-x.bedrock-runtime.us-west-2.vpce.amazonaws.com')),
      },
      'elsewhere',
      'Z1',
    ],
    ['a name that nobody knows', zone(host, record(host, 'CNAME', ['proxy.example.com'])), 'elsewhere', 'Z1'],
    [
      'two records that disagree',
      zone(host, record(host, 'A', ownName), record(host, 'A', ['10.9.9.9'])),
      'unknown',
      'Z1',
    ],
    ['a record without a target', zone(host, { Name: host, Type: 'A' }), 'unknown', 'Z1'],
    ['a zone without the record', zone('amazonaws.com.'), 'nxdomain', 'Z1'],
    ['a zone with a TXT record alone', zone(host, record(host, 'TXT', ['x'])), 'nxdomain', 'Z1'],
    [
      'a wildcard record',
      zone('amazonaws.com.', record('\\052.us-west-2.amazonaws.com.', 'A', ownName)),
      'endpoint',
      'Z1',
    ],
    [
      'a wildcard further up',
      zone('amazonaws.com.', record('*.amazonaws.com.', 'A', ownName)),
      'endpoint',
      'Z1',
    ],
    [
      'a wildcard above a name that exists',
      zone(
        'amazonaws.com.',
        record('*.amazonaws.com.', 'A', ownName),
        record('x.us-west-2.amazonaws.com.', 'A', ['10.0.0.1']),
      ),
      'nxdomain',
      'Z1',
    ],
    [
      'a wildcard below the name alone',
      zone('amazonaws.com.', record(`*.${host}`, 'A', ownName)),
      'nxdomain',
      'Z1',
    ],
    ['a zone for all names', zone('.', record('*.', 'A', ownName)), 'endpoint', 'Z1'],
    [
      'a part given to other name servers',
      zone('amazonaws.com.', record('us-west-2.amazonaws.com.', 'NS', ['ns.x.'])),
      'unknown',
      'Z1',
    ],
    [
      'a CNAME to a record of the same zone',
      zone(
        'amazonaws.com.',
        record(host, 'CNAME', ['a.amazonaws.com.']),
        record('a.amazonaws.com.', 'A', ownName),
      ),
      'endpoint',
      'Z1',
    ],
    ['a CNAME to itself', zone(host, record(host, 'CNAME', [host])), 'unknown', null],
    [
      'a zone of another domain',
      zone('example.com.', record('example.com.', 'A', ['10.0.0.1'])),
      'public',
      null,
    ],
    ['a zone whose name only ends alike', zone('2.amazonaws.com.'), 'public', null],
    [
      'the more specific zone',
      {
        HostedZones: [
          zoneOf('amazonaws.com.', []),
          zoneOf(host, [record(host, 'A', ownName)], { HostedZoneId: 'Z2' }),
        ],
      },
      'endpoint',
      'Z2',
    ],
    [
      'a zone of other VPCs',
      { HostedZones: [zoneOf(host, [], { VPCs: [{ VPCId: 'vpc-x' }] })] },
      'public',
      null,
    ],
    [
      'host names are off',
      { ...zone(host), Vpcs: [vpcOf('vpc-tokyo', tokyo, { EnableDnsHostnames: off })] },
      'public',
      null,
    ],
    ['DNS is off', { Vpcs: [vpcOf('vpc-tokyo', tokyo, { EnableDnsSupport: off })] }, 'nxdomain', 'vpc-tokyo'],
    ['name servers of one’s own', { DhcpOptions: [dhcpOf('10.0.0.2')] }, 'unknown', 'dopt-1'],
    ['AWS’s and one’s own', { DhcpOptions: [dhcpOf('AmazonProvidedDNS', '10.0.0.2')] }, 'unknown', 'dopt-1'],
    ['no name server', { DhcpOptions: [dhcpOf()] }, 'unknown', 'dopt-1'],
    [
      'no DHCP options',
      { Vpcs: [vpcOf('vpc-tokyo', tokyo, { DhcpOptionsId: 'default' })] },
      'unknown',
      'default',
    ],
  ])('%s', (_, inventory, resolves, resource) =>
    expect(overPeering(inventory)).toMatchObject(told(resolves, resource)),
  );

  it('names the endpoint’s own name only where that leads to it', () => {
    expect(overPeering().hop.detail).toContain(`"${ownName}"`);
    expect(overPeering(zone('amazonaws.com.')).hop.detail).not.toContain('own name');
  });

  it('does not know the endpoint’s addresses when its interfaces were not read', () => {
    const { NetworkInterfaces: _, ...unread } = oregonInventory();
    const answer = overPeering(zone(host, record(host, 'A', ['10.2.0.5'])), {
      NetworkInterfaces: [],
      ...unread,
    });
    expect(answer).toMatchObject(told('unknown', 'Z1'));
    expect(answer.hop.detail).toContain('DescribeNetworkInterfaces');
  });
});

const rules = (...told: [domain: string, type: string, status?: string][]): Inventory => ({
  ResolverRules: told.map(([DomainName, RuleType], index) => ({ Id: `rr-${index}`, DomainName, RuleType })),
  ResolverRuleAssociations: told.map(([, , Status = 'COMPLETE'], index) => ({
    Id: `a-${index}`,
    ResolverRuleId: `rr-${index}`,
    VPCId: 'vpc-tokyo',
    Status,
  })),
});
const leading = zone(host, record(host, 'A', ownName));

describe('Resolver rules', () => {
  it.each<[string, Inventory, Told['resolves'], string | null]>([
    ['Resolver’s own for everything', rules(['.', 'RECURSIVE']), 'public', null],
    ['forward everything', rules(['.', 'FORWARD']), 'unknown', 'rr-0'],
    ['forward the domain', rules(['amazonaws.com.', 'FORWARD']), 'unknown', 'rr-0'],
    ['forward another domain', rules(['corp.internal.', 'FORWARD']), 'public', null],
    ['bring the domain back', rules(['com.', 'FORWARD'], ['amazonaws.com.', 'SYSTEM']), 'public', null],
    [
      'bring it back, perhaps',
      rules(['com.', 'FORWARD'], ['amazonaws.com.', 'SYSTEM', 'CREATING']),
      'unknown',
      'rr-0',
    ],
    [
      'forward more than is brought back',
      rules(['us-west-2.amazonaws.com.', 'FORWARD'], ['com.', 'SYSTEM']),
      'unknown',
      'rr-0',
    ],
    [
      'a zone more specific than the rule',
      { ...leading, ...rules(['amazonaws.com.', 'FORWARD']) },
      'endpoint',
      'Z1',
    ],
    ['a rule for the zone’s own domain', { ...leading, ...rules([host, 'FORWARD']) }, 'unknown', 'rr-0'],
    [
      'a rule more specific than the zone',
      { ...zone('com.'), ...rules([host, 'FORWARD']) },
      'unknown',
      'rr-0',
    ],
    ['a delegation has no domain of its own', rules(['amazonaws.com.', 'DELEGATE']), 'public', null],
    ['of a type of a later date', rules(['amazonaws.com.', 'TELEPORT']), 'unknown', 'rr-0'],
    ['a rule that was not told', { ResolverRules: [] }, 'unknown', 'rr-own'],
  ])('%s', (_, inventory, resolves, resource) =>
    expect(overPeering(inventory)).toMatchObject(told(resolves, resource)),
  );
});

const profile = (ResourceArn: string, fields: object = {}, held: Inventory = {}): Inventory => ({
  ProfileAssociations: [{ Id: 'pa', ProfileId: 'rp-1', ResourceId: 'vpc-tokyo', Status: 'COMPLETE' }],
  ProfileResourceAssociations: [
    { Id: 'pr', ProfileId: 'rp-1', ResourceArn, OwnerId: oregon.accountId, ...fields },
  ],
  ...held,
});
const zoneArn = 'arn:aws:route53:::hostedzone/ZP';
const endpointArn = `arn:aws:ec2:us-west-2:${oregon.accountId}:vpc-endpoint/vpce-1`;
const ruleArn = 'arn:aws:route53resolver:ap-northeast-1:222222222222:resolver-rule/rr-p';
const recordsOf = (name: string, ...records: ResourceRecordSet[]) => ({
  ResourceRecordSets: zoneOf(name, records).ResourceRecordSets,
});
const rule = (DomainName: string, RuleType = 'FORWARD'): Inventory => ({
  ResolverRules: [
    { Id: 'rr-own', DomainName: '.', RuleType: 'RECURSIVE' },
    { Id: 'rr-p', DomainName, RuleType },
  ],
});

describe('a Route 53 Profile', () => {
  it.each<[string, Inventory, Told['resolves'], string | null]>([
    ['holds the endpoint', profile(endpointArn), 'endpoint', 'vpce-1'],
    [
      'holds an endpoint that was not read',
      profile(endpointArn.replace('vpce-1', 'vpce-9')),
      'unknown',
      'vpce-9',
    ],
    [
      'holds a zone that leads there',
      profile(zoneArn, recordsOf(host, record(host, 'A', ownName))),
      'endpoint',
      'ZP',
    ],
    ['holds a zone without the record', profile(zoneArn, recordsOf('amazonaws.com.')), 'nxdomain', 'ZP'],
    ['holds a zone that was not read', profile(zoneArn), 'unknown', 'ZP'],
    [
      'holds a zone of which the SOA was kept',
      profile(zoneArn, { ResourceRecordSets: [record('com.', 'SOA', ['x'])] }),
      'unknown',
      'ZP',
    ],
    [
      'holds such a zone of another domain',
      profile(zoneArn, { ResourceRecordSets: [record('net.', 'SOA', ['x'])] }),
      'public',
      null,
    ],
    ['holds a rule', profile(ruleArn, {}, rule('amazonaws.com.')), 'unknown', 'rr-p'],
    ['holds a rule for another domain', profile(ruleArn, {}, rule('corp.internal.')), 'public', null],
    ['holds a rule that was not told', profile(ruleArn), 'unknown', 'rr-p'],
    [
      'holds a firewall',
      profile('arn:aws:route53resolver:x:1:firewall-rule-group/rslvr-frg-1'),
      'public',
      null,
    ],
    ['is about to hold it', profile(endpointArn, { Status: 'CREATING' }), 'unknown', 'vpce-1'],
    ['held it', profile(endpointArn, { Status: 'DELETED' }), 'public', null],
    [
      'is about to be the VPC’s',
      {
        ...profile(endpointArn),
        ProfileAssociations: [{ Id: 'pa', ProfileId: 'rp-1', ResourceId: 'vpc-tokyo', Status: 'CREATING' }],
      },
      'unknown',
      'rp-1',
    ],
    [
      'is another VPC’s',
      {
        ...profile(endpointArn),
        ProfileAssociations: [{ Id: 'pa', ProfileId: 'rp-1', ResourceId: 'vpc-x' }],
      },
      'public',
      null,
    ],
    [
      'its zone and the VPC’s own of the same domain disagree, and which goes first is not known',
      { ...profile(zoneArn, recordsOf(host)), ...leading },
      'unknown',
      'Z1',
    ],
    [
      'its zone and the VPC’s own of the same domain agree',
      { ...profile(zoneArn, recordsOf(host, record(host, 'A', ownName))), ...leading },
      'endpoint',
      'Z1',
    ],
    [
      'its more specific zone goes first',
      { ...profile(zoneArn, recordsOf(host, record(host, 'A', ownName))), ...zone('amazonaws.com.') },
      'endpoint',
      'ZP',
    ],
    [
      'its rule against the VPC’s zone is not known',
      { ...profile(ruleArn, {}, rule(host)), ...leading },
      'unknown',
      'rr-p',
    ],
    [
      'whether the VPC’s rule brings back what its rule forwards is not known',
      {
        ...profile(ruleArn),
        ResolverRules: [
          { Id: 'rr-own', DomainName: 'amazonaws.com.', RuleType: 'SYSTEM' },
          { Id: 'rr-p', DomainName: 'amazonaws.com', RuleType: 'FORWARD' },
        ],
      },
      'unknown',
      'rr-p',
    ],
  ])('%s', (_, inventory, resolves, resource) =>
    expect(overPeering(inventory)).toMatchObject(told(resolves, resource)),
  );
});

describe('what was not read', () => {
  const needed: InventoryKey[] = [
    'VpcEndpoints',
    'Vpcs',
    'DhcpOptions',
    'HostedZones',
    'ResolverRuleAssociations',
    'ResolverRules',
    'ProfileAssociations',
    'ProfileResourceAssociations',
  ];
  const failed = { complete: false, cause: 'access-denied' as const };

  it.each(needed)('%s alone, missing or broken, is named with its scope', (key) => {
    const answer = overPeering({ ...leading, Coverage: { [operations[key]]: failed } });
    expect(answer).toMatchObject({ resolves: 'unknown', hop: { status: 'unknown' } });
    expect(answer.hop.detail).toContain(operations[key]);
    expect(answer.hop.detail).toContain(`${tokyo.accountId}/${tokyo.region}`);
    expect(overPeering({ ...leading, [key]: undefined }).resolves).toBe('unknown');
  });

  it.each(['EnableDnsSupport', 'EnableDnsHostnames'])('%s of the VPC', (attribute) => {
    const { [attribute]: _, ...vpc } = vpcOf('vpc-tokyo', tokyo);
    const answer = overPeering({ ...leading, Vpcs: [vpc as typeof vpc & { VpcId: string }] });
    expect(answer.resolves).toBe('unknown');
    expect(answer.hop.detail).toContain('DescribeVpcAttribute');
  });

  it('the VPC’s own record', () => {
    expect(overPeering({ ...leading, Vpcs: [] }).hop.detail).toContain('did not tell of vpc-tokyo');
  });

  it('the records of a zone', () => {
    const { ResourceRecordSets: _, ...bare } = zoneOf('com.', [], {
      Owner: { OwningAccount: '999999999999' },
    });
    const answer = overPeering({ HostedZones: [bare] });
    expect(answer).toMatchObject(told('unknown', 'Z1'));
    expect(answer.hop.detail).toContain('ListResourceRecordSets in account 999999999999');
  });

  it('the service’s name', () => {
    const answer = overPeering({}, { Coverage: { DescribeVpcEndpointServices: failed }, ServiceDetails: [] });
    expect(answer).toMatchObject({ name: null, resolves: 'unknown' });
    expect(answer.hop.detail).toContain('DescribeVpcEndpointServices');
  });

  it('a participant’s view of a shared VPC proves nothing', () => {
    const shared = tokyoInventory({ Vpcs: [vpcOf('vpc-tokyo', { ...tokyo, accountId: '333333333333' })] });
    const answer = overPeering(shared);
    expect(answer.resolves).toBe('unknown');
    expect(answer.hop.detail).toContain('was not scanned');
  });
});

describe('a service without a usual host name', () => {
  const nameless = {
    ServiceDetails: [{ ServiceName: 'com.amazonaws.us-west-2.bedrock-runtime', Owner: 'amazon' }],
  };

  it('is called by the endpoint’s own name, which public DNS knows', () => {
    const answer = overPeering({}, { ...nameless, ...bedrock({ DnsEntries: [{ DnsName: ownName }] }) });
    expect(answer).toMatchObject({ name: ownName, resolves: 'endpoint', hop: { status: 'pass' } });
  });

  it('unless a zone hides that name', () => {
    const answer = overPeering(zone('amazonaws.com.'), nameless);
    expect(answer).toMatchObject({ name: ownName, resolves: 'nxdomain', hop: { status: 'fail' } });
  });

  it('or no such name was told', () => {
    const answer = overPeering({}, { ...nameless, ...bedrock({ DnsEntries: [] }) });
    expect(answer).toMatchObject({ name: null, resolves: 'unknown' });
  });

  it('is not judged by a wildcard', () => {
    const ServiceDetails = [
      { ServiceName: 'com.amazonaws.us-west-2.bedrock-runtime', PrivateDnsName: '*.x.aws' },
    ];
    const answer = overPeering({}, { ServiceDetails });
    expect(answer).toMatchObject({ name: null, resolves: 'unknown' });
    expect(answer.hop.detail).toContain('"*.x.aws"');
  });
});

it('a gateway endpoint takes what goes to the public address', () => {
  const answer = inOwnVpc(bedrock({ VpcEndpointType: 'Gateway', PrivateDnsEnabled: false, DnsEntries: [] }));
  expect(answer).toMatchObject({ resolves: 'public', hop: { status: 'pass' } });
});
