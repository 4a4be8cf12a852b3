import { describe, expect, it } from 'vitest';
import { toOption } from '#app/explain/to-option.ts';
import type { Explanation } from '#model/explanation.ts';
import { renderExplainText } from '#report/explain-text.ts';
import { widthOf } from '#report/width.ts';
import { words } from '#test/builders/apply-steps.ts';
import { ask, sides } from '#test/builders/explain.ts';
import { peeringRecord } from '#test/builders/network.ts';

const wide = { columns: Number.POSITIVE_INFINITY };
const pending = { VpcPeeringConnections: [peeringRecord({ Status: { Code: 'pending-acceptance' } })] };
const open = await ask();
const doubtful = await ask({ inventories: sides({ tokyo: { RouteTables: undefined } }) });
const closed = await ask({ inventories: sides({ tokyo: pending, oregon: pending }) });
/** Oregon with its endpoint leading to KMS. */
const endpoints = sides()[1]?.inventory.VpcEndpoints ?? [];
const kms = {
  VpcEndpoints: endpoints.map((record) => ({ ...record, ServiceName: 'com.amazonaws.us-west-2.kms' })),
};
const hostile = '\u001b[31mred\u202e\r\nNO\u2028 \ud800';

describe('an explanation for a person', () => {
  it.each([
    ['yes', open],
    ['no', closed],
    ['unknown', doubtful],
  ])('begins with the answer: %s', (_, explanation) => {
    const [first, second] = renderExplainText(explanation, wide).split('\n');
    expect([first, second]).toEqual([explanation.headline, '']);
  });

  it.each([40, 60, 80, 100, 300])(
    'at %i columns is no wider, nor than 100, but for what a shell would not take folded',
    (columns) => {
      for (const explanation of [open, closed, doubtful]) {
        const [, ...lines] = renderExplainText(explanation, { columns }).split('\n');
        const width = Math.min(columns, 100);
        expect(lines.filter((line) => widthOf(line) > width && !/^ +(--|aws |\S+ \\$)/.test(line))).toEqual(
          [],
        );
      }
    },
  );

  it('draws the hops of a path, and marks those that fail', () => {
    const text = renderExplainText(closed, wide).replaceAll(/\n +/g, ' ');
    expect(text).toContain('vpc-tokyo (ap-northeast-1) -> endpoint vpce-1 ok -> peering pcx-1 FAIL (');
  });

  it('tells steps with commands that fold without a change', () => {
    const text = renderExplainText(closed, { columns: 60 });
    const told = closed.options.flatMap(({ steps }) => steps.flatMap(({ commands }) => commands));
    const pasted = text
      .replaceAll(/ \\\n +/g, ' ')
      .replaceAll(/,\n +/g, ',')
      .split('\n')
      .map((line) => line.trim());
    const seen = pasted.filter((line) => line.startsWith('aws ')).map(words);
    expect(seen).toEqual(told.map(words));
    expect(text).toContain('Nothing was changed: read each command before you run it.');
  });

  it('leaves the steps of other ways to JSON where the service is reached today', async () => {
    const text = renderExplainText(await ask({ service: 'kms', inventories: sides({ oregon: kms }) }), wide);
    expect(text).toMatch(/^Yes, /);
    expect(text).toContain('3 steps: --format json tells them.');
    expect(text).not.toContain('aws ');
  });

  it('says what was left out and what could not be read', () => {
    const scopes: Explanation['coverage']['scopes'] = [
      {
        accountId: '444455556666',
        region: 'us-west-2',
        status: 'excluded',
        because: 'not an account of the organization',
        reads: [],
      },
      {
        accountId: '222222222222',
        region: 'us-west-2',
        status: 'partial',
        because: null,
        reads: [
          {
            operation: 'DescribeSubnets',
            status: 'failed',
            cause: 'access-denied',
            by: 'policy',
            code: null,
            message: null,
          },
        ],
      },
    ];
    const text = renderExplainText(
      { ...closed, coverage: { complete: false, scopes, suggestions: [] } },
      wide,
    );
    expect(text).toContain('Left out: 444455556666 us-west-2 (not an account of the organization).\n');
    expect(text).toContain('Scopes read completely: 0 of 1');
    expect(text).toContain('222222222222 us-west-2: DescribeSubnets (access-denied by policy)');
  });

  it('shows nothing raw, and no name as long as it likes', () => {
    const step = { what: hostile, accountId: null, region: null, commands: [`aws ec2 '${hostile}'`] };
    const option = toOption('peering', 'no', hostile.repeat(10_000), { peeringId: hostile, steps: [step] });
    const question = { ...closed.question, vpcId: hostile, serviceName: hostile };
    const text = renderExplainText({ ...closed, headline: hostile, question, options: [option] }, wide);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}]/u);
    expect(text).not.toMatch(/^NO$/m);
    expect(text.length).toBeLessThan(5000);
  });
});
