import { BatchImportFindingsCommand } from '@aws-sdk/client-securityhub';
import { beforeEach, describe, expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import type { Inventory } from '#model/inventory.ts';
import type { ScanResult } from '#model/result.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { isPublished } from '#rules/kit/to-finding.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { asffProblems } from '#test/builders/asff-problems.ts';
import { configOf } from '#test/builders/network.ts';
import { type Asked, type NightOptions, night, type Refusal, type Refuse } from '#test/builders/night.ts';
import { assume, clientsOf } from '#test/sandbox/clients.ts';

/* Whole nights against the sandbox: what may and what may not change what Security Hub holds. */

const snapshot = await readSnapshot(organizationDir);
const [hub, workloads, data] = ['111111111111', '222222222222', '333333333333'] as const;
const hubOregon: Scope = { accountId: hub, region: 'us-west-2' };
const workloadsTokyo: Scope = { accountId: workloads, region: 'ap-northeast-1' };
const hubVirginia: Scope = { accountId: hub, region: 'us-east-1' };
const dataVirginia: Scope = { accountId: data, region: 'us-east-1' };
const bedrockPath = /\/vpc-03f720224cfacb1ea\/pcx-0bc40578df0564d85\/vpce-0b3ce53fe73b5e848$/;

const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T03:00:00.000Z`;

let sandbox: Sandbox;
let first: ScanResult;
beforeEach(async () => {
  sandbox = createSandbox({ snapshot });
  first = await night(sandbox, { at: at(1) });
});

/** What a night says of reads that failed is made and archived as they fail and succeed. */
const isGap = (generator = ''): boolean => generator === 'vpc-path-auditor/coverage-gap';
const heldOfPaths = () => sandbox.findings().filter(({ GeneratorId }) => !isGap(GeneratorId));
const gapsHeld = () =>
  sandbox.findings().filter(({ GeneratorId, RecordState }) => isGap(GeneratorId) && RecordState === 'ACTIVE')
    .length;
/** What of a result is to be held. */
const publishedOf = ({ findings }: Pick<ScanResult, 'findings'>) =>
  findings.filter((finding) => finding.status !== 'not-evaluated' && isPublished(finding, configOf()));

const nothingSent = { created: 0, updated: 0, refreshed: 0, archived: 0 };
const nothingTold = { orphaned: 0, unpublished: [], notices: [], failed: [] };
/** The states of the findings of one endpoint scope's paths, in whichever account they are kept. */
const statesOf = (scope: Scope): Set<string | undefined> => {
  const ids = snapshotEndpoints(scope);
  const isOf = ({ Id = '' }) => ids.some((id) => Id.endsWith(`/${id}`));
  return new Set(
    sandbox
      .findings()
      .filter(isOf)
      .map(({ RecordState }) => RecordState),
  );
};
const snapshotEndpoints = (scope: Scope): string[] =>
  snapshot.inventories
    .filter((scoped) => scopeKey(scoped.scope) === scopeKey(scope))
    .flatMap(({ inventory }) => inventory.VpcEndpoints ?? [])
    .map(({ VpcEndpointId }) => VpcEndpointId);
const findBedrock = () => sandbox.findings(workloadsTokyo).find(({ Id = '' }) => bedrockPath.test(Id));
const noEndpoints = (inventory: Inventory): Inventory => ({ ...inventory, VpcEndpoints: [] });

const changed = (scope: Scope, change: (inventory: Inventory) => Inventory): (() => void) => {
  const inventory = sandbox.inventory(scope) ?? {};
  sandbox.replaceInventory(scope, change(inventory));
  return () => sandbox.replaceInventory(scope, inventory);
};

it('publishes what Security Hub takes, in each owner’s account, and tells how many', () => {
  const held = sandbox.findings();
  expect(first.publish).toEqual({ ...nothingSent, ...nothingTold, created: held.length, kept: 0 });
  expect(held.flatMap(asffProblems)).toEqual([]);
  expect(publishedOf(first).map(({ id }) => id)).toEqual(held.map(({ Id }) => Id));
  expect(new Set(publishedOf(first).map(({ firstSeenAt }) => firstSeenAt))).toEqual(new Set([at(1)]));
  expect(findBedrock()?.RecordState).toBe('ACTIVE');
});

const refused = (...operations: string[]): Refuse => {
  const refusal: Refusal = { status: 400, code: 'InternalFailing' };
  return ({ operation }: Asked) => (operations.includes(operation) ? refusal : null);
};
const everyRead: Refuse = ({ service, operation }) =>
  service === 'ec2' && operation !== 'DescribeRegions'
    ? { status: 403, code: 'UnauthorizedOperation' }
    : null;

describe('a night that sees less changes nothing', () => {
  it.each<[string, Partial<NightOptions>]>([
    ['is the same again', {}],
    ['asks for one Region', { selection: { regions: ['us-west-2'] } }],
    ['asks for the consumers’ Region alone', { selection: { regions: ['ap-northeast-1'] } }],
    ['asks for one account', { selection: { accounts: [hub] } }],
    ['asks for the consumers’ account alone', { selection: { accounts: [workloads] } }],
    ['scans the hub alone', { isOrganization: false }],
    ['may not list the accounts', { refuse: refused('ListAccounts') }],
    ['is the consumers’ account’s own', { isOrganization: false, as: workloads }],
    ['is another account’s own', { isOrganization: false, as: data }],
    ['may read nothing', { refuse: everyRead }],
    ['may not list endpoints', { refuse: refused('DescribeVpcEndpoints') }],
    ['may not list peerings', { refuse: refused('DescribeVpcPeeringConnections') }],
    ['may not ask for services', { refuse: refused('DescribeVpcEndpointServices') }],
    ['may not list its services', { refuse: refused('DescribeVpcEndpointServiceConfigurations') }],
    ['may not list VPCs', { refuse: refused('DescribeVpcs') }],
    ['may not read attributes of VPCs', { refuse: refused('DescribeVpcAttribute') }],
    ['may not list Regions', { refuse: refused('DescribeRegions') }],
    ['may assume no role', { refuse: refused('AssumeRole') }],
    [
      'may read one Region of one account no more',
      { refuse: (asked) => (asked.region === 'us-west-2' ? everyRead(asked) : null) },
    ],
  ])('when it %s', async (_, options) => {
    const before = sandbox.findings();
    const { publish } = await night(sandbox, { at: at(2), ...options });
    const gaps = gapsHeld();
    expect(heldOfPaths()).toEqual(before);
    expect(publish).toMatchObject({ ...nothingSent, created: gaps });
    expect(publish?.kept).toBeLessThanOrEqual(before.length);

    // Nor did it leave anything behind that the next whole night would have to mend, but that there are no gaps.
    const next = await night(sandbox, { at: at(3) });
    expect(next.publish).toEqual({ ...nothingSent, ...nothingTold, archived: gaps, kept: before.length });
  });
});

describe('when Security Hub answers badly', () => {
  it.each<[string, Refuse]>([
    [
      'is denied',
      ({ operation, region }) =>
        operation === '/findings' && region === 'us-east-1'
          ? { status: 403, code: 'AccessDeniedException' }
          : null,
    ],
    [
      'fails at its second page',
      ({ body, region }) =>
        region === 'us-east-1' && body.includes('NextToken')
          ? { status: 403, code: 'AccessDeniedException' }
          : null,
    ],
  ])('a listing that %s costs its own scopes alone', async (_, refuse) => {
    changed(hubOregon, noEndpoints);
    changed(dataVirginia, noEndpoints);
    await manyFindingsIn(dataVirginia);
    const before = sandbox.findings(dataVirginia);
    const { publish } = await night(sandbox, { at: at(2), refuse });
    expect(
      publish?.failed.every(({ region, findingId }) => region === 'us-east-1' && findingId === null),
    ).toBe(true);
    expect(publish?.failed.map(({ accountId }) => accountId)).toContain(data);
    expect(sandbox.findings(dataVirginia)).toEqual(before);
    expect(findBedrock()?.RecordState).toBe('ARCHIVED');
  });

  it('an import that is denied costs its own scope alone, and is made good the next night', async () => {
    changed(hubOregon, noEndpoints);
    const before = sandbox.findings(hubOregon);
    const denied = await night(sandbox, {
      at: at(2),
      refuse: ({ operation, body }) =>
        operation === '/findings/import' && body.includes(`"AwsAccountId":"${hub}"`)
          ? { status: 403, code: 'AccessDeniedException' }
          : null,
    });
    const failed = denied.publish?.failed ?? [];
    expect(failed.length).toBeGreaterThan(1);
    expect(failed.every(({ accountId, cause }) => accountId === hub && cause === 'access-denied')).toBe(true);
    expect(denied.publish?.archived).toBeGreaterThan(0);
    expect(denied.exitReasons).toEqual(['publishing-failed']);
    expect(sandbox.findings(hubOregon)).toEqual(before);
    const { publish } = await night(sandbox, { at: at(3) });
    expect(publish).toMatchObject({ archived: failed.length, failed: [] });
  });
});

/** More than one page of findings that no later night wants or can disprove: of a rule that is no more. */
const manyFindingsIn = async ({ accountId, region }: Scope): Promise<void> => {
  const [model] = sandbox.findings({ accountId, region });
  if (model === undefined) throw new Error(`no finding in ${accountId}/${region}`);
  const keys = await assume(sandbox, accountId);
  const { securityhub } = clientsOf(sandbox, region, keys);
  const Findings = Array.from({ length: 100 }, (_, index) => ({
    ...model,
    Id: `vpc-path-auditor/retired/${index}`,
    GeneratorId: 'vpc-path-auditor/retired',
  }));
  await securityhub.send(new BatchImportFindingsCommand({ Findings }));
};

describe('what is gone', () => {
  it('is archived where nothing is left, and so nothing is wanted', async () => {
    const nothing = { VpcEndpoints: [], VpcPeeringConnections: [], ServiceConfigurations: [] };
    for (const { scope } of snapshot.inventories) changed(scope, () => nothing);
    const { publish, findings } = await night(sandbox, { at: at(2) });
    expect(findings).toEqual([]);
    expect(publish).toMatchObject({ archived: first.publish?.created, kept: 0, failed: [] });
    expect(new Set(sandbox.findings().map(({ RecordState }) => RecordState))).toEqual(new Set(['ARCHIVED']));
    expect(sandbox.findings().flatMap(asffProblems)).toEqual([]);
  });

  it('is archived in the one Region that is emptied', async () => {
    changed(hubVirginia, noEndpoints);
    const { publish } = await night(sandbox, { at: at(2) });
    expect(publish?.archived).toBe(snapshotEndpoints(hubVirginia).length);
    expect(statesOf(hubVirginia)).toEqual(new Set(['ARCHIVED']));
  });

  it('is archived in the consumer’s account though the consumer’s account cannot be read', async () => {
    changed(hubOregon, noEndpoints);
    await night(sandbox, {
      at: at(2),
      refuse: (asked) => (asked.region === 'ap-northeast-1' ? everyRead(asked) : null),
    });
    expect(findBedrock()).toMatchObject({ RecordState: 'ARCHIVED', CreatedAt: at(1), UpdatedAt: at(2) });
  });

  it('comes back as first seen, and stays archived while its return cannot be read', async () => {
    const mend = changed(hubOregon, noEndpoints);
    const gone = await night(sandbox, { at: at(2) });
    // What is said of a peering that leads to no endpoint ends with the endpoint's return.
    const only = gone.publish?.created ?? 0;
    mend();
    await night(sandbox, { at: at(3), refuse: everyRead });
    const gaps = gapsHeld();
    expect(statesOf(hubOregon)).toEqual(new Set(['ARCHIVED']));
    const back = await night(sandbox, { at: at(4) });
    expect(back.publish).toMatchObject({
      created: 0,
      updated: gone.publish?.archived,
      archived: gaps + only,
    });
    expect(new Set(publishedOf(back).map(({ firstSeenAt }) => firstSeenAt))).toEqual(new Set([at(1)]));
    const living = heldOfPaths().filter(({ RecordState }) => RecordState === 'ACTIVE');
    expect(new Set(living.map(({ CreatedAt }) => CreatedAt))).toEqual(new Set([at(1)]));
  });
});

describe('two runs', () => {
  it('at once leave one finding a path, all active', async () => {
    const both = createSandbox({ snapshot });
    const [one, other] = await Promise.all([night(both, { at: at(1) }), night(both, { at: at(1) })]);
    expect(one.findings.map(({ id }) => id)).toEqual(other.findings.map(({ id }) => id));
    expect(both.findings().map(({ Id, RecordState }) => [Id, RecordState])).toEqual(
      publishedOf(one).map(({ id }) => [id, 'ACTIVE']),
    );
  });

  it('of which the one that looked first publishes last: the later look stands', async () => {
    const mend = changed(hubOregon, noEndpoints);
    await night(sandbox, { at: at(5) });
    const before = sandbox.findings();
    mend();
    const early = await night(sandbox, { at: at(4) });
    expect(early.publish).toMatchObject(nothingSent);
    expect(sandbox.findings()).toEqual(before);
  });
});

describe('counts', () => {
  it('add up to what was wanted or held', async () => {
    changed(hubOregon, (inventory) => ({
      ...inventory,
      VpcEndpoints: inventory.VpcEndpoints?.slice(1) ?? [],
    }));
    const held = sandbox.findings().map(({ Id = '' }) => Id);
    const { publish, findings } = await night(sandbox, { at: at(2) });
    const { created = 0, updated = 0, refreshed = 0, archived = 0, kept = 0 } = publish ?? {};
    const all = new Set([...held, ...publishedOf({ findings }).map(({ id }) => id)]);
    expect(created + updated + refreshed + archived + kept).toBe(all.size);
    expect(archived).toBeGreaterThan(0);
  });

  it('the living are refreshed before they vanish, with their first CreatedAt', async () => {
    const { publish } = await night(sandbox, { at: '2027-01-01T03:00:00.000Z' });
    expect(publish).toMatchObject({
      created: 0,
      updated: 0,
      archived: 0,
      refreshed: sandbox.findings().length,
    });
    expect(new Set(sandbox.findings().map(({ CreatedAt }) => CreatedAt))).toEqual(new Set([at(1)]));
  });
});

it('Security Hub off in an owner’s account is told, and is no failure', async () => {
  const off = createSandbox({
    snapshot,
    securityHubOff: [{ accountId: hub, region: 'ap-northeast-1' }, hubOregon],
  });
  const { publish, exitReasons } = await night(off, { at: at(1) });
  const findings = publishedOf(first).filter((finding) => scopeKey(finding) === scopeKey(hubOregon)).length;
  expect(publish).toMatchObject({
    unpublished: [{ ...hubOregon, cause: 'not-enabled', findings }],
    failed: [],
  });
  expect(exitReasons).toEqual([]);
  const unsure = await night(off, {
    at: at(2),
    refuse: refused('DescribeVpcEndpointServices', 'DescribeVpcEndpoints'),
  });
  const gaps = publishedOf(unsure).filter(({ rule }) => rule === 'coverage-gap').length;
  expect(unsure.publish).toMatchObject({ unpublished: [{ ...hubOregon, findings: gaps }], failed: [] });
});

describe('what coverage tells already', () => {
  it('an organization that could not be listed is a gap, not a small organization', async () => {
    const { coverage, exitReasons } = await night(sandbox, { at: at(2), refuse: refused('ListAccounts') });
    expect(coverage.complete).toBe(false);
    expect(exitReasons).toEqual(['coverage-incomplete']);
    expect(coverage.scopes.flatMap(({ reads }) => reads)).toContainEqual(
      expect.objectContaining({ operation: 'ListAccounts', status: 'failed' }),
    );
  });

  it('a Region denied whole, Security Hub too, is no publishing failure besides', async () => {
    const { publish, exitReasons } = await night(sandbox, {
      at: at(2),
      refuse: ({ region, operation }) =>
        region === 'us-east-1' && operation !== 'DescribeRegions'
          ? { status: 403, code: 'AccessDeniedException' }
          : null,
    });
    expect(exitReasons).toContain('coverage-incomplete');
    // Only where a finding had to be told: in accounts whose findings of that Region were seen from elsewhere.
    expect(publish?.failed.filter(({ accountId }) => accountId === workloads)).toEqual([]);
  });
});
