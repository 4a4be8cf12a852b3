import type { ConnectionPath, Verdict } from '#model/path.ts';
import { printable } from '#model/printable.ts';
import type { ScanResult } from '#model/result.ts';
import { compareText } from '#model/scope.ts';
import { count } from './count.ts';
import { renderCoverage } from './coverage-lines.ts';
import { renderFindings } from './finding-rows.ts';
import { hanging } from './fold.ts';
import { shortServiceName, stopLines } from './hop-line.ts';
import type { Look, Tone } from './look.ts';
import { type Row, renderRows } from './rows.ts';

/** Rows that a person could still look through. */
const mostRows = 2_000;

const placeOf = ({ consumer }: ConnectionPath): string =>
  `${consumer.accountName ?? consumer.accountId ?? '?'} ${consumer.region ?? '?'} ${consumer.vpcId ?? '?'}`;

/** `bedrock-runtime in us-west-2` */
const serviceOf = (path: ConnectionPath): string =>
  `${shortServiceName(path) ?? '-'} in ${path.service.region ?? '?'}`;

const viaOf = ({ peeringId, endpoint }: ConnectionPath): string =>
  peeringId === null ? endpoint.vpcEndpointId : `${peeringId} > ${endpoint.vpcEndpointId}`;

const tones: Record<Verdict, Tone> = {
  usable: 'good',
  partial: 'doubtful',
  blocked: 'bad',
  unknown: 'doubtful',
};

const margin = '    ';

/** A path, and under one that is blocked where it is. */
const toRow = (path: ConnectionPath, look: Look): Row => ({
  cells: [
    path.class,
    { text: path.verdict, tone: tones[path.verdict] },
    placeOf(path),
    serviceOf(path),
    viaOf(path),
  ],
  below:
    path.verdict === 'blocked'
      ? stopLines(path, { ...look, columns: look.columns - margin.length }).map((line) => `${margin}${line}`)
      : [],
});

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

/** What was not read never looks like good news. */
const nothingFound = ({ coverage }: ScanResult): string =>
  `No connection path found${coverage.complete ? '' : ' in what was read'}.`;

/** The result for a person at a terminal; no line is longer than that is wide. */
export const renderTable = (result: ScanResult, look: Look): string => {
  const paths = [...result.paths].sort(byInterest).slice(0, mostRows);
  const left = result.paths.length - paths.length;
  const table = renderRows(
    ['CLASS', 'VERDICT', 'CONSUMER', 'SERVICE', 'VIA'],
    paths.map((path) => toRow(path, look)),
    look,
  );
  const told = [
    `${count(result.paths.length, 'path')}, ${count(result.peerings.length, 'peering')}, ${count(result.findings.length, 'finding')}`,
    ...renderCoverage(result),
    ...renderPublish(result),
  ];
  return [
    paths.length === 0 ? nothingFound(result) : table,
    ...(left === 0 ? [] : [`... and ${left} more, which --format json tells`]),
    '',
    ...renderFindings(result, look),
    ...told.flatMap((line) => hanging(line, look.columns)),
    '',
  ].join('\n');
};
