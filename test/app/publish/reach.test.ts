import { expect, it } from 'vitest';
import type { Plan, Selection } from '#app/ports.ts';
import { createReach } from '#app/publish/reach.ts';
import type { Failure, ScopeCoverage } from '#model/coverage.ts';
import type { Scope } from '#model/scope.ts';

const scope = (text: string): Scope => {
  const [accountId = '', region = ''] = text.split('/');
  return { accountId: accountId.repeat(12), region };
};
const plan = {
  accounts: ['1', '2', '3'].map((id) => ({ Id: id.repeat(12) })),
  isListed: true,
  scopes: ['1/us-west-2', '1/us-east-1', '2/us-west-2'].map(scope),
  excluded: [],
  gaps: [],
} satisfies Partial<Plan>;
const all: Selection = { accounts: null, regions: null };
const failing = (at: string, operation: string): ScopeCoverage => ({
  ...scope(at),
  status: 'failed',
  because: null,
  reads: [{ operation, status: 'failed', cause: 'access-denied', by: null, code: null, message: null }],
});

const untold: Failure = { cause: 'throttled', code: null, message: null };

type Told = Partial<Plan> & { selection?: Selection; coverage?: ScopeCoverage[] };
it.each<[boolean, string, string, Told]>([
  [false, '1/us-west-2', 'that is planned', {}],
  [true, '9/us-west-2', 'of an account that is no member', {}],
  [false, '9/us-west-2', 'of an unknown account when not all are known', { isListed: false }],
  [true, '1/eu-west-1', 'of a Region that the account has switched off', {}],
  [false, '1/eu-west-1', 'that was not asked for', { selection: { accounts: null, regions: ['us-west-2'] } }],
  [
    false,
    '1/eu-west-1',
    'of an account whose Regions are not known',
    { coverage: [failing('1/us-west-2', 'DescribeRegions')] },
  ],
  [
    false,
    '1/eu-west-1',
    'of an account that could not be entered',
    { coverage: [failing('1/us-west-2', 'AssumeRole')] },
  ],
  [
    false,
    '1/eu-west-1',
    'of an account whose Regions are not known, and that there was no time for',
    {
      gaps: [{ ...scope('1/us-west-2'), operation: 'DescribeRegions', failure: untold }],
      coverage: [failing('1/us-west-2', 'DescribeVpcs')],
    },
  ],
  [
    true,
    '1/eu-west-1',
    'of an account of which another read failed',
    { coverage: [failing('1/us-west-2', 'DescribeVpcs')] },
  ],
  [false, '3/us-west-2', 'of a member that was not planned', {}],
  [true, '3/us-west-2', 'of a member left out', { excluded: [{ ...scope('3/*'), because: 'SUSPENDED' }] }],
  [
    true,
    '3/eu-west-1',
    'of a Region left out',
    { excluded: [{ accountId: '*', region: 'eu-west-1', because: 'scope.excludedRegions' }] },
  ],
])('is lost: %s, a scope (%s) %s', (expected, asked, _, { selection = all, coverage = [], ...changes }) => {
  const { isLost } = createReach({ plan: { ...plan, ...changes }, selection, coverage });
  expect(isLost(scope(asked))).toBe(expected);
});

it.each<[boolean, string, string, Told]>([
  [true, '1/eu-west-1', 'that the account does not have among its own', {}],
  [false, '1/us-west-2', 'that is planned', {}],
  [false, '1/eu-west-1', 'of a narrowed run', { selection: { accounts: null, regions: ['us-west-2'] } }],
  [
    false,
    '1/eu-west-1',
    'of an account whose Regions are not known',
    { coverage: [failing('1/us-west-2', 'DescribeRegions')] },
  ],
  [false, '9/us-west-2', 'of an account that is no member', {}],
  [
    false,
    '1/eu-west-1',
    'that is left out, and may be on',
    { excluded: [{ accountId: '*', region: 'eu-west-1', because: 'scope.excludedRegions' }] },
  ],
])('is switched off: %s, a Region (%s) %s', (expected, asked, _, told) => {
  const { selection = all, coverage = [], ...changes } = told;
  const { isSwitchedOff } = createReach({ plan: { ...plan, ...changes }, selection, coverage });
  expect(isSwitchedOff(scope(asked))).toBe(expected);
});
