import { beforeEach, describe, expect, it } from 'vitest';
import type { PublishingConfig } from '#model/config-publishing.ts';
import type { Finding } from '#model/finding.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { asffProblems } from '#test/builders/asff-problems.ts';
import { oregon, tokyo } from '#test/builders/findings.ts';
import {
  blind,
  centralMode,
  findingsOf,
  hub,
  memoryStore,
  night,
  ownerMode,
  ownerModeAgain,
  publishNight,
  type RunOptions,
  refusing,
  securityHub,
  statesOf,
} from '#test/builders/publishing.ts';

/* Who imports findings, where they are kept, and what a change of that leaves behind. */

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = securityHub();
});
const findings: Finding[] = [...findingsOf(tokyo, 3), ...findingsOf(oregon, 2)];
const ids = findings.map(({ id }) => id);
const accountsOf = (): Set<string | undefined> =>
  new Set(sandbox.findings().map(({ AwsAccountId }) => AwsAccountId));
/** How many active findings there are of each Id. */
const activeCopies = (): number[] =>
  ids.map((id) => Object.values(statesOf(sandbox, id)).filter((state) => state === 'ACTIVE').length);
const firstSeenOf = async (options: RunOptions): Promise<Set<string | undefined>> => {
  const { firstSeen } = await publishNight(sandbox, { at: night(20), findings }, options);
  return new Set(ids.map((id) => firstSeen.get(id)));
};

describe('by mode', () => {
  it('owner: each account imports its own', async () => {
    expect(await publishNight(sandbox, { at: night(1), findings })).toMatchObject({ created: 5, failed: [] });
    expect(accountsOf()).toEqual(new Set([tokyo.accountId, oregon.accountId]));
  });

  it('central: the one account imports all, and each tells its owner', async () => {
    const told = await publishNight(sandbox, { at: night(1), findings }, { publishing: centralMode });
    expect(told).toMatchObject({ created: 5, failed: [] });
    expect(accountsOf()).toEqual(new Set([hub.accountId]));
    const held = sandbox.findings(hub);
    expect(held.map(({ Id }) => Id)).toEqual(ids.toSorted());
    expect(held.flatMap(asffProblems)).toEqual([]);
    const tokyoFields = held
      .filter(({ Id }) => Id?.includes(tokyo.accountId))
      .map(({ ProductFields }) => ProductFields);
    expect(tokyoFields).toHaveLength(3);
    for (const fields of tokyoFields) {
      expect(fields).toMatchObject({
        'vpc-path-auditor/OwnerAccountId': tokyo.accountId,
        'vpc-path-auditor/OwnerRegion': tokyo.region,
      });
    }
  });

  it.each<[string, RunOptions]>([
    ['owner', {}],
    ['central', { publishing: centralMode }],
    ['central with a ledger', { publishing: centralMode, documents: memoryStore().store }],
  ])('%s: creates, keeps, updates, archives and brings back', async (_, options) => {
    const [first, ...others] = findings as [Finding, ...Finding[]];
    const failing: Finding = { ...first, status: 'failed' };
    const counts = async (day: number, wanted: Finding[]) => {
      const { created, updated, archived, kept, failed } = await publishNight(
        sandbox,
        { at: night(day), findings: wanted },
        options,
      );
      expect(failed).toEqual([]);
      return [created, updated, archived, kept];
    };
    expect(await counts(1, findings)).toEqual([5, 0, 0, 0]);
    expect(await counts(2, findings)).toEqual([0, 0, 0, 5]);
    expect(await counts(3, [failing, ...others])).toEqual([0, 1, 0, 4]);
    expect(await counts(4, others)).toEqual([0, 0, 1, 4]);
    expect(await counts(5, others)).toEqual([0, 0, 0, 4]);
    expect(await counts(6, findings)).toEqual([0, 1, 0, 4]);
    expect(new Set(sandbox.findings().map(({ CreatedAt }) => CreatedAt))).toEqual(new Set([night(1)]));
  });

  it('central: a run over one account leaves the others’ findings as they are', async () => {
    const options = { publishing: centralMode };
    await publishNight(sandbox, { at: night(1), findings }, options);
    const before = sandbox.findings();
    const changed = findings.map((finding): Finding => ({ ...finding, status: 'failed' }));
    const told = await publishNight(
      sandbox,
      { at: night(2), findings: changed },
      { ...options, scopes: [oregon] },
    );
    expect(told).toMatchObject({ created: 0, updated: 2, archived: 0, kept: 3 });
    expect(sandbox.findings().slice(0, 3)).toEqual(before.slice(0, 3));
  });
});

const switches: [string, PublishingConfig, PublishingConfig][] = [
  ['owner to central', ownerMode, centralMode],
  ['central to owner, its place still told', centralMode, ownerModeAgain],
];

describe.each(switches)('a switch from %s', (_, from, to) => {
  const newAccounts =
    to.mode === 'central' ? new Set([hub.accountId]) : new Set([tokyo.accountId, oregon.accountId]);
  beforeEach(async () => {
    await publishNight(sandbox, { at: night(1), findings }, { publishing: from });
  });

  it('leaves one active finding a subject, of the same Id, first seen as before', async () => {
    const told = await publishNight(sandbox, { at: night(2), findings }, { publishing: to });
    expect(told).toMatchObject({ created: 5, archived: 5, kept: 0, failed: [], notices: [] });
    const active = sandbox.findings().filter(({ RecordState }) => RecordState === 'ACTIVE');
    expect(active.map(({ Id }) => Id)).toEqual(ids.toSorted());
    expect(new Set(active.map(({ AwsAccountId }) => AwsAccountId))).toEqual(newAccounts);
    expect(await firstSeenOf({ publishing: to })).toEqual(new Set([night(1)]));
  });

  it('and back leaves one active finding a subject too', async () => {
    await publishNight(sandbox, { at: night(2), findings }, { publishing: to });
    const back = from.mode === 'owner' ? ownerModeAgain : from;
    const told = await publishNight(sandbox, { at: night(3), findings }, { publishing: back });
    expect(told).toMatchObject({ created: 0, updated: 5, archived: 5, failed: [] });
    expect(activeCopies()).toEqual(ids.map(() => 1));
    expect(await firstSeenOf({ publishing: back })).toEqual(new Set([night(1)]));
  });

  it('on a night that reads nothing keeps what there is, and mends it once it can', async () => {
    const unsure = findings.map((finding): Finding => ({ ...finding, status: 'not-evaluated' }));
    const before = sandbox.findings();
    const told = await publishNight(
      sandbox,
      { at: night(2), findings: unsure },
      { ...blind, publishing: to },
    );
    expect(told).toMatchObject({ created: 0, archived: 0, kept: 5, failed: [] });
    expect(sandbox.findings()).toEqual(before);
    await publishNight(sandbox, { at: night(3), findings }, { publishing: to });
    expect(activeCopies()).toEqual(ids.map(() => 1));
  });

  it('archives what is gone since', async () => {
    const told = await publishNight(
      sandbox,
      { at: night(2), findings: findings.slice(1) },
      { publishing: to },
    );
    expect(told).toMatchObject({ created: 4, archived: 5 });
    expect(activeCopies()).toEqual([0, 1, 1, 1, 1]);
  });
});

it('a switch back is found without the place told, where the run comes by it anyway', async () => {
  const scopes = [tokyo, oregon, hub];
  await publishNight(sandbox, { at: night(1), findings }, { publishing: centralMode, scopes });
  const told = await publishNight(sandbox, { at: night(2), findings }, { publishing: ownerMode, scopes });
  expect(told).toMatchObject({ created: 5, archived: 5, failed: [] });
  expect(activeCopies()).toEqual(ids.map(() => 1));
});

it('where the central place is an owner’s too, its own findings stay and the others’ go', async () => {
  const publishing: PublishingConfig = { mode: 'central', central: oregon };
  await publishNight(sandbox, { at: night(1), findings }, { publishing });
  const told = await publishNight(
    sandbox,
    { at: night(2), findings },
    { publishing: { ...publishing, mode: 'owner' } },
  );
  expect(told).toMatchObject({ created: 3, archived: 3, kept: 2 });
  expect(activeCopies()).toEqual(ids.map(() => 1));
});

describe('the search for what owners held', () => {
  it('is made once a scope, and again after a night in owner mode', async () => {
    const { store } = memoryStore();
    const run = async (day: number, publishing: PublishingConfig): Promise<number> => {
      sandbox.resetCalls();
      await publishNight(sandbox, { at: night(day), findings }, { publishing, documents: store });
      return sandbox.calls()['securityhub:GetFindings'] ?? 0;
    };
    await publishNight(sandbox, { at: night(1), findings });
    await run(2, centralMode);
    expect(await run(3, centralMode)).toBe(0);
    await run(4, ownerModeAgain);
    expect(activeCopies()).toEqual(ids.map(() => 1));
    expect(await run(5, centralMode)).toBeGreaterThan(0);
    expect(activeCopies()).toEqual(ids.map(() => 1));
  });

  it('that an account refuses is told, is no failure, and is not made again', async () => {
    const { store } = memoryStore();
    await publishNight(sandbox, { at: night(1), findings });
    const deny: RunOptions = { publishing: centralMode, documents: store, requestHandler: refusingTokyo() };
    const told = await publishNight(sandbox, { at: night(2), findings }, deny);
    expect(told).toMatchObject({
      created: 5,
      archived: 2,
      failed: [],
      notices: [expect.stringMatching(/left to expire in 1 accounts and Regions.*access-denied 1/)],
    });
    expect(statesOf(sandbox, ids[0] ?? '')).toEqual({
      [tokyo.accountId]: 'ACTIVE',
      [hub.accountId]: 'ACTIVE',
    });
    expect(await publishNight(sandbox, { at: night(3), findings }, deny)).toMatchObject({ notices: [] });
  });
});

const refusingTokyo = () =>
  refusing(sandbox, ({ region, path }) =>
    region === tokyo.region && path === '/findings' ? 'AccessDeniedException' : null,
  );

describe('Security Hub that is off', () => {
  it('with an owner is told, with the number of findings, and is no failure', async () => {
    sandbox = securityHub([tokyo]);
    expect(await publishNight(sandbox, { at: night(1), findings })).toMatchObject({
      created: 2,
      unpublished: [{ ...tokyo, cause: 'not-enabled', findings: 3 }],
      failed: [],
    });
    const quiet = findings.map((finding): Finding => ({ ...finding, status: 'not-evaluated' }));
    expect(await publishNight(sandbox, { at: night(2), findings: quiet })).toMatchObject({ unpublished: [] });
  });

  it.each<[string, RunOptions]>([
    ['', {}],
    [' with a ledger', { documents: memoryStore().store }],
  ])('in the central place%s is a failure: the configuration names it', async (_, options) => {
    sandbox = securityHub([hub]);
    const told = await publishNight(
      sandbox,
      { at: night(1), findings },
      { ...options, publishing: centralMode },
    );
    expect(told.unpublished).toEqual([]);
    expect(told.failed).toContainEqual(
      expect.objectContaining({ ...hub, findingId: null, cause: 'not-enabled' }),
    );
  });

  it('after a switch leaves the central findings of its owner where they are', async () => {
    sandbox = securityHub([tokyo]);
    await publishNight(sandbox, { at: night(1), findings }, { publishing: centralMode });
    const told = await publishNight(sandbox, { at: night(2), findings }, { publishing: ownerModeAgain });
    expect(told).toMatchObject({
      created: 2,
      archived: 2,
      kept: 3,
      unpublished: [{ ...tokyo, findings: 3 }],
    });
    expect(activeCopies()).toEqual(ids.map(() => 1));
  });
});

it.each([
  ['owner', ownerModeAgain],
  ['central', centralMode],
])('in %s mode every client is let go of', async (_, publishing) => {
  const open = new Map<string, number>();
  const count = (region: string, by: number) => open.set(region, (open.get(region) ?? 0) + by);
  const stores: RunOptions['stores'] = ({ region }) => {
    count(region, 1);
    return {
      held: async () => ({ ok: true, value: [] }),
      importFindings: async () => {
        throw new Error('even when it fails');
      },
      close: () => void count(region, -1),
    };
  };
  for (const documents of [null, memoryStore().store])
    await expect(
      publishNight(sandbox, { at: night(2), findings }, { publishing, stores, documents }),
    ).rejects.toBeInstanceOf(Error);
  expect(new Set(open.keys())).toEqual(new Set([hub.region, tokyo.region, oregon.region]));
  expect([...open.values()]).toEqual([...open.values()].map(() => 0));
});
