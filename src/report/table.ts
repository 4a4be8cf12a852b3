import Table from 'cli-table3';
import cliTruncate from 'cli-truncate';
import type { ScopeCoverage } from '#model/coverage.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { compareText } from '#model/scope.ts';
import { printable } from './printable.ts';

const borderless = {
  chars: Object.fromEntries(
    [
      'top',
      'top-mid',
      'top-left',
      'top-right',
      'bottom',
      'bottom-mid',
      'bottom-left',
      'bottom-right',
      'left',
      'left-mid',
      'mid',
      'mid-mid',
      'right',
      'right-mid',
      'middle',
    ].map((edge) => [edge, edge === 'middle' ? '  ' : '']),
  ),
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
};

/** Columns side by side under their headings, cut at the terminal's width. */
const renderColumns = (head: string[], rows: string[][], columns: number): string => {
  const table = new Table({ head, ...borderless });
  table.push(...rows.map((row) => row.map(printable)));
  return table
    .toString()
    .split('\n')
    .map((line) => cliTruncate(line.trimEnd(), columns))
    .join('\n');
};

const placeOf = ({ consumer }: ConnectionPath): string =>
  `${consumer.accountName ?? consumer.accountId ?? '?'} ${consumer.region ?? '?'} ${consumer.vpcId ?? '?'}`;

/** `bedrock-runtime in us-west-2`: the part of the name that is not the Region's prefix. */
const serviceOf = ({ service: { name, region } }: ConnectionPath): string => {
  const short = name?.split(`.${region}.`).at(-1) ?? '-';
  return `${short} in ${region ?? '?'}`;
};

const viaOf = ({ peeringId, endpoint }: ConnectionPath): string =>
  peeringId === null ? endpoint.vpcEndpointId : `${peeringId} > ${endpoint.vpcEndpointId}`;

const verdictOf = ({ verdict, firstFailedHop }: ConnectionPath): string =>
  firstFailedHop === null ? verdict : `${verdict} at ${firstFailedHop}`;

const toRow = (path: ConnectionPath): string[] => [
  path.class,
  verdictOf(path),
  placeOf(path),
  serviceOf(path),
  viaOf(path),
];

const rankOf = (path: ConnectionPath): string => `${path.class} ${placeOf(path)} ${path.id}`;

/** Bedrock over a peering first: it is what the reader came for. Then by class and consumer. */
const byInterest = (a: ConnectionPath, b: ConnectionPath): number => {
  const first = Number(b.class === 'peering-routed-bedrock') - Number(a.class === 'peering-routed-bedrock');
  return first || compareText(rankOf(a), rankOf(b));
};

const gapOf = ({ accountId, region, reads }: ScopeCoverage): string => {
  const unread = reads.filter(({ status }) => status === 'failed');
  const told = unread.map(
    ({ operation, cause, message }) => `${operation} (${cause ?? message ?? 'not read'})`,
  );
  return printable(`  ${accountId} ${region}: ${told.join(', ')}`);
};

const renderCoverage = ({ coverage }: ScanResult): string[] => {
  const gaps = coverage.scopes.filter(({ status }) => status === 'partial' || status === 'failed');
  const read = coverage.scopes.length - gaps.length;
  const head = `Scopes read completely: ${read} of ${coverage.scopes.length} (one scope = one account in one Region)`;
  return gaps.length === 0 ? [head] : [head, 'Not read, so nothing is known of it:', ...gaps.map(gapOf)];
};

const renderPublish = ({ publish }: ScanResult): string[] => {
  if (publish === null) return [];
  const { created, updated, refreshed, archived, kept, failed } = publish;
  const head = `Security Hub: ${created} created, ${updated} updated, ${refreshed} refreshed, ${archived} archived, ${kept} kept, ${failed.length} failed`;
  return [
    head,
    ...failed.map(({ accountId, region, findingId, cause, message }) =>
      printable(
        `  ${accountId} ${region}: ${findingId ?? 'all findings'}: ${cause}${message === null ? '' : ` (${message})`}`,
      ),
    ),
  ];
};

/** The result for a person at a terminal. */
export const renderTable = (result: ScanResult, { columns }: { columns: number }): string => {
  const rows = [...result.paths].sort(byInterest).map(toRow);
  const paths =
    rows.length === 0
      ? 'No connection path found.'
      : renderColumns(['CLASS', 'VERDICT', 'CONSUMER', 'SERVICE', 'VIA'], rows, columns);
  const peerings = result.peerings.length === 1 ? '1 peering' : `${result.peerings.length} peerings`;
  return [
    paths,
    '',
    `${rows.length === 1 ? '1 path' : `${rows.length} paths`}, ${peerings}, ${result.findings.length} findings`,
    ...renderCoverage(result),
    ...renderPublish(result),
    '',
  ].join('\n');
};
