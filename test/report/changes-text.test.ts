import { describe, expect, it } from 'vitest';
import type { ScanResult } from '#model/result.ts';
import { toChanges } from '#report/changes.ts';
import { renderChanges } from '#report/changes-text.ts';
import { widthOf } from '#report/width.ts';
import { aConnectionPath } from '#test/builders/connection-path.ts';
import { aCoverage, aScopeCoverage } from '#test/builders/coverage.ts';
import { aFinding, oregon, tokyo } from '#test/builders/findings.ts';
import { aResult } from '#test/builders/result.ts';

const over = (fields: Partial<ScanResult>): ScanResult =>
  aResult({ coverage: aCoverage([aScopeCoverage(tokyo), aScopeCoverage(oregon)]), ...fields });

const { dependsOn: _, ...finding } = aFinding({ rule: 'bedrock-path-broken' });
const failed = { ...finding, status: 'failed' as const, severity: 'high' as const };

const rendered = (earlier: Partial<ScanResult>, later: Partial<ScanResult>, columns = 400): string =>
  renderChanges(toChanges(over(earlier), over(later)), { columns });

describe('what changed, at a terminal', () => {
  it('is said in a line where nothing did', () => {
    expect(rendered({}, {})).toBe('Changes since 2026-11-22T03:00:00.000Z\n\nNothing changed.\n');
  });

  it.each<[string, Partial<ScanResult>, Partial<ScanResult>, RegExp]>([
    [
      'a new path',
      {},
      { paths: [aConnectionPath()] },
      /^new +peering-routed-bedrock, usable +tokyo-workloads /m,
    ],
    [
      'a path that is gone',
      { paths: [aConnectionPath()] },
      {},
      /^gone +was peering-routed-bedrock, usable /m,
    ],
    [
      'another verdict',
      { paths: [aConnectionPath()] },
      { paths: [aConnectionPath({ verdict: 'blocked' })] },
      /^verdict +usable -> blocked +.* bedrock-runtime in us-west-2 +pcx-1 > vpce-1$/m,
    ],
    [
      'another class',
      { paths: [aConnectionPath()] },
      { paths: [aConnectionPath({ class: 'unclassified' })] },
      /^class +peering-routed-bedrock -> unclassified /m,
    ],
    [
      'a new finding',
      {},
      { findings: [failed] },
      /^new +high failed +bedrock-path-broken +111122223333 ap-northeast-1 /m,
    ],
    ['a finding that is gone', { findings: [failed] }, {}, /^gone +was high failed /m],
    [
      'a finding that is accepted',
      { findings: [failed] },
      { findings: [{ ...failed, status: 'passed', exemption: 'until 2027' }] },
      /^changed +high failed -> exempt /m,
    ],
    ['another configuration', {}, { configDigest: 'x' }, /^Mind: The configuration was another/m],
  ])('tells %s', (_name, earlier, later, expected) => {
    expect(rendered(earlier, later)).toMatch(expected);
  });

  it('tells what cannot be said last, and not as a change', () => {
    const coverage = aCoverage([aScopeCoverage(tokyo)]);
    expect(rendered({ paths: [aConnectionPath()] }, { coverage })).toMatch(
      /\n\nNothing is known to have changed\.\nOf 1 path and 0 findings it cannot be said whether they changed:\n\nPATH.*\nnot seen now +not read: 444455556666 us-west-2 /,
    );
  });

  it('ends where nobody could read it, and says so', () => {
    const paths = Array.from({ length: 503 }, (_path, index) => aConnectionPath({ id: String(index) }));
    expect(rendered({}, { paths })).toMatch(/^\.\.\. and 3 more$[\s\S]*^Paths: 503 new, /m);
  });

  it.each([40, 80, 120])('fits into %i columns, and keeps every end of a path', (columns) => {
    const path = aConnectionPath({ consumer: { accountName: '東京の本番'.repeat(8) } });
    const text = rendered({ paths: [path] }, { findings: [failed] }, columns);
    const summary = /^(Paths|Findings|Of|Changes)\b/;
    const widths = text
      .split('\n')
      .filter((line) => !summary.test(line))
      .map(widthOf);
    expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
    for (const id of ['vpc-1', 'pcx-1', 'vpce-1']) expect(text).toContain(id);
  });
});
