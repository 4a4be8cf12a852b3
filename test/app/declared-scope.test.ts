import { describe, expect, it } from 'vitest';
import { divideAccounts, divideRegions, refuseExcluded, tellExcluded } from '#app/declared-scope.ts';
import { InputError } from '#app/input-error.ts';
import { type ScopeConfig, scopeConfig } from '#model/config-scope.ts';

const [alive, closing, suspended, closed, stateless, unheardOf] = [
  '111111111111',
  '222222222222',
  '333333333333',
  '444444444444',
  '555555555555',
  '666666666666',
] as const;

const accounts = [
  { Id: alive, State: 'ACTIVE' },
  { Id: closing, State: 'PENDING_CLOSURE' },
  { Id: suspended, State: 'SUSPENDED' },
  { Id: closed, State: 'CLOSED' },
  { Id: stateless },
  { Id: unheardOf, State: 'HIBERNATING' },
];

const scopeOf = (fields: Partial<ScopeConfig> = {}): ScopeConfig => scopeConfig.parse(fields);
const noUnits = { selected: null, excluded: new Set<string>() };

describe('accounts', () => {
  it('are read while they live, closing ones too; the others are told as what they are', () => {
    expect(divideAccounts(accounts, scopeOf(), noUnits)).toEqual({
      chosen: [alive, closing, stateless],
      excluded: [
        { accountId: suspended, region: '*', because: 'SUSPENDED' },
        { accountId: closed, region: '*', because: 'CLOSED' },
        { accountId: unheardOf, region: '*', because: 'HIBERNATING' },
      ],
    });
  });

  it.each<
    [
      string,
      Partial<ScopeConfig>,
      typeof noUnits | { selected: Set<string>; excluded: Set<string> },
      string[],
    ]
  >([
    ['scope.excludedAccounts', { excludedAccounts: [closing] }, noUnits, [alive, stateless]],
    [
      'scope.organizationalUnits',
      {},
      { selected: new Set([alive, closing, suspended]), excluded: new Set() },
      [alive, closing],
    ],
    [
      'scope.excludedOrganizationalUnits',
      {},
      { selected: new Set([alive, closing, stateless]), excluded: new Set([stateless]) },
      [alive, closing],
    ],
  ])('are left out by %s', (because, fields, units, expected) => {
    const { chosen, excluded } = divideAccounts(accounts, scopeOf(fields), units);
    expect(chosen).toEqual(expected);
    expect(excluded.some((one) => one.because === because)).toBe(true);
    expect(excluded.length + chosen.length).toBe(accounts.length);
  });
});

describe('Regions', () => {
  const scopes = [alive, closing].flatMap((accountId) =>
    ['us-east-1', 'us-west-2', 'eu-west-1'].map((region) => ({ accountId, region })),
  );

  it.each<[string, Partial<ScopeConfig>, string[], object[]]>([
    ['all', {}, ['us-east-1', 'us-west-2', 'eu-west-1'], []],
    [
      'but the excluded, told once for all accounts though nobody has them',
      { excludedRegions: ['us-west-2', 'me-south-1'] },
      ['us-east-1', 'eu-west-1'],
      [
        { accountId: '*', region: 'me-south-1', because: 'scope.excludedRegions' },
        { accountId: '*', region: 'us-west-2', because: 'scope.excludedRegions' },
      ],
    ],
    [
      'only the selected; the others that accounts have are told',
      { regions: ['us-east-1'] },
      ['us-east-1'],
      [
        { accountId: '*', region: 'eu-west-1', because: 'scope.regions' },
        { accountId: '*', region: 'us-west-2', because: 'scope.regions' },
      ],
    ],
  ])('%s', (_, fields, expected, excluded) => {
    const divided = divideRegions(scopes, scopeOf(fields));
    expect(divided.excluded).toEqual(excluded);
    expect(divided.chosen).toEqual(scopes.filter(({ region }) => expected.includes(region)));
  });

  it('cost one entry each, however many accounts there are', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      accountId: String(100_000_000_000 + index),
      region: 'eu-west-1',
    }));
    expect(divideRegions(many, scopeOf({ excludedRegions: ['eu-west-1'] }))).toMatchObject({
      chosen: [],
      excluded: [{ accountId: '*', region: 'eu-west-1' }],
    });
  });
});

describe('what is asked for and left out', () => {
  const excluded = [
    { accountId: suspended, region: '*', because: 'SUSPENDED' },
    { accountId: '*', region: 'eu-west-1', because: 'scope.excludedRegions' },
  ];

  it.each([
    [{ accounts: [suspended], regions: null }, '333333333333 is asked for and left out (SUSPENDED)'],
    [
      { accounts: null, regions: ['eu-west-1'] },
      'eu-west-1 is asked for and left out (scope.excludedRegions)',
    ],
  ])('is refused: %j', (selection, message) => {
    expect(() => refuseExcluded(selection, excluded)).toThrow(new InputError(message));
  });

  it('is told, a line each reason, with excluded accounts that are nobody’s', () => {
    const scope = scopeOf({ excludedAccounts: ['999999999999'] });
    expect(tellExcluded(excluded, accounts, scope)).toEqual([
      'left out (SUSPENDED): 333333333333',
      'left out (scope.excludedRegions): eu-west-1',
      'scope.excludedAccounts: no account of the organization: 999999999999',
    ]);
  });
});
