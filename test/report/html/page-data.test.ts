import { expect, it } from 'vitest';
import { mostInPage, toPageData } from '#report/html/page-data.ts';
import { toReportData } from '#report/report-data.ts';
import { aConnectionPath } from '#test/builders/connection-path.ts';
import { aFinding } from '#test/builders/findings.ts';
import { aResult } from '#test/builders/result.ts';

const usable = Array.from({ length: mostInPage }, (_, n) =>
  aConnectionPath({ id: `a${n}`, verdict: 'usable' }),
);
const passed = Array.from({ length: mostInPage }, (_, n) => aFinding({ id: `a${n}`, status: 'passed' }));

it('a result that fits is told whole, but for what the page does not show', () => {
  const result = aResult({ paths: usable, findings: passed });
  const { leftOut, result: shown } = toPageData(toReportData(result, null));
  const { coverage: _coverage, peerings: _peerings, ...rest } = result;
  expect(shown).toEqual(rest);
  expect(leftOut).toEqual({ paths: 0, findings: 0 });
});

it('of more than a page holds the least pressing are left out, and counted; the numbers are of all', () => {
  const blocked = aConnectionPath({ id: 'blocked', verdict: 'blocked' });
  const failed = aFinding({ id: 'failed', status: 'failed', severity: 'low' });
  const data = toReportData(aResult({ paths: [...usable, blocked], findings: [...passed, failed] }), null);
  const { leftOut, result, digest } = toPageData(data);
  expect(leftOut).toEqual({ paths: 1, findings: 1 });
  expect(result.paths.map(({ id }) => id)).toEqual([...usable.slice(0, -1).map(({ id }) => id), 'blocked']);
  expect(result.findings.at(-1)?.id).toBe('failed');
  expect([digest.paths.of, digest.findings.of]).toEqual([mostInPage + 1, mostInPage + 1]);
});
