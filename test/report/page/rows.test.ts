import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PublishedFinding } from '#model/finding.ts';
import type { ConnectionPath } from '#model/path.ts';
import { toPageData } from '#report/html/page-data.ts';
import { findingFacets, pathFacets } from '#report/page/facets.ts';
import { type Report, toReport } from '#report/page/report.ts';
import { selectFindings, selectPaths } from '#report/page/select-rows.ts';
import { toReportData } from '#report/report-data.ts';
import { aConnectionPath, arbitraryPath } from '#test/builders/connection-path.ts';
import { aFinding, someFindings } from '#test/builders/findings.ts';
import { aResult } from '#test/builders/result.ts';

const reportOf = (paths: ConnectionPath[], findings: PublishedFinding[] = []): Report =>
  toReport(toPageData(toReportData(aResult({ paths, findings }), null)));

const idsOf = (report: Report, filter = {}): string[] =>
  selectPaths(report, { filter }).map(({ path }) => path.id);

const findingIdsOf = (report: Report, filter = {}): string[] =>
  selectFindings(report, { filter }).map(({ finding }) => finding.id);

describe('the rows of paths', () => {
  it('have Bedrock over a peering first, and what is broken before what works', () => {
    const report = reportOf([
      aConnectionPath({ id: 'a', class: 'same-region-aws-service', verdict: 'blocked' }),
      aConnectionPath({ id: 'b', verdict: 'usable' }),
      aConnectionPath({ id: 'c', verdict: 'unknown' }),
      aConnectionPath({ id: 'd', verdict: 'blocked' }),
      aConnectionPath({ id: 'e', verdict: 'partial' }),
    ]);
    expect(idsOf(report)).toEqual(['d', 'e', 'c', 'b', 'a']);
  });

  it.each([
    ['tokyo-workloads', ['a']],
    ['VPC-2', ['b']],
    ['222222222222 eu-west-1', ['b']],
    ['bedrock over a peering', ['a']],
    ['open the door', ['b']],
    ['nowhere', []],
  ])('are searched by %j', (text, ids) => {
    const report = reportOf([
      aConnectionPath({ id: 'a' }),
      aConnectionPath({
        id: 'vpc-2/b',
        class: 'tunnel',
        consumer: { accountId: '222222222222', accountName: null, region: 'eu-west-1' },
        fix: 'Open the door.',
      }),
    ]);
    expect(idsOf(report, { text }).map((id) => id.at(-1))).toEqual(ids);
  });

  it('are those of the result, each once, in the same order whatever the order of the result', () => {
    const paths = fc
      .array(arbitraryPath, { maxLength: 20 })
      .map((list) => list.map((path, index) => ({ ...path, id: `path-${index}` })));
    fc.assert(
      fc.property(paths, (list) => {
        const ids = idsOf(reportOf(list));
        expect(ids.toSorted()).toEqual(list.map(({ id }) => id).toSorted());
        expect(idsOf(reportOf(list.toReversed()))).toEqual(ids);
      }),
    );
  });
});

describe('the rows of findings', () => {
  it('have what is open first by severity, then what could not be judged, then what passed or was accepted', () => {
    const report = reportOf(
      [],
      [
        aFinding({ id: 'passed', status: 'passed', severity: 'high' }),
        aFinding({ id: 'exempt', status: 'failed', severity: 'critical', exemption: 'until 2099-12-31' }),
        aFinding({ id: 'unjudged', severity: 'critical' }),
        aFinding({ id: 'warning', status: 'warning', severity: 'high' }),
        aFinding({ id: 'low', status: 'failed', severity: 'low' }),
        aFinding({ id: 'failed', status: 'failed', severity: 'high' }),
      ].map((finding) =>
        finding.id === 'unjudged' ? { ...finding, status: 'not-evaluated' as const } : finding,
      ),
    );
    expect(findingIdsOf(report)).toEqual(['failed', 'warning', 'low', 'unjudged', 'exempt', 'passed']);
  });

  it('know their paths, and paths their findings; a path that is not there is no path', () => {
    const report = reportOf([aConnectionPath({ id: 'a' })], [aFinding({ id: 'f', pathIds: ['a', 'gone'] })]);
    expect(report.findingById.get('f')?.paths.map(({ id }) => id)).toEqual(['a']);
    expect(report.pathById.get('a')?.findings.map(({ id }) => id)).toEqual(['f']);
  });

  it('are those of the result, each once', () => {
    fc.assert(
      fc.property(someFindings, (findings) => {
        expect(findingIdsOf(reportOf([], findings)).toSorted()).toEqual(
          findings.map(({ id }) => id).toSorted(),
        );
      }),
    );
  });
});

describe('what may be chosen', () => {
  it('is what there is, with how many rows have it, as many as the filter then leaves', () => {
    const some = fc.array(arbitraryPath, { maxLength: 20 });
    fc.assert(
      fc.property(some, (list) => {
        const report = reportOf(list.map((path, index) => ({ ...path, id: `path-${index}` })));
        for (const { key, options } of pathFacets(report)) {
          for (const { value, count } of options)
            expect([key, value, idsOf(report, { [key]: value }).length]).toEqual([key, value, count]);
        }
      }),
    );
  });

  it('is of findings what the findings themselves are', () => {
    const report = reportOf(
      [aConnectionPath()],
      [
        aFinding({ id: 'a', rule: 'one', status: 'failed', severity: 'high', fixOwner: '111122223333' }),
        aFinding({ id: 'b', rule: 'two' }),
      ],
    );
    expect(findingFacets(report).map(({ key, options }) => [key, options.map(({ value }) => value)])).toEqual(
      [
        ['severity', ['high', 'informational']],
        ['status', ['failed', 'passed']],
        ['rule', ['one', 'two']],
        ['accountId', ['111122223333']],
        ['region', ['ap-northeast-1']],
      ],
    );
    expect(findingFacets(report).flatMap(({ options }) => options.map(({ name }) => name))).toContain(
      'tokyo-workloads (111122223333)',
    );
  });
});
