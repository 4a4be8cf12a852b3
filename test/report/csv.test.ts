import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PublishedFinding } from '#model/finding.ts';
import type { ScanResult } from '#model/result.ts';
import { renderCsv } from '#report/csv.ts';
import { toCell } from '#report/csv-cell.ts';
import { aConnectionPath } from '#test/builders/connection-path.ts';
import { aFinding, oddText, tokyo } from '#test/builders/findings.ts';
import { aResult } from '#test/builders/result.ts';

/** RFC 4180, as a spreadsheet reads it: cells between commas, quoted or not, lines between CRLF. */
const parse = (csv: string): string[][] =>
  csv
    .replace(/^\ufeff/, '')
    .split('\r\n')
    .slice(0, -1)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );

const table = (fields: Partial<ScanResult>): Record<string, string>[] => {
  const [head = [], ...rows] = parse(renderCsv(aResult(fields)));
  for (const row of rows) expect(row).toHaveLength(head.length);
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
};

const finding = (fields: Partial<PublishedFinding> = {}): PublishedFinding => {
  const { dependsOn: _, ...published } = aFinding({ rule: 'bedrock-path-broken' });
  return { ...published, status: 'failed', severity: 'high', ...fields };
};

describe('the table', () => {
  it('has a row a path, with the rules that fail on it, then a row a finding', () => {
    const rows = table({
      paths: [aConnectionPath({ verdict: 'blocked', firstFailedHop: 'consumer-route', fix: 'Add a route.' })],
      findings: [
        finding({
          id: '1',
          fixOwner: tokyo.accountId,
          ownerTags: { team: 'net' },
          remediation: 'Add a route.',
        }),
        finding({ id: '2', rule: 'name-captured-path-blocked', status: 'warning', severity: 'medium' }),
        finding({ id: '3', rule: 'connection-path', status: 'passed' }),
      ],
    });
    expect(rows).toMatchObject([
      {
        kind: 'path',
        id: 'vpc-1/pcx-1/vpce-1',
        accountId: '111122223333',
        accountName: 'tokyo-workloads',
        class: 'peering-routed-bedrock',
        verdict: 'blocked',
        firstFailedHop: 'consumer-route',
        serviceRegion: 'us-west-2',
        rule: 'bedrock-path-broken name-captured-path-blocked',
        status: 'failed',
        severity: 'high',
        fix: 'Add a route.',
      },
      {
        kind: 'finding',
        id: '1',
        rule: 'bedrock-path-broken',
        fixOwner: '111122223333',
        fixOwnerName: 'tokyo-workloads',
        ownerTags: 'team=net',
        pathIds: 'vpc-1/pcx-1/vpce-1',
      },
      { kind: 'finding', id: '2', status: 'warning' },
    ]);
  });

  it('tells findings without a path, those that are accepted and those nobody could judge', () => {
    const rows = table({
      findings: [
        finding({ id: '1', pathIds: [] }),
        finding({ id: '2', status: 'passed', exemption: 'until 2027' }),
        finding({ id: '3', status: 'not-evaluated' }),
      ],
    });
    expect(rows.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('is its head alone where there is nothing', () => {
    expect(parse(renderCsv(aResult()))).toHaveLength(1);
  });

  it('begins with a byte order mark, which Excel needs, and ends its lines with CRLF', () => {
    const csv = renderCsv(aResult({ paths: [aConnectionPath({ consumer: { accountName: '東京' } })] }));
    expect(csv).toMatch(/^\ufeffkind,id,[^\n]*\r\npath,/);
    expect(csv).toContain('東京');
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('is read back as it was written, whatever it holds', () => {
    fc.assert(
      fc.property(oddText, (words) => {
        const [row] = table({
          paths: [aConnectionPath({ consumer: { accountName: words, vpcId: words }, because: words })],
        });
        expect(row?.['accountName']).toBe(toCell(words));
        expect(row?.['because']).toBe(toCell(words));
      }),
    );
  });
});

describe('a cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', " '=1"],
    ['\r=1', " '=1"],
    ['\n=1', " '=1"],
    ['  =1', "  '=1"],
    ['"=1', `"'=1`],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠A', "'＠A"],
    ['−1', "'−1"],
    ['\u200b=1', " '=1"],
    ['a;=1', "a;'=1"],
    ['a,=1', "a,'=1"],
    ['a", =1', `a", '=1`],
    ['|calc', "'|calc"],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['vpc-1/-/vpce-1', 'vpc-1/-/vpce-1'],
    ['aws ec2 x --y', 'aws ec2 x --y'],
    ['a=b', 'a=b'],
    ['', ''],
    [null, ''],
  ])('%j is told as %j', (words, expected) => {
    expect(toCell(words)).toBe(expected);
  });

  it('never starts a formula, for whatever separator', () => {
    const starts = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '＝',
      '＋',
      '－',
      '＠',
      '\t',
      '\r',
      ' ',
      '"',
      "'",
      ';',
      ',',
      '|',
      'x',
    );
    fc.assert(
      fc.property(fc.array(starts, { maxLength: 12 }), (pieces) => {
        const cell = toCell(pieces.join(''));
        for (const part of cell.split(/[,;|]/)) {
          expect(part.replace(/^[\s"]+/, '')).not.toMatch(/^[=+\-@＝＋－＠\t\r]/);
        }
      }),
    );
  });
});
