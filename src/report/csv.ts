import { stringify } from 'csv-stringify/sync';
import type { PublishedFinding } from '#model/finding.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { severities } from '#model/words.ts';
import { toCell } from './csv-cell.ts';
import { accountNames } from './fixes.ts';

/** The columns, in their order. Paths and findings share one table: `kind` tells them apart. */
const columns = [
  'kind',
  'id',
  'accountId',
  'accountName',
  'region',
  'class',
  'verdict',
  'unknownReason',
  'firstFailedHop',
  'vpcId',
  'peeringId',
  'vpcEndpointId',
  'endpointAccountId',
  'endpointRegion',
  'endpointType',
  'endpointState',
  'serviceName',
  'serviceRegion',
  'serviceOwner',
  'serviceFamily',
  'dnsName',
  'dnsResolves',
  'rule',
  'status',
  'severity',
  'title',
  'because',
  'fix',
  'fixOwner',
  'fixOwnerName',
  'ownerTags',
  'exemption',
  'firstSeenAt',
  'subject',
  'pathIds',
  'ruleUrl',
] as const;
type Row = Partial<Record<(typeof columns)[number], string | null>>;

const joined = (texts: readonly string[]): string => texts.join(' ');

/** What somebody has to look at, has accepted, or nobody could judge; not what merely passes. */
const isTold = ({ status, exemption }: PublishedFinding): boolean =>
  status !== 'passed' || exemption !== null;

const isOpen = ({ status }: PublishedFinding): boolean => status === 'failed' || status === 'warning';

type Open = ReadonlyMap<string, readonly PublishedFinding[]>;

/** By path: the findings that fail on it or warn of it. */
const openByPath = (findings: readonly PublishedFinding[]): Open => {
  const pairs = findings
    .filter(isOpen)
    .flatMap((finding) => finding.pathIds.map((pathId) => ({ pathId, finding })));
  const groups = Map.groupBy(pairs, ({ pathId }) => pathId);
  return new Map([...groups].map(([id, some]) => [id, some.map(({ finding }) => finding)] as const));
};

const worstOf = (findings: readonly PublishedFinding[]): Pick<Row, 'status' | 'severity'> => {
  if (findings.length === 0) return {};
  const told = new Set(findings.map(({ severity }) => severity));
  return {
    status: findings.some(({ status }) => status === 'failed') ? 'failed' : 'warning',
    severity: severities.findLast((severity) => told.has(severity)) ?? null,
  };
};

const toPathRow = (path: ConnectionPath, open: Open): Row => {
  const { consumer, endpoint, service, dns } = path;
  const findings = open.get(path.id) ?? [];
  return {
    kind: 'path',
    id: path.id,
    accountId: consumer.accountId,
    accountName: consumer.accountName,
    region: consumer.region,
    class: path.class,
    verdict: path.verdict,
    unknownReason: path.unknownReason,
    firstFailedHop: path.firstFailedHop,
    vpcId: consumer.vpcId,
    peeringId: path.peeringId,
    vpcEndpointId: endpoint.vpcEndpointId,
    endpointAccountId: endpoint.accountId,
    endpointRegion: endpoint.region,
    endpointType: endpoint.type,
    endpointState: endpoint.state,
    serviceName: service.name,
    serviceRegion: service.region,
    serviceOwner: service.owner,
    serviceFamily: service.family,
    dnsName: dns.name,
    dnsResolves: dns.resolves,
    rule: joined([...new Set(findings.map(({ rule }) => rule))].sort()),
    ...worstOf(findings),
    because: path.because,
    fix: path.fix,
  };
};

const toFindingRow = (finding: PublishedFinding, names: ReadonlyMap<string, string>): Row => ({
  kind: 'finding',
  id: finding.id,
  accountId: finding.accountId,
  accountName: names.get(finding.accountId) ?? null,
  region: finding.region,
  rule: finding.rule,
  status: finding.status,
  severity: finding.severity,
  title: finding.title,
  because: finding.evidence,
  fix: finding.remediation,
  fixOwner: finding.fixOwner,
  fixOwnerName: names.get(finding.fixOwner ?? '') ?? null,
  ownerTags: Object.entries(finding.ownerTags)
    .map(([key, value]) => `${key}=${value}`)
    .join('; '),
  exemption: finding.exemption,
  firstSeenAt: finding.firstSeenAt,
  subject: finding.subject.arn ?? finding.subject.id,
  pathIds: joined(finding.pathIds),
  ruleUrl: finding.ruleUrl,
});

const toCells = (row: Row): string[] => columns.map((column) => toCell(row[column] ?? null));

/**
 * The result as one table for a spreadsheet: a row a path, with the rules that fail on it or warn of it, then a row a
 * finding that does not merely pass. Comma-separated with CRLF (RFC 4180), in UTF-8 with a byte order mark, without
 * which Excel takes it for another encoding. No cell starts a formula.
 */
export const renderCsv = ({ paths, findings }: Pick<ScanResult, 'paths' | 'findings'>): string => {
  const open = openByPath(findings);
  const names = accountNames(paths);
  const rows = [
    ...paths.map((path) => toPathRow(path, open)),
    ...findings.filter(isTold).map((finding) => toFindingRow(finding, names)),
  ];
  return stringify([[...columns], ...rows.map(toCells)], { bom: true, record_delimiter: 'windows' });
};
