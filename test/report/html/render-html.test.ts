import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPageData } from '#report/html/page-data.ts';
import { renderHtml } from '#report/html/render-html.ts';
import { type ReportData, toReportData } from '#report/report-data.ts';
import { aConnectionPath } from '#test/builders/connection-path.ts';
import { aFinding, oddText } from '#test/builders/findings.ts';
import { aResult } from '#test/builders/result.ts';

const hostile = '</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>"\'&';

const dataWith = (text: string): ReportData =>
  toReportData(
    aResult({
      callerArn: text,
      paths: [aConnectionPath({ id: 'p', because: text, consumer: { accountName: text } })],
      findings: [
        aFinding({
          title: text,
          status: 'failed',
          severity: 'high',
          remediation: text,
          pathIds: ['p'],
          ownerTags: { [text]: text },
        }),
      ],
    }),
    null,
  );

const carried = (html: string): unknown => {
  const packed = /id="data">([^<]*)<\/script>/.exec(html)?.[1] ?? '';
  return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString());
};

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** The tags of a document, as anything between angle brackets that begins like one. */
const tagsOf = (html: string): string[] => html.match(/<\/?[a-z!][^>]*>/gi) ?? [];

const withoutData = (html: string): string =>
  html.replace(/id="data">[^<]*</, '').replace(/<(script|style)>[^]*?<\/\1>/g, '');

describe('the page', () => {
  const html = renderHtml(dataWith(hostile));

  it('carries what it shows', () => {
    expect(carried(html)).toEqual(JSON.parse(JSON.stringify(toPageData(dataWith(hostile)))));
  });

  it('lets nothing run but its own script and style, by their hashes', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    const script = /<script>([^]*?)<\/script>/.exec(html)?.[1] ?? '';
    const style = /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? '';
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      `script-src '${hashOf(script)}'`,
      `style-src '${hashOf(style)}'`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html',
    ]);
  });

  it('asks nobody for anything', () => {
    expect(tagsOf(withoutData(html)).filter((tag) => /\b(?:src|href)=/.test(tag))).toEqual([]);
  });

  it('says without script what matters most', () => {
    const told = /<noscript>([^]*?)<\/noscript>/.exec(html)?.[1] ?? '';
    expect(told).toContain('Bedrock paths: 1 open, 0 broken, 0 unknown.');
    expect(told).toContain('Next to fix: &lt;/script&gt;&lt;script&gt;alert(1)');
  });

  it('has the same markup whatever the data holds', () => {
    const plain = tagsOf(withoutData(renderHtml(dataWith('plain'))));
    fc.assert(
      fc.property(fc.oneof(fc.constant(hostile), oddText), (text) => {
        expect(tagsOf(withoutData(renderHtml(dataWith(text))))).toEqual(plain);
      }),
      { numRuns: 30 },
    );
  });

  it('lets no name turn round what stands after it', () => {
    const spoofed = carried(renderHtml(dataWith('a\u202eb\u2066c\u061c (👩‍👧)')));
    expect(spoofed).toMatchObject({ result: { paths: [{ because: 'a b c  (👩‍👧)' }] } });
    expect(JSON.stringify(spoofed)).not.toMatch(/\p{Bidi_Control}/u);
  });

  it('is the same for the same data', () => {
    expect(renderHtml(dataWith('a'))).toBe(renderHtml(dataWith('a')));
  });
});
