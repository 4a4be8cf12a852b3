import type { ConnectionPath } from '#model/path.ts';
import { printable } from '#model/printable.ts';
import type { ScanResult } from '#model/result.ts';
import { compareText } from '#model/scope.ts';
import { count } from './count.ts';
import { renderCoverage } from './coverage-lines.ts';
import { renderFindings } from './finding-rows.ts';
import { renderRows } from './rows.ts';

/** Rows that a person could still look through; cli-table3 takes 15 s for 10,000 and overflows the stack beyond. */
const mostRows = 2_000;

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

const untaken: Record<NonNullable<ScanResult['publish']>['unpublished'][number]['cause'], string> = {
  'not-enabled': 'Security Hub is off there',
  'out-of-scope': 'the account or Region is left out, or switched off',
};

const renderPublish = ({ publish }: ScanResult): string[] => {
  if (publish === null) return [];
  const { created, updated, refreshed, archived, kept, orphaned, unpublished, notices, failed } = publish;
  const head = `Security Hub: ${created} created, ${updated} updated, ${refreshed} refreshed, ${archived} archived, ${kept} kept, ${failed.length} failed`;
  const left =
    orphaned === 0
      ? []
      : [
          `  ${count(orphaned, 'finding')} orphaned: nobody will look there again, so they are left to expire`,
        ];
  return [
    head,
    ...left,
    ...unpublished.map(({ accountId, region, cause, findings }) =>
      printable(`  ${accountId} ${region}: ${count(findings, 'finding')} not published: ${untaken[cause]}`),
    ),
    ...notices.map((notice) => printable(`  ${notice}`)),
    ...failed.map(({ accountId, region, findingId, cause, message }) =>
      printable(
        `  ${accountId} ${region}: ${findingId ?? 'all findings'}: ${cause}${message === null ? '' : ` (${message})`}`,
      ),
    ),
  ];
};

/** The result for a person at a terminal. */
export const renderTable = (result: ScanResult, { columns }: { columns: number }): string => {
  const rows = [...result.paths].sort(byInterest).slice(0, mostRows).map(toRow);
  const left = result.paths.length - rows.length;
  const paths =
    rows.length === 0
      ? 'No connection path found.'
      : renderRows(['CLASS', 'VERDICT', 'CONSUMER', 'SERVICE', 'VIA'], rows, columns);
  return [
    paths,
    ...(left === 0 ? [] : [`... and ${left} more, which --format json tells`]),
    '',
    ...renderFindings(result, columns),
    `${count(result.paths.length, 'path')}, ${count(result.peerings.length, 'peering')}, ${count(result.findings.length, 'finding')}`,
    ...renderCoverage(result),
    ...renderPublish(result),
    '',
  ].join('\n');
};
