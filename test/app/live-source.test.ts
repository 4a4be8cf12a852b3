import { describe, expect, it } from 'vitest';
import { InputError } from '#app/input-error.ts';
import type { ScopeCoverage } from '#model/coverage.ts';
import { scanResultSchema } from '#model/result.ts';
import type { Organization } from '#model/snapshot.ts';
import { accountIds, emptyOrganization, type Run, runOrganization } from '#test/builders/organization-run.ts';

const regions = ['eu-north-1', 'us-east-1', 'us-west-2'];
const [hub, second, third, fourth] = accountIds(4) as [string, string, string, string];
const organization = emptyOrganization([hub, second, third, fourth], regions);

const told = ({ result }: Run): string[] =>
  result.coverage.scopes.map(({ accountId, region, status }) => `${accountId} ${region} ${status}`);
const scopesOf = ({ result }: Run, status: ScopeCoverage['status']): string[] =>
  result.coverage.scopes
    .filter((scope) => scope.status === status)
    .map(({ accountId, region }) => `${accountId} ${region}`);
const isReadOfScope = (action: string): boolean => !/^(sts|organizations):|:DescribeRegions$/.test(action);

describe('an organization', () => {
  it('costs at most three calls an empty scope, and one role and one list of Regions an account', async () => {
    const run = await runOrganization({ snapshot: organization });
    const reads = Object.entries(run.calls).filter(([action]) => isReadOfScope(action));
    expect(reads.reduce((sum, [, count]) => sum + count, 0)).toBe(3 * 12);
    expect(run.calls).toMatchObject({
      'sts:AssumeRole': 3,
      'ec2:DescribeRegions': 4,
      'organizations:ListAccounts': 1,
    });
    expect(run.result.coverage).toMatchObject({ complete: true, suggestions: [] });
    expect(scopesOf(run, 'complete')).toHaveLength(12);
  });

  it('is scanned by account state: who is closing still answers, who is closed is told as such and no gap', async () => {
    const states: Organization['Accounts'] = [
      { Id: hub, State: 'ACTIVE' },
      { Id: second, State: 'PENDING_CLOSURE' },
      { Id: third, State: 'SUSPENDED' },
      { Id: fourth, State: 'CLOSED' },
    ];
    const run = await runOrganization({ snapshot: emptyOrganization(states, ['us-west-2']) });
    expect(told(run)).toEqual([
      `${hub} us-west-2 complete`,
      `${second} us-west-2 complete`,
      `${third} * excluded`,
      `${fourth} * excluded`,
    ]);
    expect(run.result.coverage.complete).toBe(true);
    expect(run.result.coverage.scopes.map(({ because }) => because)).toEqual([
      null,
      null,
      'SUSPENDED',
      'CLOSED',
    ]);
    expect(run.notices).toEqual([`left out (SUSPENDED): ${third}`, `left out (CLOSED): ${fourth}`]);
    expect(scanResultSchema.safeParse(run.result).success).toBe(true);
  });

  it('is not scanned unless asked for', async () => {
    const run = await runOrganization({ snapshot: organization, isOrganization: false });
    expect(new Set(run.read.map(({ accountId }) => accountId))).toEqual(new Set([hub]));
    expect(run.calls).not.toHaveProperty('sts:AssumeRole');
    expect(run.notices).toEqual([]);
  });

  it('that may not be listed is this account alone, says so, and is a gap', async () => {
    const run = await runOrganization({
      snapshot: organization,
      faults: [{ fault: 'access-denied', operation: 'organizations:ListAccounts' }],
    });
    expect(new Set(run.read.map(({ accountId }) => accountId))).toEqual(new Set([hub]));
    expect(run.notices).toEqual([expect.stringMatching(/could not be listed .*: this account alone$/)]);
    expect(run.result.exitReasons).toEqual(['coverage-incomplete']);
  });
});

describe('the declared scope', () => {
  it('leaves out accounts and Regions, told once each, and asks them nothing', async () => {
    const run = await runOrganization({
      snapshot: organization,
      scope: { excludedAccounts: [second], excludedRegions: ['eu-north-1'] },
    });
    expect(scopesOf(run, 'excluded')).toEqual(['* eu-north-1', `${second} *`]);
    expect(scopesOf(run, 'complete')).toHaveLength(6);
    expect(run.result.coverage.complete).toBe(true);
    expect(run.calls['sts:AssumeRole']).toBe(2);
    expect(run.result.summary.scopes.byStatus).toEqual({ complete: 6, partial: 0, failed: 0, excluded: 2 });
  });

  it('selects Regions; an account whose Regions cannot be told is tried in them', async () => {
    const run = await runOrganization({
      snapshot: organization,
      scope: { regions: ['us-east-1', 'us-west-2'] },
      faults: [{ fault: 'access-denied', account: second, operation: 'ec2:DescribeRegions' }],
    });
    expect(scopesOf(run, 'complete')).toHaveLength(8);
    expect(scopesOf(run, 'excluded')).toEqual(['* eu-north-1']);
  });

  it('tells an account whose Regions cannot be told even where its home Region is left out', async () => {
    const run = await runOrganization({
      snapshot: organization,
      scope: { excludedRegions: ['us-west-2'] },
      faults: [{ fault: 'access-denied', account: second, operation: 'ec2:DescribeRegions' }],
    });
    expect(scopesOf(run, 'failed')).toEqual([`${second} us-west-2`]);
    expect(run.result.coverage.complete).toBe(false);
  });

  const units = {
    ...organization.organization,
    OrganizationalUnits: [
      { Id: 'ou-abcd-11111111', ParentId: 'r-abcd' },
      { Id: 'ou-abcd-22222222', ParentId: 'ou-abcd-11111111' },
    ],
    Accounts: [
      { Id: hub, State: 'ACTIVE', ParentId: 'r-abcd' },
      { Id: second, State: 'ACTIVE', ParentId: 'ou-abcd-11111111' },
      { Id: third, State: 'ACTIVE', ParentId: 'ou-abcd-22222222' },
      { Id: fourth, State: 'ACTIVE', ParentId: 'r-abcd' },
    ],
  };
  const inUnits = { ...organization, organization: units };

  it.each([
    [{ organizationalUnits: ['ou-abcd-11111111'] }, [second, third]],
    [{ excludedOrganizationalUnits: ['ou-abcd-22222222'] }, [hub, second, fourth]],
    [
      { organizationalUnits: ['ou-abcd-11111111'], excludedOrganizationalUnits: ['ou-abcd-22222222'] },
      [second],
    ],
  ])('selects by organizational unit: %j', async (scope, expected) => {
    const run = await runOrganization({ snapshot: inUnits, scope });
    expect(new Set(run.read.map(({ accountId }) => accountId))).toEqual(new Set(expected));
    expect(scopesOf(run, 'excluded')).toHaveLength(4 - expected.length);
    expect(run.result.coverage.complete).toBe(true);
  });

  it('audits nobody else where a unit may not be listed: this account alone, and a gap', async () => {
    const run = await runOrganization({
      snapshot: inUnits,
      scope: { organizationalUnits: ['ou-abcd-11111111'] },
      faults: [{ fault: 'access-denied', operation: 'organizations:ListAccountsForParent' }],
    });
    expect(new Set(run.read.map(({ accountId }) => accountId))).toEqual(new Set([hub]));
    const gap = run.result.coverage.scopes.find(({ status }) => status === 'partial');
    expect(gap?.reads.filter(({ status }) => status === 'failed')).toEqual([
      expect.objectContaining({ operation: 'ListAccountsForParent', cause: 'access-denied' }),
    ]);
  });

  it.each<[string, Parameters<typeof runOrganization>[0], RegExp]>([
    [
      'a unit that the organization does not have',
      { snapshot: inUnits, scope: { organizationalUnits: ['ou-abcd-99999999'] } },
      /^scope\.organizationalUnits: the organization has no unit ou-abcd-99999999$/,
    ],
    [
      'an account both excluded and asked for',
      { snapshot: organization, scope: { excludedAccounts: [second] }, selection: { accounts: [second] } },
      /asked for and left out \(scope\.excludedAccounts\)$/,
    ],
    [
      'a Region both excluded and asked for',
      {
        snapshot: organization,
        scope: { excludedRegions: ['us-east-1'] },
        selection: { regions: ['us-east-1'] },
      },
      /asked for and left out \(scope\.excludedRegions\)$/,
    ],
    [
      'a Region that no account has',
      { snapshot: organization, scope: { regions: ['us-west-2', 'mx-central-1'] } },
      /^scope\.regions: no account has mx-central-1 enabled, but .*us-west-2/,
    ],
    [
      'Regions none of which an account has',
      { snapshot: organization, scope: { regions: ['mx-central-1'] } },
      /^scope\.regions: no account has mx-central-1 enabled, but .*us-west-2/,
    ],
    [
      'nobody',
      { snapshot: organization, scope: { excludedAccounts: accountIds(4) } },
      /every account is left out/,
    ],
    ['nowhere', { snapshot: organization, scope: { excludedRegions: regions } }, /every Region is left out/],
  ])('refuses %s', async (_, options, message) => {
    const run = runOrganization(options);
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow(message);
  });
});

describe('an account that may not be entered', () => {
  it.each([null, ['us-east-1', 'us-west-2']])(
    'is one cause and one attempt; Regions declared: %j',
    async (declared) => {
      const run = await runOrganization({
        snapshot: organization,
        scope: { regions: declared },
        faults: [{ fault: 'access-denied', account: second, operation: 'sts:AssumeRole' }],
      });
      expect(run.calls['sts:AssumeRole']).toBe(3);
      const failed = run.result.coverage.scopes.filter(({ status }) => status === 'failed');
      expect(failed.map(({ accountId, region }) => [accountId, region])).toEqual(
        (declared ?? ['us-west-2']).map((region) => [second, region]),
      );
      const reads = failed.flatMap((scope) => scope.reads);
      expect(new Set(reads.map(({ cause, by }) => `${cause} ${by}`))).toEqual(
        new Set(['access-denied role-missing']),
      );
      expect(reads.filter(({ code }) => code !== null).map(({ operation }) => operation)).toEqual(
        failed.map(() => 'AssumeRole'),
      );
      expect(scopesOf(run, 'complete')).toHaveLength(declared === null ? 9 : 6);
    },
  );
});

const deny = (account?: string) => ({
  fault: 'scp-denied' as const,
  region: 'eu-north-1',
  operation: 'ec2:*',
  ...(account === undefined ? {} : { account }),
});

describe('a Region that an SCP denies', () => {
  it('in every account is one suggestion; coverage stays truthful until it is followed', async () => {
    const run = await runOrganization({ snapshot: organization, faults: [deny()] });
    expect(run.result.coverage.suggestions).toEqual([{ excludeRegion: 'eu-north-1', accounts: 4 }]);
    expect(scopesOf(run, 'failed')).toHaveLength(4);
    expect(run.result.exitReasons).toEqual(['coverage-incomplete']);
    const excluded = await runOrganization({
      snapshot: organization,
      faults: [deny()],
      scope: { excludedRegions: run.result.coverage.suggestions.map(({ excludeRegion }) => excludeRegion) },
    });
    expect(excluded.result.coverage).toMatchObject({ complete: true, suggestions: [] });
    expect(excluded.result.exitReasons).toEqual([]);
  });

  it('is left after its first listings', async () => {
    const run = await runOrganization({ snapshot: organization, faults: [deny()] });
    const reads = Object.entries(run.calls).filter(([action]) => isReadOfScope(action));
    expect(reads.map(([, count]) => count)).toEqual([12, 12, 12]);
  });

  it('in one account of many is a gap', async () => {
    const run = await runOrganization({ snapshot: organization, faults: [deny(third)] });
    expect(run.result.coverage.suggestions).toEqual([]);
    expect(scopesOf(run, 'failed')).toEqual([`${third} eu-north-1`]);
  });
});
