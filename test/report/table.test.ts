import { describe, expect, it } from 'vitest';
import { organizationDir } from '#cli/commands/demo.ts';
import type { ConnectionPath } from '#model/path.ts';
import { type ScanResult, scanResultSchema } from '#model/result.ts';
import { renderTable } from '#report/table.ts';
import { widthOf } from '#report/width.ts';
import { runCli } from '#test/builders/run-cli.ts';

const { stdout } = await runCli(['scan', '--snapshot', organizationDir, '--format', 'json']);
const result: ScanResult = scanResultSchema.parse(JSON.parse(stdout));
const wide = { columns: Number.POSITIVE_INFINITY };

const withPaths = (change: (path: ConnectionPath) => ConnectionPath): ScanResult => ({
  ...result,
  paths: result.paths.map(change),
});

const published: NonNullable<ScanResult['publish']> = {
  created: 1,
  updated: 2,
  refreshed: 3,
  archived: 4,
  kept: 5,
  orphaned: 2,
  unpublished: [
    { accountId: '111122223333', region: 'us-west-2', cause: 'not-enabled', findings: 1 },
    { accountId: '444455556666', region: 'eu-west-1', cause: 'out-of-scope', findings: 7 },
  ],
  notices: ['the ledger could not be written'],
  failed: [],
};

describe('renderTable', () => {
  it('puts a path on a line where the terminal is wide enough', () => {
    expect(renderTable(result, wide)).toMatch(
      /^peering-routed-bedrock +.+ +tokyo-workloads ap-northeast-1 vpc-\S+ +bedrock-runtime in us-west-2 +pcx-\S+ > vpce-\S+$/m,
    );
  });

  it.each([40, 60, 80, 120, 200])(
    'keeps every end of a path whole, and every line in %i columns',
    (columns) => {
      const text = renderTable(result, { columns, isUnicode: true });
      for (const { consumer, endpoint, peeringId } of result.paths) {
        for (const id of [consumer.vpcId, endpoint.vpcEndpointId, peeringId ?? ''])
          expect(text).toContain(id);
      }
      expect(Math.max(...text.split('\n').map(widthOf))).toBeLessThanOrEqual(columns);
    },
  );

  it.each([40, 120])('keeps wide names, coverage and notices in %i columns', (columns) => {
    const name = '東京の本番ワークロード用アカウント'.repeat(3);
    const named = withPaths((path) => ({ ...path, consumer: { ...path.consumer, accountName: name } }));
    const [scope] = result.coverage.scopes;
    if (scope === undefined) throw new Error('the demo organization has no scope');
    const read = { operation: 'DescribeVpcs', status: 'failed' as const, cause: 'timeout' as const };
    const scopes = [
      { ...scope, status: 'partial' as const, reads: [{ ...read, by: null, code: 'Deadline', message: '' }] },
    ];
    const publish = { ...published, notices: [`the ledger of ${name} could not be written`] };
    const text = renderTable(
      { ...named, publish, coverage: { complete: false, scopes, suggestions: [] } },
      { columns },
    );
    expect(Math.max(...text.split('\n').map(widthOf))).toBeLessThanOrEqual(columns);
    expect(text).toContain('DescribeVpcs');
  });

  it('draws a path that is blocked to where it is stopped', () => {
    const blocked = result.paths.filter(({ verdict }) => verdict === 'blocked').length;
    const text = renderTable(result, wide);
    expect(text.split('\n').filter((line) => /^ {4}vpc-\S+ \(.* FAIL \(/.test(line))).toHaveLength(blocked);
    expect(text).toMatch(
      /-> peering pcx-\S+ FAIL \(The peering's status is "pending-acceptance"\) -> \.\.\. -> kms$/m,
    );
  });

  it.each([
    ['an escape sequence', '\u001b]0;title\u0007\u001b[2J'],
    ['right-to-left marks', '\u202eevil\u2066'],
    ['line breaks', 'a\nb\r\tc\u2028d'],
  ])('keeps %s in a name off the terminal', (_, accountName) => {
    const text = renderTable(
      withPaths((path) => ({ ...path, consumer: { ...path.consumer, accountName } })),
      wide,
    );
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(text.split('\n')).toHaveLength(renderTable(result, wide).split('\n').length);
  });

  it('does not let one long name widen every line', () => {
    const [first] = result.paths;
    const text = renderTable(
      withPaths((path) =>
        path === first ? { ...path, consumer: { ...path.consumer, accountName: 'A'.repeat(10_000) } } : path,
      ),
      wide,
    );
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(800);
  });

  it('ends a list that nobody could read, and says so', { timeout: 60_000 }, () => {
    const [path] = result.paths;
    if (path === undefined) throw new Error('the demo organization has no path');
    const paths = Array.from({ length: 150_000 }, () => path);
    const text = renderTable({ ...result, paths }, wide);
    expect(text).toContain('\n... and 148000 more, which --format json tells\n\nFINDING ');
    expect(text).toContain('\n150000 paths, ');
  });

  it('counts one in the singular, and tells the code of what failed', () => {
    const [scope] = result.coverage.scopes;
    if (scope === undefined) throw new Error('the demo organization has no scope');
    const read = { operation: 'DescribeVpcs', status: 'failed' as const, message: 'no' };
    const text = renderTable(
      {
        ...result,
        paths: result.paths.slice(0, 1),
        peerings: result.peerings.slice(0, 1),
        findings: result.findings.slice(0, 1),
        coverage: {
          complete: false,
          suggestions: [],
          scopes: [
            {
              ...scope,
              status: 'partial',
              reads: [{ ...read, cause: 'unknown', by: null, code: 'InvalidFilter' }],
            },
          ],
        },
      },
      wide,
    );
    expect(text).toContain('\n1 path, 1 peering, 1 finding\n');
    expect(text).toContain('DescribeVpcs (unknown, InvalidFilter)');
  });
});

it.each([
  [true, 'No connection path found.'],
  [false, 'No connection path found in what was read.'],
])('where there is no path, and all was read (%s): %s', (complete, told) => {
  const coverage = { ...result.coverage, complete };
  expect(renderTable({ ...result, paths: [], coverage }, wide).split('\n')[0]).toBe(told);
});

it('tells what was published, what was left, what nobody takes, and what to know', () => {
  const text = renderTable({ ...result, publish: published }, wide);
  expect(text).toContain('1 created, 2 updated, 3 refreshed, 4 archived, 5 kept, 0 failed');
  expect(text).toContain('  2 findings orphaned: ');
  expect(text).toContain('  111122223333 us-west-2: 1 finding not published: Security Hub is off there');
  expect(text).toContain(
    '  444455556666 eu-west-1: 7 findings not published: the account or Region is left out',
  );
  expect(text).toContain('  the ledger could not be written');
});
