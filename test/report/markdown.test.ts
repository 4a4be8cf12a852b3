import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PublishedFinding } from '#model/finding.ts';
import type { ScanResult } from '#model/result.ts';
import { pathClasses, severities } from '#model/words.ts';
import { code, link, text } from '#report/markdown/text.ts';
import { renderMarkdown } from '#report/markdown.ts';
import { toReportData } from '#report/report-data.ts';
import { residencyRule } from '#report/residency.ts';
import { aConnectionPath } from '#test/builders/connection-path.ts';
import { aCoverage, aScopeCoverage } from '#test/builders/coverage.ts';
import { aFinding, oddText, oregon, tokyo } from '#test/builders/findings.ts';
import { aResult } from '#test/builders/result.ts';

/** What people name things who want to be read, mentioned or run. */
const hostile = [
  '@team look',
  'a@evil.example',
  '#12, GH-12, org/repo#5, !7, %v1',
  'https://evil.example/x',
  'www.evil.example',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<!-- and all that follows',
  '[click](https://evil.example)',
  '![x](https://evil.example/x.png)',
  '`a` | b | `c',
  'a\\| b',
  'ends in \\',
  '``` fence',
  '$x^2$',
  '**bold** _em_ ~~gone~~',
  '\n\n# heading\n- item',
  '| a | b |\n|---|---|',
  '&lt;b&gt; &#60;i&#62;',
  '\u202ereversed',
];

/** What is left of Markdown without its escapes, its code and the targets of its own links: text, and what is alive. */
const withoutCode = (markdown: string): string =>
  markdown
    .replaceAll(/\\[!-/:-@[-`{-~]|`[^`\n]*`/g, 'X')
    .replaceAll(/\]\(https:\/\/example\.com\/[^\s)]*\)/g, ']LINK');

/** What a service would make a mention, a reference, an address, markup or HTML of. */
const alive = /@[\w-]|#\d|GH-\d|![\d[]|%\w|:\/\/|www\.|<|`|\$|~|\]\(/i;

describe('words', () => {
  it.each(hostile)('say %j, and nothing else', (words) => {
    expect(withoutCode(text(words))).not.toMatch(alive);
    expect(withoutCode(text(words))).not.toMatch(/[\n|[\]*_]/);
  });

  it.each(hostile)('name %j as one piece of code', (words) => {
    expect(code(words)).toMatch(/^`[^`|\n]+`$/);
  });

  it('are the same words once they are set', () => {
    const sentence =
      'In account 111122223333, run: aws ec2 modify-vpc-endpoint --policy "*" [a_b] <c> & d | e.';
    const set = text(sentence)
      .replaceAll(/\\([\\`*_[\]~])/g, '$1')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&vert;', '|')
      .replaceAll('&amp;', '&');
    expect(set).toBe(sentence);
  });

  it('are cut where they are too long, never within a character', () => {
    fc.assert(
      fc.property(oddText, fc.integer({ min: 5, max: 400 }), (words, limit) => {
        expect(text(words, limit).isWellFormed()).toBe(true);
        expect(code(words, limit).length).toBeLessThanOrEqual(limit + 2);
      }),
    );
  });

  it.each([
    ['https://example.com/a?b=c#d', '[rule](https://example.com/a?b=c#d)'],
    ['https://example.com/a)b(c', '[rule](https://example.com/a%29b%28c)'],
    ['javascript:alert(1)', 'rule'],
    ['https://example.com/ b', 'rule'],
    ['//example.com', 'rule'],
    ['', 'rule'],
  ])('link to %j as %j', (url, expected) => {
    expect(link('rule', url)).toBe(expected);
  });
});

const finding = (fields: Partial<PublishedFinding> = {}): PublishedFinding => {
  const { dependsOn: _, ...published } = aFinding({ rule: 'bedrock-path-broken' });
  return {
    ...published,
    status: 'failed',
    severity: 'high',
    remediation: 'Mend it.',
    fixOwner: tokyo.accountId,
    ...fields,
  };
};

const whole = aCoverage([aScopeCoverage(tokyo), aScopeCoverage(oregon)]);
const rendered = (result: Partial<ScanResult>, earlier: Partial<ScanResult> | null = null): string =>
  renderMarkdown(
    toReportData(
      aResult({ coverage: whole, ...result }),
      earlier === null ? null : aResult({ coverage: whole, ...earlier }),
    ),
  );

describe('the report', () => {
  it('begins with what has to be known', () => {
    const markdown = rendered(
      {
        paths: [aConnectionPath(), aConnectionPath({ id: '2', verdict: 'blocked' })],
        findings: [finding({ ownerTags: { team: 'network' } })],
      },
      {},
    );
    expect(
      markdown
        .split('\n')
        .filter((line) => line !== '')
        .slice(0, 5),
    ).toEqual([
      '## Private paths: Bedrock 1 open, 1 broken, 0 unknown',
      '**Seen**: 2 of 2 accounts, 2 of 2 Regions; 2 of 2 scopes read completely.',
      '**Since 2026-11-22T03:00:00.000Z**: paths: 2 new; findings: 1 new.',
      '**Next** (high, [bedrock-path-broken](https://example.com/rules.md#bedrock-path-broken)): Mend it.',
      '**Whose**: `111122223333` (tokyo-workloads), team: network',
    ]);
  });

  it('says so where there is nothing', () => {
    const markdown = rendered({ coverage: aCoverage([]), rules: [] });
    expect(markdown).toContain('**Next**: nothing is to be mended.');
    expect(markdown).toContain('No residency rule is in force');
    expect(markdown).toContain('No path leaves its Region.');
    expect(markdown).toContain('No connection path found.');
    expect(markdown).toContain('### Findings to fix: 0\n\nNone.');
  });

  it('never hides what could not be read', () => {
    const markdown = rendered({
      coverage: aCoverage([aScopeCoverage(tokyo), aScopeCoverage(oregon, ['DescribeVpcs'])]),
    });
    expect(markdown).toContain('**Of 1 scope not all is known.**');
    expect(markdown).toContain('No connection path found in what was read.');
    expect(markdown).toMatch(
      /### Not read[^#]*\| `444455556666` \| us-west-2 \| access-denied by policy: `DescribeVpcs` \| Allow/,
    );
  });

  it('tells what could not be published', () => {
    const failure = { ...oregon, findingId: null, cause: 'throttled', by: null, code: null, message: null };
    const markdown = rendered({
      publish: {
        created: 1,
        updated: 2,
        refreshed: 0,
        archived: 3,
        kept: 4,
        orphaned: 0,
        unpublished: [{ ...tokyo, cause: 'not-enabled', findings: 5 }],
        notices: [],
        failed: [failure],
      },
    });
    expect(markdown).toContain(
      'Security Hub: 1 created, 2 updated, 0 refreshed, 3 archived, 4 kept. 5 findings had nobody to be told to. **1 could not be published.**',
    );
  });

  it('tells which pairs of Regions are allowed and which are violated', () => {
    const markdown = rendered({
      paths: [aConnectionPath({ id: 'a' }), aConnectionPath({ id: 'b' })],
      findings: [finding({ rule: residencyRule, pathIds: ['a'] })],
      rules: [residencyRule],
    });
    expect(markdown).toMatch(/^\| ap-northeast-1 \| us-west-2 \| 1 \| 1 \| {2}\| {2}\| {2}\|$/m);
  });

  it('tells what changed, and what cannot be said, apart', () => {
    const path = aConnectionPath();
    const gone = aConnectionPath({ id: 'gone', endpoint: { accountId: '999999999999' } });
    const markdown = rendered({ paths: [path] }, { paths: [gone, aConnectionPath({ verdict: 'blocked' })] });
    expect(markdown).toMatch(/^\| verdict changed \| .* \| blocked to usable \|$/m);
    expect(markdown).toMatch(/^\| path not seen now \| .* \| not read: 999999999999 us-west-2 \|$/m);
  });
});

/** Every text that AWS or a person gives, in every place. */
const hostileResult = (words: string, many: number): ScanResult =>
  aResult({
    coverage: aCoverage([
      {
        ...aScopeCoverage(tokyo, ['DescribeVpcs']),
        reads: [{ operation: words, status: 'failed', cause: null, by: null, code: words, message: words }],
      },
      aScopeCoverage(oregon),
    ]),
    partition: words,
    tool: { name: words, version: words },
    startedAt: words,
    paths: Array.from({ length: many }, (_, index) =>
      aConnectionPath({
        id: `${index}${words}`,
        class: pathClasses[index % pathClasses.length] ?? 'tunnel',
        consumer: { accountId: words, accountName: words, region: `${words}${index}`, vpcId: words },
        peeringId: words,
        endpoint: { vpcEndpointId: words, accountId: words },
        service: { name: words, region: words },
        notAssessed: [words],
      }),
    ),
    findings: Array.from({ length: many }, (_, index) =>
      finding({
        id: `${index}${words}`,
        rule: `${words}${index}`,
        severity: severities[index % severities.length] ?? 'low',
        title: words,
        remediation: words,
        fixOwner: words,
        accountId: words,
        ownerTags: { [words]: words },
        pathIds: [`${index}${words}`],
        ruleUrl: `https://example.com/${words}`,
      }),
    ),
  });

const cellsOf = (line: string): number => line.replaceAll(/\\[\s\S]/g, '').split('|').length;

describe('a report on hostile names', () => {
  it.each(hostile)('mentions, links and marks up nothing: %j', (words) => {
    const result = hostileResult(words, 3);
    const markdown = renderMarkdown(
      toReportData(result, { ...result, paths: [], findings: [], startedAt: words }),
    );
    for (const line of withoutCode(markdown).split('\n')) {
      expect(line).not.toMatch(alive);
    }
  });

  it.each(hostile)('keeps its tables whole: %j', (words) => {
    const lines = renderMarkdown(toReportData(hostileResult(words, 3), null)).split('\n');
    const tables = lines.flatMap((line, at) => (/^\|(?: --- \|)+$/.test(line) ? [at] : []));
    expect(tables.length).toBeGreaterThan(4);
    for (const at of tables) {
      const end = lines.indexOf('', at);
      const widths = lines.slice(at - 1, end).map(cellsOf);
      expect(new Set(widths).size).toBe(1);
    }
  });

  it.each([...hostile, '&'.repeat(5000), '@#<|'.repeat(2000), '東京'.repeat(3000), 'x'])(
    'is no longer than GitHub takes, however many there are: %j',
    (words) => {
      const result = hostileResult(words, 300);
      const markdown = renderMarkdown(toReportData(result, { ...result, paths: [], findings: [] }));
      expect(markdown.length).toBeLessThanOrEqual(65_536);
      expect(markdown).toMatch(/and \d+ more/);
      expect(markdown.isWellFormed()).toBe(true);
    },
  );

  it('counts what it leaves out', () => {
    const markdown = rendered({
      findings: Array.from({ length: 3000 }, (_, index) =>
        finding({ id: String(index), title: `title ${index}` }),
      ),
    });
    const told = markdown
      .split('\n')
      .filter((line) => /^\| high failed \|.*\| title \d+ \|/.test(line)).length;
    expect(told).toBeGreaterThan(20);
    expect(markdown).toContain(`... and ${3000 - told} more findings`);
  });
});
