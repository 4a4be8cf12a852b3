import { describe, expect, it } from 'vitest';
import { uniform } from '#network/addresses/partition.ts';
import { acrossPorts, toTrace } from '#network/reach/trace.ts';
import { fail, pass, type Ruling, unknown } from '#network/ruling.ts';

const open = pass('acl-1', 'rule 100 allows it');
const closed = fail('acl-1', 'rule 90 stops it');
const open2 = pass('sg-1', 'sg-1 admits it');
const closed2 = fail('sg-1', 'no rule of sg-1 admits it');
const unread = unknown(null, { reason: 'not-read', text: 'Not read: something' });

const traceOf = (acl: Ruling, groups: Ruling) =>
  toTrace([
    { hop: 'endpoint-subnet-nacl', ruling: acl },
    { hop: 'endpoint-security-groups', ruling: groups },
  ]);

describe('a pair', () => {
  it.each([
    ['passes when every hop does', open, open2, 'pass', 2],
    ['is unknown when a hop is', open, unread, 'unknown', 2],
    ['fails at the first hop that does', closed, closed2, 'fail', 0],
    ['fails although a hop is unknown', unread, closed2, 'fail', 1],
  ] as const)('%s', (_, acl, groups, ...[status, reached]) => {
    expect(traceOf(acl, groups)).toMatchObject({ status, reached });
  });
});

describe('a service on two ports', () => {
  const across = (a: ReturnType<typeof traceOf>, b: ReturnType<typeof traceOf>) =>
    acrossPorts([a, b].map((trace) => uniform([{ first: 0n, last: 0n }], trace)))[0]?.value;

  it.each([
    ['works when both do', traceOf(open, open2), traceOf(open, open2), 'pass', []],
    [
      'depends on the client when one does',
      traceOf(open, open2),
      traceOf(closed, open2),
      'unknown',
      ['depends-on-client'],
    ],
    ['fails when both fail, each at its own hop', traceOf(closed, open2), traceOf(open, closed2), 'fail', []],
    [
      'is unknown for what was not read',
      traceOf(open, open2),
      traceOf(open, unread),
      'unknown',
      ['not-read'],
    ],
    [
      'is unknown for both',
      traceOf(closed, open2),
      traceOf(open, unread),
      'unknown',
      ['depends-on-client', 'not-read'],
    ],
  ] as const)('%s', (_, a, b, ...[status, reasons]) => {
    const trace = across(a, b);
    expect(trace?.status).toBe(status);
    const told = trace?.stops.flatMap(({ ruling }) => (ruling.status === 'unknown' ? [ruling.reason] : []));
    expect(told).toEqual(reasons);
  });

  it('tells the conditions of both', () => {
    const [a, b] = [pass('sg-1', 'a', 'carries sg-a'), pass('sg-1', 'b', 'carries sg-b')];
    expect(across(traceOf(open, a), traceOf(open, b))?.stops[1]?.ruling).toMatchObject({
      provided: 'carries sg-a and carries sg-b',
    });
  });
});
