import { describe, expect, it } from 'vitest';
import type { PublishedFinding } from '#model/finding.ts';
import { renderFindings } from '#report/finding-rows.ts';
import { aFinding } from '#test/builders/findings.ts';
import { aResult } from '#test/builders/result.ts';

const wide = Number.POSITIVE_INFINITY;

const finding = (fields: Partial<PublishedFinding>): PublishedFinding => ({ ...aFinding(), ...fields });
const rendered = (findings: PublishedFinding[], columns = wide) =>
  renderFindings(aResult({ findings }), { columns });

describe('the findings of a table', () => {
  it('are none where none has to be looked at', () => {
    expect(rendered([finding({}), finding({ status: 'not-evaluated' })])).toEqual([]);
  });

  it('are told the most severe first, failures before warnings', () => {
    const [table = ''] = rendered([
      finding({ id: '1', status: 'warning', severity: 'high', title: 'second' }),
      finding({ id: '2', status: 'failed', severity: 'high', title: 'first' }),
      finding({ id: '3', status: 'failed', severity: 'low', title: 'third' }),
    ]);
    expect(table.split('\n').map((line) => line.split(/ {2,}/).at(-1))).toEqual([
      'WHAT',
      'connection-path: first',
      'connection-path: second',
      'connection-path: third',
    ]);
  });

  it('tell what is exempt, and why', () => {
    const exempt = finding({ exemption: 'until 2027-01-31: planned', title: 'a zone' });
    expect(rendered([exempt]).join('\n')).toMatch(/exempt +.*a zone \(until 2027-01-31: planned\)/);
  });

  it('end where nobody could read them, and say so', () => {
    const many = Array.from({ length: 205 }, (_, id) => finding({ id: String(id), status: 'failed' }));
    expect(rendered(many).join('\n')).toContain('... and 5 more findings, which --format json tells');
  });
});
