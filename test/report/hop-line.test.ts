import { describe, expect, it } from 'vitest';
import { hopLines, stopLines } from '#report/hop-line.ts';
import { widthOf } from '#report/width.ts';
import { peeringRecord } from '#test/builders/network.ts';
import { pathOf } from '#test/builders/reachable.ts';

const open = pathOf({});
const pending = { VpcPeeringConnections: [peeringRecord({ Status: { Code: 'pending-acceptance' } })] };
const closed = pathOf({ tokyo: pending, oregon: pending });
const unrouted = pathOf({ tokyo: { RouteTables: [] } });
const doubtful = pathOf({ tokyo: { NetworkAcls: undefined } });
const wide = { columns: 1000 };
const paint = (tone: string, text: string) => `<${tone} ${text}>`;
/** What lines say, however they were folded. */
const letters = (lines: readonly string[]) => lines.join('').replaceAll(' ', '');

describe('the hops of a path', () => {
  it('are drawn from the consumer to the service, one after another', () => {
    expect(hopLines(open, wide)).toEqual([
      'vpc-tokyo (ap-northeast-1) -> endpoint vpce-1 ok -> peering pcx-1 ok -> route ok -> nacl ok -> ' +
        'endpoint nacl ok -> groups ok -> return route ok -> bedrock-runtime',
    ]);
  });

  it('name what decides where one fails, and say why the first does', () => {
    const [line = ''] = hopLines(closed, wide);
    expect(line).toContain('peering pcx-1 FAIL (The peering\'s status is "pending-acceptance") -> route ');
  });

  it('tell what is not known', () => {
    expect(hopLines(doubtful, wide).join()).toContain(' -> nacl ? -> ');
  });

  it('end, for a table, where the first fails', () => {
    expect(stopLines(closed, wide)).toEqual([
      "vpc-tokyo (ap-northeast-1) -> endpoint ok -> peering pcx-1 FAIL (The peering's status is " +
        '"pending-acceptance") -> ... -> bedrock-runtime',
    ]);
    expect(stopLines(open, wide)).toEqual(hopLines(open, wide));
  });

  it('have arrows where the terminal knows them', () => {
    const [line = ''] = hopLines(open, { ...wide, isUnicode: true });
    expect(line).toMatch(/^vpc-tokyo \(ap-northeast-1\) → endpoint vpce-1 ok → /);
    expect(hopLines(open, wide).join('')).toMatch(/^[ -~]+$/);
  });

  it('are coloured by what they came to, which is told in words as well', () => {
    expect(hopLines(closed, { ...wide, paint }).join('')).toContain('endpoint vpce-1 <good ok> ->');
    expect(hopLines(closed, { ...wide, paint }).join('')).toContain('peering pcx-1 <bad FAIL> (');
  });

  it.each([20, 40, 80, 120])('fit %i columns, hops whole where they do', (columns) => {
    for (const path of [open, closed, unrouted, doubtful]) {
      for (const draw of [hopLines, stopLines]) {
        const lines = draw(path, { columns });
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
        expect(letters(lines)).toBe(letters(draw(path, wide)));
      }
    }
  });

  it('show nothing raw', () => {
    const hostile = '\u001b[31m\u202e\n';
    const path = {
      ...closed,
      consumer: { ...closed.consumer, vpcId: hostile, region: hostile },
      hops: closed.hops.map((hop) => ({ ...hop, resource: hostile, detail: hostile.repeat(1000) })),
    };
    const [line = ''] = hopLines(path, { columns: 5000 });
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(line.length).toBeLessThan(3000);
  });
});
