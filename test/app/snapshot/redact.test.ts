import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPseudonyms } from '#app/snapshot/pseudonyms.ts';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { createRedactor, type Redactor } from '#app/snapshot/redact.ts';
import { createRules } from '#app/snapshot/redact-text.ts';
import type { Rule } from '#app/snapshot/redaction-plan.ts';
import { findPaths } from '#classify/find-paths.ts';
import { organizationalUnitIdsOf } from '#model/account.ts';
import { configSchema } from '#model/config.ts';
import { inventorySchema, type ScopedInventory } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { Organization } from '#model/snapshot.ts';
import { joinInventories } from '#network/join.ts';

const dir = fileURLToPath(new URL('../../../src/sandbox/organization', import.meta.url));
const { organization, inventories } = await readSnapshot(dir);
const filled = inventories.filter(({ inventory }) => (inventory.Vpcs ?? []).length > 0);

const redactAll = (redactor: Redactor, scoped: readonly ScopedInventory[]): ScopedInventory[] =>
  scoped.map(({ scope, inventory }) => redactor.inventory(scope, inventory));

/** Every string of a value, keys included. */
const stringsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, item]) => [key, ...stringsOf(item)])
      : [];

/** Accounts, resource IDs, hosted zones and organization IDs, wherever they are written. */
const identifiers =
  /\b\d{12}\b|\b[a-z]+(?:-[a-z]+)*-(?:[0-9a-f]{17}|[0-9a-f]{8})\b|\bZ[A-Z0-9]{8,}\b|\bo-[a-z0-9]{10}\b/g;
const identifiersIn = (value: unknown): string[] =>
  stringsOf(value).flatMap((text) => text.match(identifiers) ?? []);

/** Names that a person chose: of accounts, VPCs, groups, teams, services and domains. */
const chosenNames = [
  ...organization.Accounts.map(({ Name = '' }) => Name),
  ...inventories.flatMap(({ inventory }) => [
    ...Object.values(inventory).flatMap((list) =>
      Array.isArray(list)
        ? list.flatMap((record: { Tags?: { Value?: string }[] }) =>
            (record.Tags ?? []).map(({ Value = '' }) => Value),
          )
        : [],
    ),
    ...(inventory.SecurityGroups ?? []).map(({ GroupName = '' }) => GroupName),
  ]),
  'observability.example',
  'OrganizationOnly',
].filter((name) => name.includes('-') || name.includes('.') || /[A-Z]/.test(name));

describe('the demo organization, redacted', () => {
  const redactor = createRedactor('a key');
  const redacted = redactAll(redactor, inventories);
  const output = JSON.stringify([redactor.organization(organization), redacted]);

  it('has no identifier and no chosen name of the original', () => {
    const originals = new Set([...identifiersIn([organization, inventories]), ...chosenNames]);
    expect(originals.size).toBeGreaterThan(120);
    // The tag of an endpoint, but also the name of AWS's own service.
    originals.delete('bedrock-runtime');
    expect([...originals].filter((name) => output.includes(name))).toEqual([]);
  });

  it('keeps the shape of IDs, and what is AWS its own', () => {
    const hub = redacted.find(({ inventory }) => JSON.stringify(inventory).includes('bedrock-runtime'));
    const [zone] = redacted.flatMap(({ inventory }) => inventory.HostedZones ?? []);
    expect(hub?.scope.accountId).toMatch(/^\d{12}$/);
    for (const { scope, inventory } of redacted) {
      for (const endpoint of inventory.VpcEndpoints ?? []) {
        expect(endpoint.VpcEndpointId).toMatch(/^vpce-[0-9a-f]{17}$/);
        expect(endpoint.OwnerId).toBe(scope.accountId);
      }
    }
    expect(zone?.Name).toBe('bedrock-runtime.us-west-2.amazonaws.com.');
    const alias = zone?.ResourceRecordSets?.find(({ Type }) => Type === 'A')?.AliasTarget?.DNSName;
    expect(alias).toMatch(
      /^vpce-[0-9a-f]{17}-[0-9a-f]{8}\.bedrock-runtime\.us-west-2\.vpce\.amazonaws\.com\.$/,
    );
    const owners = redacted.flatMap(({ inventory }) =>
      (inventory.ServiceDetails ?? []).map((it) => it.Owner ?? ''),
    );
    const accounts = redacted.map(({ scope }) => scope.accountId);
    const outside = owners.filter((owner) => !['amazon', 'aws-marketplace', ...accounts].includes(owner));
    // Who owns a service outside the organization is one of its peerings' strangers, too, under the same name.
    const stranger = redacted
      .flatMap(({ inventory }) => inventory.VpcPeeringConnections ?? [])
      .flatMap(({ AccepterVpcInfo }) => AccepterVpcInfo?.OwnerId ?? [])
      .find((owner) => !accounts.includes(owner));
    expect(stranger).toMatch(/^(?!444444444444)\d{12}$/);
    expect(outside).toEqual([stranger]);
    expect(owners).toContain('amazon');
    expect(owners).toContain('aws-marketplace');
  });

  it('tells of an endpoint service’s consumers who is of the organization, and who is everyone', () => {
    const accounts = new Set(redacted.map(({ scope }) => scope.accountId));
    const consumers = redacted.flatMap(({ inventory }) => inventory.VpcEndpointConnections ?? []);
    const strangers = consumers.filter(({ VpcEndpointOwner = '' }) => !accounts.has(VpcEndpointOwner));
    expect([consumers.length, strangers.length]).toEqual([4, 1]);
    const allowed = redacted.flatMap(({ inventory }) =>
      (inventory.ServiceConfigurations ?? []).map(({ AllowedPrincipals = [] }) =>
        AllowedPrincipals.map(({ Principal = '' }) => Principal.split(':')[4] ?? Principal),
      ),
    );
    const known = ['111111111111', '222222222222'].map(
      (account) => redactor.inventory({ accountId: account, region: 'us-west-2' }, {}).scope.accountId,
    );
    expect(allowed).toEqual([['*'], [...known, strangers[0]?.VpcEndpointOwner]]);
  });

  it('tells which accounts lie in which unit', () => {
    const { Accounts, OrganizationalUnits = [] } = redactor.organization(organization);
    const [workloads, payments] = OrganizationalUnits.map(({ Id }) => Id);
    const root = OrganizationalUnits[0]?.ParentId;
    expect(OrganizationalUnits[1]?.ParentId).toBe(workloads);
    expect(Accounts.map(organizationalUnitIdsOf)).toEqual([
      [root],
      [root, workloads, payments],
      [root, workloads],
    ]);
    expect(Accounts.map(({ ParentId }) => ParentId)).toEqual([root, payments, workloads]);
  });

  it('is the same for the same key, and another for another', () => {
    expect(JSON.stringify(redactAll(createRedactor('a key'), inventories))).toBe(JSON.stringify(redacted));
    const other = redactAll(createRedactor('another key'), inventories);
    const [ours, theirs] = [redacted, other].map((told) => new Set(identifiersIn(told)));
    expect([...(ours ?? [])].filter((id) => theirs?.has(id))).toEqual([]);
  });
});

describe('whatever a field holds', () => {
  const secret = 'acme9Merger-vpc-0123456789abcdef0.111122223333.example.org';
  const parts = ['acme9', 'Merger', '0123456789abcdef0', '111122223333'];

  /** Puts the secret into strings as `choose` says, and an unknown field with it into every object. */
  const plant = (value: unknown, choose: (text: string) => string): unknown => {
    if (Array.isArray(value)) return value.map((item) => plant(item, choose));
    if (typeof value === 'string') return choose(value);
    if (typeof value !== 'object' || value === null) return value;
    return {
      ...Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plant(item, choose)])),
      Surprise: { State: secret, [secret]: [secret], Account: 111122223333 },
    };
  };

  const around = fc.constantFrom<((text: string) => string)[]>(
    () => secret,
    (text) => `${text}${secret}`,
    (text) => `${secret}.${text}`,
    (text) => `${text}/${secret}`,
    (text) => `arn:aws:s3:::${secret}/${text}`,
    (text) => `${secret}.s3.us-west-2.amazonaws.com:${text}`,
    () =>
      JSON.stringify({
        Version: secret,
        Id: secret,
        Statement: {
          Sid: secret,
          Effect: secret,
          Principal: { [secret]: [secret, `arn:aws:iam::111122223333:role/${secret}`] },
          Action: [secret, 's3:GetObject'],
          Resource: `arn:aws:s3:::${secret}`,
          Condition: { StringLike: { [`aws:PrincipalTag/${secret}`]: [secret, 111122223333] } },
          Unknown: secret,
        },
      }),
  );

  /** Fields that an organization in good order does not have. */
  const rare: ScopedInventory = {
    scope: { accountId: '111111111111', region: 'us-west-2' },
    inventory: {
      VpcEndpoints: [
        {
          VpcEndpointId: 'vpce-1',
          FailureReason: 'why',
          LastError: { Code: 'InvalidInput', Message: 'why' },
        },
      ],
      ServiceConfigurations: [
        {
          ServiceId: 'vpce-svc-1',
          AllowedPrincipals: [
            { PrincipalType: 'All', Principal: '*' },
            { PrincipalType: 'Role', Principal: 'arn:aws:iam::222222222222:role/team/payments' },
            { PrincipalType: 'Service', Principal: 'ingest.amazonaws.com' },
          ],
        },
      ],
      VpcEndpointConnections: [
        {
          VpcEndpointId: 'vpce-2',
          ServiceId: 'vpce-svc-1',
          VpcEndpointOwner: '222222222222',
          VpcEndpointState: 'available',
          VpcEndpointRegion: 'eu-west-1',
        },
      ],
      RouteTables: [
        {
          RouteTableId: 'rtb-1',
          OwnerId: '111111111111',
          Routes: [
            { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', State: 'active' },
            { DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: 'tgw-1', CoreNetworkArn: 'arn:aws:x' },
            {
              NatGatewayId: 'nat-1',
              InstanceId: 'i-1',
              NetworkInterfaceId: 'eni-1',
              LocalGatewayId: 'lgw-1',
            },
          ],
        },
      ],
      SecurityGroups: [
        {
          GroupId: 'sg-1',
          IpPermissions: [
            {
              IpProtocol: 'tcp',
              Ipv6Ranges: [{ CidrIpv6: '::/0' }],
              UserIdGroupPairs: [{ GroupId: 'sg-2', UserId: '222222222222', PeeringStatus: 'active' }],
            },
          ],
        },
      ],
      HostedZones: [{ HostedZoneId: 'Z1', Name: 'a.b', Owner: { OwningService: 'efs.amazonaws.com' } }],
    },
  };
  const Coverage = {
    DescribeVpcs: { complete: false, cause: 'access-denied' as const, code: secret, message: secret },
    [secret]: { complete: true },
  };

  it('nothing of a secret remains', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...filled, rare),
        around,
        fc.infiniteStream(fc.boolean()),
        ({ scope, inventory }, put, coins) => {
          const next = () => coins.next().value === true;
          const planted = plant(inventory, (text) => (next() ? put(text) : text));
          const told = inventorySchema.parse({ ...(planted as object), Coverage });
          const output = JSON.stringify(createRedactor('key').inventory(scope, told));
          expect(parts.filter((part) => output.toLowerCase().includes(part.toLowerCase()))).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('the organization tells no more than its accounts and their state', () => {
    const told = {
      ...organization,
      Surprise: secret,
      Accounts: [{ Id: '111122223333', Name: secret, State: 'ACTIVE', Email: secret, Arn: secret }],
    } as Organization;
    const output = createRedactor('key').organization(told);
    expect(Object.keys(output.Accounts[0] ?? {})).toEqual(['Id', 'Name', 'State']);
    expect(parts.filter((part) => JSON.stringify(output).includes(part))).toEqual([]);
  });
});

/** What a path says but for names; the order of lists follows IDs, which change. */
const gist = (path: ConnectionPath) => ({
  class: path.class,
  verdict: path.verdict,
  unknownReason: path.unknownReason,
  family: path.family,
  provided: path.provided.length,
  regions: [path.consumer.region, path.endpoint.region, path.service.region],
  type: path.endpoint.type,
  service: [path.service.family, path.service.ports, path.service.ownerSource],
  resolves: path.dns.resolves,
  hops: path.hops.map(({ name, status }) => [name, status]),
  firstFailedHop: path.firstFailedHop,
  subnets: path.subnets.map(({ cidr, open, stoppedBy }) => [cidr, open, stoppedBy].join()).sort(),
});

const pathsOf = ({ Accounts }: Organization, scoped: readonly ScopedInventory[]): ConnectionPath[] =>
  findPaths(joinInventories({ accounts: Accounts, inventories: [...scoped] }), configSchema.parse({}));

const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });

describe('classes and verdicts', () => {
  const mutation = fc.record({
    VpcEndpointType: some('Interface', 'gateway', 'Resource', 'Other'),
    State: some('Available', 'pendingAcceptance', 'deleting', 'odd state'),
    ServiceRegion: some('us-west-2', 'ap-northeast-1'),
    isDescribed: fc.boolean(),
    status: some('active', 'expired', 'deleted'),
    isRead: fc.boolean(),
  });

  it('are the same before and after', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 5, maxLength: 9 }), fc.string(), (mutations, key) => {
        const pick = (index: number) => mutations[index % mutations.length];
        const scoped = inventories.flatMap(({ scope, inventory }, at): ScopedInventory[] => {
          if (at > 0 && pick(at)?.isRead === false) return [];
          const VpcEndpoints = (inventory.VpcEndpoints ?? []).map((endpoint, index) => {
            const { VpcEndpointType, State, ServiceRegion } = pick(at + index) ?? {};
            return {
              ...endpoint,
              ...(VpcEndpointType !== undefined && { VpcEndpointType }),
              ...(State !== undefined && { State }),
              ...(ServiceRegion !== undefined && { ServiceRegion }),
            };
          });
          const VpcPeeringConnections = (inventory.VpcPeeringConnections ?? []).map((peering, index) => {
            const Code = pick(index)?.status;
            return Code === undefined ? peering : { ...peering, Status: { Code } };
          });
          const ServiceDetails = (inventory.ServiceDetails ?? []).filter((_, i) => pick(i)?.isDescribed);
          return [
            { scope, inventory: { ...inventory, VpcEndpoints, VpcPeeringConnections, ServiceDetails } },
          ];
        });
        const redactor = createRedactor(key);
        const scope = { accountId: '111111111111', region: 'us-west-2' };
        const rename = (id: string) =>
          redactor.inventory(scope, { Vpcs: [{ VpcId: id }] }).inventory.Vpcs?.[0]?.VpcId ?? '';
        const renamePath = ({ id }: ConnectionPath) =>
          id
            .split('/')
            .map((part) => (part === '-' ? part : rename(part)))
            .join('/');

        const before = pathsOf(organization, scoped);
        const after = pathsOf(redactor.organization(organization), redactAll(redactor, scoped));
        expect(Object.fromEntries(after.map((path) => [path.id, gist(path)]))).toEqual(
          Object.fromEntries(before.map((path) => [renamePath(path), gist(path)])),
        );
      }),
      { numRuns: 25 },
    );
  });
});

describe('a rule', () => {
  const rules = createRules('key');
  it.each<[Rule, string]>([
    ['service', 'com.amazonaws.us-west-2.bedrock-runtime'],
    ['service', 'com.amazonaws.us-west-2.vpc-lattice'],
    ['service', 'cn.com.amazonaws.cn-north-1.ecr.api'],
    ['service', 'aws.sagemaker.us-west-2.notebook'],
    ['service', 'com.amazonaws.iam'],
    ['host', 'bedrock-runtime.us-west-2.amazonaws.com'],
    ['host', '*.dkr.ecr.us-west-2.amazonaws.com.'],
    ['host', 'bedrock-runtime.us-west-2.api.aws'],
    ['host', 'us-west-2.amazonaws.com.'],
    ['host', 'amazonaws.com.'],
    ['host', 'com.'],
    ['host', '.'],
    ['owner', 'amazon'],
    ['owner', 'aws-marketplace'],
    ['owner', 'AWS'],
    ['id', 'local'],
    ['word', 'pendingAcceptance'],
    ['word', '-1'],
    ['word', 'IPv4'],
    ['address', '2600:1f13::/56'],
    ['address', '10.0.0.0/16'],
    ['zone', 'us-west-2-lax-1a'],
    ['zone', 'usw2-az1'],
    ['date', '2026-11-20T17:00:00+00:00'],
    [
      'policy',
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
    ],
    ['arn', 'arn:aws:bedrock:us-west-2::foundation-model/*'],
    [
      'policy',
      JSON.stringify({
        Statement: {
          Effect: 'Allow',
          Principal: '*',
          Action: 'bedrock:InvokeModel',
          Resource: [
            'arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
            'arn:aws:bedrock:*:*:inference-profile/us.*',
            'arn:aws:*',
          ],
          Condition: {
            StringEquals: { 'aws:RequestedRegion': ['us-west-2', 'us-gov-west-1'] },
            StringLike: { 'aws:PrincipalOrgID': 'o-*', 'aws:PrincipalOrgPaths': '*' },
            Bool: { 'aws:PrincipalIsAWSService': 'true' },
          },
        },
      }),
    ],
    ['tag-key', 'vpc-path-auditor:exempt'],
    ['principal', '*'],
    ['principal', 'vpce.amazonaws.com'],
    ['text', ''],
  ])('%s keeps %s', (rule, text) => {
    expect(rules[rule](text)).toBe(text);
  });

  it.each<[Rule, string, RegExp]>([
    ['account', '111122223333', /^\d{12}$/],
    ['id', 'vpce-0123456789abcdef0', /^vpce-[0-9a-f]{17}$/],
    ['id', 'vpce-svc-0123456789abcdef0', /^vpce-svc-[0-9a-f]{17}$/],
    ['id', 'pl-63a5400a', /^pl-[0-9a-f]{8}$/],
    ['id', 'vpc-mine', /^vpc-[0-9a-f]{17}$/],
    ['id', 'Z1YSA3EXCYUU9Z', /^Z[0-9A-F]{20}$/],
    [
      'service',
      'com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0',
      /^com\.amazonaws\.vpce\.us-west-2\.vpce-svc-[0-9a-f]{17}$/,
    ],
    ['service', 'com.acme.payments', /^redacted-[0-9a-f]{16}$/],
    [
      'host',
      'payments-db.us-west-2.elb.amazonaws.com',
      /^redacted-[0-9a-f]{16}\.us-west-2\.elb\.amazonaws\.com$/,
    ],
    ['host', '111122223333.dkr.ecr.us-west-2.amazonaws.com', /^\d{12}\.dkr\.ecr\.us-west-2\.amazonaws\.com$/],
    ['host', '*.api.acme.', /^\*\.redacted-[0-9a-f]{16}\.redacted-[0-9a-f]{16}\.$/],
    [
      'arn',
      'arn:aws:vpc-lattice:us-west-2:111122223333:servicenetwork/sn-0123456789abcdef0',
      /^arn:aws:vpc-lattice:us-west-2:\d{12}:servicenetwork\/sn-[0-9a-f]{17}$/,
    ],
    ['arn', 'arn:aws:bedrock:us-west-2::foundation-model/acme', /:foundation-model\/redacted-[0-9a-f]{16}$/],
    ['arn', 'arn:aws:s3:::foundation-model/anthropic.claude', /:foundation-model\/redacted-[0-9a-f]{16}$/],
    ['parent', 'r-ab12', /^r-[0-9a-f]{8}$/],
    ['parent', 'ou-ab12-11111111', /^ou-[0-9a-f]{8}-[0-9a-f]{16}$/],
    ['parent', 'payments', /^redacted-[0-9a-f]{16}$/],
    [
      'path',
      'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/111122223333/',
      /^o-[0-9a-f]{10}\/r-([0-9a-f]{8})\/ou-\1-[0-9a-f]{16}\/\d{12}\/$/,
    ],
    [
      'policy',
      '{"Statement":{"Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*/ou-ab12-11111111/*"}}}}',
      /"o-[0-9a-f]{10}\/\*\/ou-[0-9a-f]{8}-[0-9a-f]{16}\/\*"/,
    ],
    [
      'policy',
      '{"Statement":{"Condition":{"StringEquals":{"aws:RequestedRegion":"acme-merger-1"}}}}',
      /"redacted-/,
    ],
    ['tag-key', 'vpc-path-auditor:acme', /^redacted-/],
    [
      'tag-value',
      'connection-path+acme 2027-01-31 Asked for by Jo',
      /^connection-path\+redacted-[0-9a-f]{16} 2027-01-31 redacted-[0-9a-f]{16}$/,
    ],
    ['tag-value', 'connection-path', /^redacted-/],
    [
      'principal',
      'arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-11111111',
      /^arn:aws:organizations::\d{12}:ou\/o-[0-9a-f]{10}\/ou-[0-9a-f]{8}-[0-9a-f]{16}$/,
    ],
    ['principal', 'arn:aws:iam::111122223333:root', /^arn:aws:iam::\d{12}:root$/],
    [
      'principal',
      'arn:aws:iam::111122223333:role/payments',
      /^arn:aws:iam::\d{12}:role\/redacted-[0-9a-f]{16}$/,
    ],
    ['principal', '111122223333', /^\d{12}$/],
    ['word', 'acme-7f3a-prod', /^redacted-/],
    ['address', '111122223333', /^redacted-/],
    ['policy', 'not a policy', /^redacted-/],
    ['policy', '{"Statement":"odd"}', /^redacted-/],
  ])('%s replaces %s', (rule, text, shape) => {
    expect(rules[rule](text)).not.toBe(text);
    expect(rules[rule](text)).toMatch(shape);
  });

  it('names that lie within one another still do', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), label, (labels, below) => {
        const zone = labels.join('.');
        expect(rules.host(`${below}.${zone}`).endsWith(`.${rules.host(zone)}`)).toBe(true);
        expect(rules.host(`${zone.toUpperCase()}.`)).toBe(`${rules.host(zone)}.`);
      }),
    );
  });

  it('digits stay digits of the same number, and different ones stay different', () => {
    const { digits } = createPseudonyms('key');
    const all = Array.from({ length: 10_000 }, (_, n) => String(n).padStart(4, '0'));
    expect(new Set(all.map((text) => digits(text, 10))).size).toBe(10_000);
    const odd = Array.from({ length: 4096 }, (_, n) => n.toString(16).padStart(3, '0'));
    expect(new Set(odd.map((text) => digits(text, 16)))).toEqual(new Set(odd));
  });
});
