import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '#app/load-config.ts';
import { scan } from '#app/scan.ts';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { createSnapshotSource } from '#app/snapshot-source.ts';
import { demoConfigFile, organizationDir } from '#cli/commands/demo.ts';
import type { FindingStatus, PublishedFinding, Severity } from '#model/finding.ts';
import type { ScanResult } from '#model/result.ts';
import { rules } from '#rules/registry.ts';
import { runOrganization } from '#test/builders/organization-run.ts';

/* The demo's organization, with the demo's configuration: a finding of every rule, read as a snapshot and asked for over the wire. */

const [hub, workloads, data] = ['111111111111', '222222222222', '333333333333'] as const;
const [oregon, tokyo, virginia] = ['us-west-2', 'ap-northeast-1', 'us-east-1'] as const;

/** Whose it is, what it is about, and what is said of it. */
type Row = [string, FindingStatus, Severity, account: string, region: string, subject: string];

const tokyosPath = 'vpc-03f720224cfacb1ea/pcx-0bc40578df0564d85/vpce-0b3ce53fe73b5e848';
const inspectionsPath = 'vpc-08d125643d218b2a8/pcx-0843128945cc06596/vpce-0b3ce53fe73b5e848';
const analyticsPath = 'vpc-06480b4cda7fb63e9/pcx-06af9e79dcd768c9f/vpce-0b3ce53fe73b5e848';

/** All that fails or warns: no rule is missing, and none says more than is told here. */
const bad: Row[] = [
  ['bedrock-dns-public', 'failed', 'medium', hub, virginia, inspectionsPath],
  ['bedrock-over-peering', 'warning', 'informational', hub, virginia, inspectionsPath],
  ['bedrock-over-peering', 'warning', 'informational', workloads, tokyo, tokyosPath],
  ['bedrock-path-broken', 'failed', 'medium', data, virginia, analyticsPath],
  [
    'cross-region-endpoint-available',
    'warning',
    'low',
    workloads,
    tokyo,
    'vpc-03f720224cfacb1ea/pcx-0bc40578df0564d85/vpce-0ecaac635dc8084f3',
  ],
  ['endpoint-not-available', 'failed', 'medium', hub, oregon, 'vpce-03e5dfca1c93d9074'],
  ['endpoint-policy-unrestricted', 'failed', 'medium', hub, oregon, 'vpce-0ecaac635dc8084f3'],
  ['endpoint-policy-unrestricted', 'failed', 'medium', workloads, tokyo, 'vpce-055984cb09ce8c551'],
  ['endpoint-policy-unrestricted', 'failed', 'medium', workloads, tokyo, 'vpce-0888131ba63352e69'],
  ['endpoint-policy-unrestricted', 'failed', 'medium', data, virginia, 'vpce-0cd36b6abc009dc1a'],
  ['endpoint-service-open', 'failed', 'high', hub, virginia, 'vpce-svc-0f0a075415b8eccd8'],
  ['endpoint-service-outside-consumer', 'failed', 'high', data, oregon, 'vpce-svc-01ddf1d825d8ceccf'],
  ['endpoint-service-owner-untrusted', 'failed', 'high', hub, oregon, 'vpce-03e5dfca1c93d9074'],
  ['endpoint-sg-blocks-all', 'failed', 'medium', hub, oregon, 'vpce-0a3fbec7531998789'],
  ['endpoint-single-zone', 'failed', 'low', hub, oregon, 'vpce-0a3fbec7531998789'],
  ['inference-may-leave-region', 'warning', 'medium', hub, oregon, 'vpce-0b3ce53fe73b5e848'],
  ['name-captured-path-blocked', 'failed', 'medium', workloads, tokyo, tokyosPath],
  ['peering-half-routed', 'failed', 'low', data, virginia, 'pcx-0d604eab09dd9ffbe'],
  ['peering-owner-untrusted', 'failed', 'high', data, virginia, 'pcx-0d65414b4152f2b94'],
  ['peering-wider-than-needed', 'warning', 'low', workloads, tokyo, 'pcx-0bc40578df0564d85'],
  ['private-dns-off', 'warning', 'informational', hub, oregon, 'vpce-0a3fbec7531998789'],
  [
    'private-name-stale',
    'warning',
    'medium',
    workloads,
    tokyo,
    'Z0D285AF4A1521AD05C7/logs.us-west-2.amazonaws.com',
  ],
  ['service-region-not-allowed', 'failed', 'high', hub, virginia, inspectionsPath],
];

/** Rules that accuse nobody where all was read. */
const quiet = ['connection-path', 'coverage-gap'];

const isBad = ({ status }: PublishedFinding): boolean => status === 'failed' || status === 'warning';
const toRow = ({ rule, status, severity, accountId, region, subject }: PublishedFinding): Row => [
  rule,
  status,
  severity,
  accountId,
  region,
  subject.id,
];
const sorted = (rows: readonly Row[]): Row[] => rows.toSorted((a, b) => (a.join() < b.join() ? -1 : 1));

const config = await loadConfig(demoConfigFile, {});
const snapshot = await readSnapshot(organizationDir);

const fromSnapshot = async (): Promise<ScanResult> =>
  scan({
    source: await createSnapshotSource(organizationDir, config.scope),
    config,
    selection: { accounts: null, regions: null },
    stores: null,
    failOn: null,
    clock: () => new Date('2026-11-22T03:00:00.000Z'),
    onProgress: () => {},
  });
const fromTheWire = async (): Promise<ScanResult> => (await runOrganization({ snapshot, config })).result;

it('every rule is among them', () => {
  const told = new Set([...bad.map(([rule]) => rule), ...quiet]);
  expect([...told].toSorted()).toEqual(rules.map(({ id }) => id));
});

describe.each([
  ['as a snapshot', fromSnapshot],
  ['over the wire', fromTheWire],
])('%s', (_, read) => {
  let result: ScanResult;
  beforeAll(async () => {
    result = await read();
  });

  it('every rule finds what it should, and nothing else fails or warns', () => {
    expect(result.coverage.complete).toBe(true);
    expect(sorted(result.findings.filter(isBad).map(toRow))).toEqual(sorted(bad));
  });

  it('each says what to do, and who has to', () => {
    const mute = result.findings.filter(isBad).filter((finding) => finding.remediation === null);
    expect(mute).toEqual([]);
    const nobodys = result.findings.filter(isBad).filter(({ fixOwner }) => fixOwner === null);
    expect(nobodys).toEqual([]);
  });

  it('the inventory passes, a path an entry', () => {
    const entries = result.findings.filter(({ rule }) => rule === 'connection-path');
    expect(new Set(entries.map(({ status }) => status))).toEqual(new Set(['passed']));
    const { publishedClasses } = config;
    expect(entries).toHaveLength(result.paths.filter((path) => publishedClasses.includes(path.class)).length);
  });

  it('one finding is exempt by the configuration, one by a tag', () => {
    const exempt = result.findings.filter(({ exemption }) => exemption !== null);
    expect(
      exempt.map(({ rule, status, subject, exemption }) => [rule, status, subject.id, exemption]),
    ).toEqual([
      [
        'endpoint-policy-unrestricted',
        'passed',
        'vpce-0b2b7dad5fd4797ed',
        'until 2099-12-31: base images come from registries of other companies (tag of vpce-0b2b7dad5fd4797ed)',
      ],
      [
        'endpoint-service-owner-untrusted',
        'passed',
        'vpce-03a0fc005d2e83d2f',
        'until 2099-12-31: the observability vendor, by contract (data)',
      ],
    ]);
  });

  it('each finding names the team of its own account', () => {
    const told = result.findings
      .filter(isBad)
      .map(({ accountId, ownerTags }) => [accountId, ownerTags.team] as const);
    const teams = new Map([
      [hub, 'network'],
      [workloads, 'payments'],
      [data, 'data'],
    ]);
    expect(new Map(told)).toEqual(teams);
  });
});

it('a snapshot and AWS tell the same findings', async () => {
  const [told, asked] = await Promise.all([fromSnapshot(), fromTheWire()]);
  expect(told.findings).toEqual(asked.findings);
  expect(told.paths).toEqual(asked.paths);
});

it('what could not be read is told by the rule that a whole reading leaves quiet', async () => {
  const { result } = await runOrganization({
    snapshot,
    config,
    faults: [{ fault: 'access-denied', account: data, operation: 'ec2:DescribeNetworkAcls' }],
  });
  const gaps = result.findings.filter(({ rule }) => rule === 'coverage-gap');
  expect(gaps.map(toRow)).toEqual([
    ['coverage-gap', 'warning', 'medium', hub, oregon, `${data}/access-denied:policy`],
  ]);
});

it('docs/rules.md shows an example of every rule', async () => {
  const page = await readFile(new URL('../../docs/rules.md', import.meta.url), 'utf8');
  const bare = rules.filter(({ id }) => {
    const [section = ''] = (page.split(`\n## ${id}\n`)[1] ?? '').split('\n## ');
    const isQuiet = id === 'connection-path';
    return !(isQuiet ? /\(informational, passed\):/ : /, (?:failed|warning)\):/).test(section);
  });
  expect(bare.map(({ id }) => id)).toEqual([]);
});
