import { describe, expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import type { Config } from '#model/config.ts';
import { configSchema } from '#model/config.ts';
import type { PublishingConfig } from '#model/config-publishing.ts';
import type { Finding } from '#model/finding.ts';
import type { Inventory } from '#model/inventory.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import type { Snapshot } from '#model/snapshot.ts';
import { rules } from '#rules/registry.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { night, type Refuse } from '#test/builders/night.ts';

/* What becomes of findings when the organization or the configuration changes: the rows of docs/findings.md. */

/** One rule, so that what becomes of its findings can be counted. */
const paths: Config['rules'] = Object.fromEntries(
  rules.filter(({ id }) => id !== 'connection-path').map(({ id }) => [id, { enabled: false }]),
);

const snapshot = await readSnapshot(organizationDir);
const [hub, workloads, data] = ['111111111111', '222222222222', '333333333333'] as const;
const tokyo: Scope = { accountId: workloads, region: 'ap-northeast-1' };
const oregon: Scope = { accountId: hub, region: 'us-west-2' };
const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T03:00:00.000Z`;

const owner: PublishingConfig = { mode: 'owner', central: null };
const central: PublishingConfig = { mode: 'central', central: { accountId: hub, region: 'us-east-1' } };
const modes: [string, PublishingConfig][] = [
  ['owner', owner],
  ['central', central],
];

/** Another organization that Security Hub's findings of before are still held in. */
const after = (before: Sandbox, snapshotNow: Snapshot): Sandbox =>
  createSandbox({ snapshot: snapshotNow, findings: before.findings() });

const without = (isOut: (scope: Scope) => boolean, accounts: readonly string[] = []): Snapshot => ({
  organization: {
    ...snapshot.organization,
    Accounts: snapshot.organization.Accounts.filter(({ Id }) => !accounts.includes(Id)),
  },
  inventories: snapshot.inventories.filter(({ scope }) => !isOut(scope)),
});

const first = async (publishing: PublishingConfig): Promise<Sandbox> => {
  const sandbox = createSandbox({ snapshot });
  await night(sandbox, { at: at(1), config: { publishing, rules: paths } });
  return sandbox;
};
const statesOf = (sandbox: Sandbox, part: string): (string | undefined)[] =>
  sandbox.findings().flatMap(({ Id = '', RecordState }) => (Id.includes(part) ? [RecordState] : []));
const idsIn = (sandbox: Sandbox): string[] => sandbox.findings().map(({ Id = '' }) => Id);
/** In the Ids of a scope's findings, wherever they are kept. */
const ownedBy = ({ accountId, region }: Scope): string => `/${accountId}/${region}/`;
const all = (states: readonly unknown[]): Set<unknown> => new Set(states);

const unlisted: Refuse = ({ operation }) =>
  operation === 'ListAccounts' ? { status: 400, code: 'InternalFailing' } : null;
const blindIn =
  (region: string): Refuse =>
  (asked) =>
    asked.region === region && asked.operation === 'DescribeVpcPeeringConnections'
      ? { status: 403, code: 'UnauthorizedOperation' }
      : null;

describe.each(modes)('in %s mode', (mode, publishing) => {
  it('an account that left: its findings are orphaned where they can be seen, and never archived', async () => {
    const sandbox = after(
      await first(publishing),
      without(({ accountId }) => accountId === data, [data]),
    );
    const held = idsIn(sandbox);
    expect(held.filter((id) => id.includes(`/${data}/`))).not.toEqual([]);
    const { publish, findings } = await night(sandbox, { at: at(2), config: { publishing, rules: paths } });
    expect(publish).toMatchObject({ archived: 0, failed: [] });
    expect(all(statesOf(sandbox, ownedBy({ accountId: data, region: 'us-east-1' })))).toEqual(
      new Set(['ACTIVE']),
    );
    // With owners those of the account itself lie where this program cannot look any more.
    const unseen = held.filter((id) => findings.every((finding) => finding.id !== id));
    const visible = unseen.filter((id) => mode === 'central' || !id.includes(`/${data}/`));
    expect(publish?.orphaned).toBe(visible.length);
    const back = await night(after(sandbox, snapshot), { at: at(3), config: { publishing, rules: paths } });
    // Without the account its paths had been the other side's.
    expect(back.publish).toMatchObject({ orphaned: 0, archived: publish?.created, failed: [] });
  });

  it('an account that left though the organization could not be listed: nothing is orphaned', async () => {
    const sandbox = after(
      await first(publishing),
      without(({ accountId }) => accountId === data, [data]),
    );
    const { publish } = await night(sandbox, {
      at: at(2),
      config: { publishing, rules: paths },
      refuse: unlisted,
    });
    expect(publish).toMatchObject({ orphaned: 0, archived: 0 });
  });

  it.each<[string, (sandbox: Sandbox) => Sandbox, Partial<Config>]>([
    [
      'switched off',
      (sandbox) =>
        after(
          sandbox,
          without((scope) => scopeKey(scope) === scopeKey(tokyo)),
        ),
      {},
    ],
    [
      'left out by the configuration',
      (sandbox) => sandbox,
      { scope: configSchema.parse({ scope: { excludedRegions: [tokyo.region] } }).scope },
    ],
  ])(
    'a Region %s: its findings are kept or orphaned, never archived, and new ones are told',
    async (_, change, config) => {
      const sandbox = change(await first(publishing));
      const held = idsIn(sandbox);
      const { publish, findings } = await night(sandbox, {
        at: at(2),
        config: { ...config, publishing, rules: paths },
      });
      expect(publish).toMatchObject({ archived: 0, failed: [] });
      expect(all(statesOf(sandbox, ownedBy(tokyo)))).toEqual(new Set(['ACTIVE']));
      // Tokyo's clients are still seen from Oregon's side of the peering.
      const unseen = held.filter((id) => !findings.some((finding) => finding.id === id));
      expect(unseen.length).toBeGreaterThan(0);
      const seen = findings.filter((finding) => scopeKey(finding) === scopeKey(tokyo)).length;
      expect(seen).toBeGreaterThan(0);
      const visible = unseen.filter((id) => mode === 'central' || !id.includes(ownedBy(tokyo)));
      const unpublished = mode === 'central' ? [] : [{ ...tokyo, cause: 'out-of-scope', findings: seen }];
      expect(publish).toMatchObject({ orphaned: visible.length, unpublished });
    },
  );

  it('a rule that is disabled: its findings are archived, on the evidence that any other needs', async () => {
    const sandbox = await first(publishing);
    const held = sandbox.findings().length;
    const config = { publishing, rules: { ...paths, 'connection-path': { enabled: false } } };
    const refuse: Refuse = ({ operation, region }) =>
      operation === 'DescribeRouteTables' && region === tokyo.region
        ? { status: 403, code: 'UnauthorizedOperation' }
        : null;
    const partial = await night(sandbox, { at: at(2), config, refuse });
    expect(partial.findings).toEqual([]);
    expect(all(statesOf(sandbox, ownedBy(tokyo)))).toEqual(new Set(['ACTIVE']));
    expect(partial.publish?.kept).toBe(statesOf(sandbox, '').filter((state) => state === 'ACTIVE').length);
    const whole = await night(sandbox, { at: at(3), config });
    expect((partial.publish?.archived ?? 0) + (whole.publish?.archived ?? 0)).toBe(held);
    const enabled = await night(sandbox, { at: at(4), config: { publishing, rules: paths } });
    expect(enabled.publish).toMatchObject({ created: 0, updated: held });
    expect(all(enabled.findings.map(({ firstSeenAt }) => firstSeenAt))).toEqual(new Set([at(1)]));
  });

  it('a rule that is no more: its findings are kept until Security Hub forgets them', async () => {
    const sandbox = await first(publishing);
    const retired = sandbox.findings().map((finding) => ({
      ...finding,
      Id: finding.Id?.replace('connection-path', 'retired'),
      GeneratorId: 'vpc-path-auditor/retired',
    }));
    const holding = createSandbox({ snapshot, findings: retired });
    const { publish } = await night(holding, { at: at(2), config: { publishing, rules: paths } });
    expect(publish).toMatchObject({ created: retired.length, kept: retired.length, archived: 0 });
  });

  it('a peering in two accounts: its findings go only when neither side shows it', async () => {
    const sandbox = await first(publishing);
    const bedrock = 'pcx-0bc40578df0564d85';
    const remove = (scope: Scope): void => {
      const inventory: Inventory = sandbox.inventory(scope) ?? {};
      const peerings = inventory.VpcPeeringConnections ?? [];
      const rest = peerings.filter(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId !== bedrock);
      expect(rest.length).toBe(peerings.length - 1);
      sandbox.replaceInventory(scope, { ...inventory, VpcPeeringConnections: rest });
    };
    remove(tokyo);
    await night(sandbox, { at: at(2), config: { publishing, rules: paths } });
    expect(all(statesOf(sandbox, bedrock))).toEqual(new Set(['ACTIVE']));
    remove(oregon);
    await night(sandbox, { at: at(3), config: { publishing, rules: paths }, refuse: blindIn(oregon.region) });
    await night(sandbox, { at: at(4), config: { publishing, rules: paths }, refuse: blindIn(tokyo.region) });
    expect(all(statesOf(sandbox, bedrock))).toEqual(new Set(['ACTIVE']));
    await night(sandbox, { at: at(5), config: { publishing, rules: paths } });
    expect(all(statesOf(sandbox, bedrock))).toEqual(new Set(['ARCHIVED']));
  });
});

it('a switch of the mode over a whole organization leaves one active finding a path', async () => {
  const sandbox = await first(owner);
  const ids = idsIn(sandbox);
  const active = (): (string | undefined)[] =>
    sandbox.findings().flatMap(({ Id, RecordState }) => (RecordState === 'ACTIVE' ? [Id] : []));
  const moved = await night(sandbox, { at: at(2), config: { publishing: central, rules: paths } });
  expect(moved.publish).toMatchObject({ failed: [], notices: [] });
  expect(moved.findings.map(({ accountId }: Pick<Finding, 'accountId'>) => accountId)).toContain(workloads);
  expect(active()).toEqual(ids);
  const back = await night(sandbox, {
    at: at(3),
    config: { publishing: { ...central, mode: 'owner' }, rules: paths },
  });
  expect(back.publish).toMatchObject({ failed: [], notices: [] });
  expect(active()).toEqual(ids);
  expect(all(back.findings.map(({ firstSeenAt }) => firstSeenAt))).toEqual(new Set([at(1)]));
});
