import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '#model/english.ts';
import { type Asked, createInjector } from '#sandbox/faults/injector.ts';
import { type FaultRule, faultPlan } from '#sandbox/faults/plan.ts';

const asked = ({
  accountId = '111111111111',
  region = 'us-west-2',
  action = 'ec2:DescribeVpcs',
  body = '',
} = {}): Asked => ({
  scope: { accountId, region },
  action,
  request: { method: 'POST', path: '/', query: {}, headers: {}, body: Buffer.from(body) },
});

const injectorOf = (rules: FaultRule[], seed = 1) => createInjector({ seed, rules });
const hits = (rule: Partial<FaultRule>, calls: Asked[]): boolean[] => {
  const injector = injectorOf([{ fault: 'throttling', ...rule }]);
  return calls.map((call) => injector.next(call) !== null);
};
const times = (count: number, one: Asked = asked()): Asked[] => Array.from({ length: count }, () => one);

describe('whom a rule hits', () => {
  it.each<[Partial<FaultRule>, boolean]>([
    [{}, true],
    [{ account: '111111111111', region: 'us-west-2', operation: 'ec2:DescribeVpcs' }, true],
    [{ account: '1*', region: '*-west-*', operation: 'ec2:*Vpc*' }, true],
    [{ account: '222222222222' }, false],
    [{ account: '11111111111' }, false],
    [{ region: 'us-west' }, false],
    [{ operation: 'ec2:DescribeVpc' }, false],
    [{ operation: 'sts:*' }, false],
    [{ fault: 'bad-next-token' }, true],
    [{ fault: 'failed-findings' }, false],
  ])('%j: %s', (rule, expected) => expect(hits(rule, [asked()])).toEqual([expected]));
});

describe('when it fires', () => {
  it.each<[Partial<FaultRule>, boolean[]]>([
    [{}, [true, true, true, true]],
    [{ calls: [1, 3] }, [true, false, true, false]],
    [{ from: 2 }, [false, true, true, true]],
    [{ to: 2 }, [true, true, false, false]],
    [{ from: 2, to: 3 }, [false, true, true, false]],
    [{ rate: 0 }, [false, false, false, false]],
    [{ rate: 1 }, [true, true, true, true]],
  ])('%j', (rule, expected) => expect(hits(rule, times(4))).toEqual(expected));

  it('as often as its rate says', () => {
    const count = hits({ rate: 0.3 }, times(2000)).filter(Boolean).length;
    expect(count / 2000).toBeCloseTo(0.3, 1);
  });

  it('for every question by itself', () =>
    expect(hits({ calls: [1] }, [asked(), asked({ body: 'page 2' }), asked()])).toEqual([true, true, false]));
});

it('of several rules the first that fires decides', () => {
  const injector = injectorOf([
    { fault: 'hang', calls: [2] },
    { fault: 'throttling', account: '1*' },
    { fault: 'unavailable' },
  ]);
  expect(
    [asked(), asked(), asked({ accountId: '222222222222' })].map((call) => injector.next(call)?.fault),
  ).toEqual(['throttling', 'hang', 'unavailable']);
});

it('another seed hits others', () => {
  const rules: FaultRule[] = [{ fault: 'throttling', rate: 0.5 }];
  const fired = (seed: number) => {
    const injector = injectorOf(rules, seed);
    return times(50).map((call) => injector.next(call) !== null);
  };
  expect(fired(1)).toEqual(fired(1));
  expect(fired(1)).not.toEqual(fired(2));
});

it('who is hit does not depend on the order in which calls come', () => {
  const call = fc.record({
    accountId: fc.constantFrom('111111111111', '222222222222'),
    action: fc.constantFrom('ec2:DescribeVpcs', 'ec2:DescribeSubnets'),
    body: fc.constantFrom('', 'a', 'b'),
  });
  const shuffled = fc
    .array(call, { maxLength: 30 })
    .chain((calls) =>
      fc.tuple(
        fc.constant(calls),
        fc.shuffledSubarray(calls, { minLength: calls.length, maxLength: calls.length }),
      ),
    );
  fc.assert(
    fc.property(shuffled, fc.nat(), ([calls, others], seed) => {
      const hitsOf = (list: typeof calls) => {
        const injector = injectorOf([{ fault: 'throttling', rate: 0.5 }], seed);
        for (const one of list) injector.next(asked(one));
        return injector
          .injected()
          .map((hit) => JSON.stringify(hit))
          .toSorted();
      };
      expect(hitsOf(calls)).toEqual(hitsOf(others));
    }),
  );
});

describe('a plan that is wrong', () => {
  it.each<[string, object, RegExp]>([
    ['an unknown key', { fault: 'hang', acount: '1' }, /acount/],
    ['an unknown fault', { fault: 'meteor' }, /Invalid option/],
    ['a rate above 1', { fault: 'hang', rate: 2 }, /rate/],
    ['a call before the first', { fault: 'hang', calls: [0] }, /calls/],
    ['no call at all', { fault: 'hang', calls: [] }, /calls/],
    ['an operation that nobody serves', { fault: 'hang', operation: 'ec2:RunInstances' }, /no operation/],
    ['a pattern that is none', { fault: 'hang', operation: 'ec2:(.*)' }, /IAM action/],
    ['an account that is none', { fault: 'hang', account: 'hub' }, /account ID/],
    [
      'a token where there are no pages',
      { fault: 'bad-next-token', operation: 'sts:*' },
      /bad-next-token can happen to/,
    ],
    ['a rate and calls', { fault: 'hang', rate: 0.5, calls: [1] }, /cannot be combined/],
    ['calls and from', { fault: 'hang', from: 1, calls: [1] }, /cannot be combined/],
    ['an end before the start', { fault: 'hang', from: 3, to: 2 }, /less than from/],
  ])('%s', (_, rule, message) => {
    const { success, error } = faultPlan.safeParse({ seed: 1, rules: [rule] });
    expect(success).toBe(false);
    expect(error?.message).toMatch(message);
  });

  it('a right one may be short', () =>
    expect(faultPlan.parse({ rules: [{ fault: 'hang' }] })).toEqual({ seed: 0, rules: [{ fault: 'hang' }] }));
});
