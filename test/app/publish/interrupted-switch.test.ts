import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { beforeEach, describe, expect, it } from 'vitest';
import { MalformedDocument, type Store, StoreError } from '#app/store/store.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { createFindingsClient } from '#securityhub/client.ts';
import { oregon, tokyo } from '#test/builders/findings.ts';
import {
  centralMode,
  findingsOf,
  hub,
  memoryStore,
  night,
  ownerModeAgain,
  publishNight,
  type RunOptions,
  refusing,
  securityHub,
  statesOf,
} from '#test/builders/publishing.ts';
import { anyKeys, assume } from '#test/sandbox/clients.ts';

/* A change of the publishing mode in whose midst the run dies, or whose store takes no writes. */

const findings = [...findingsOf(tokyo, 3), ...findingsOf(oregon, 2)];
const ids = findings.map(({ id }) => id);

let sandbox: Sandbox;
let memory: ReturnType<typeof memoryStore>;
beforeEach(() => {
  sandbox = securityHub();
  memory = memoryStore();
});

const run = (day: number, options: RunOptions) =>
  publishNight(sandbox, { at: night(day), findings }, { documents: memory.store, ...options });
const activeIn = (accountId: string): number =>
  ids.filter((id) => statesOf(sandbox, id)[accountId] === 'ACTIVE').length;
const activeCopies = (): number[] =>
  ids.map((id) => Object.values(statesOf(sandbox, id)).filter((state) => state === 'ACTIVE').length);

/** Whoever imports into this account has it done, and dies. */
const dyingIn =
  (accountId: string): NonNullable<RunOptions['stores']> =>
  (scope) => {
    const credentials = scope.accountId === hub.accountId ? anyKeys : () => assume(sandbox, scope.accountId);
    const { requestHandler } = sandbox;
    const sdk = new SecurityHubClient({ region: scope.region, requestHandler, credentials });
    const client = createFindingsClient(sdk, { ...scope, partition: 'aws' });
    return {
      ...client,
      importFindings: async (records) => {
        const report = await client.importFindings(records);
        if (scope.accountId === accountId && records.length > 0) throw new Error('killed');
        return report;
      },
    };
  };

const readOnly = (): Store => ({
  ...memory.store,
  put: (key) => Promise.reject(new StoreError(`${key}: read-only`)),
});

describe('a switch to owner mode', () => {
  it('that dies once the centre is archived leaves a ledger that counts for nothing', async () => {
    await run(1, { publishing: centralMode });
    await expect(
      run(2, { publishing: ownerModeAgain, stores: dyingIn(hub.accountId) }),
    ).rejects.toBeInstanceOf(Error);
    expect(activeIn(hub.accountId)).toBe(0);
    await run(3, { publishing: centralMode });
    expect(activeIn(hub.accountId)).toBe(ids.length);
  });

  it('that dies once owners have theirs leaves their places to be searched', async () => {
    await run(1, { publishing: centralMode });
    await run(2, { publishing: centralMode });
    await expect(
      run(3, { publishing: ownerModeAgain, stores: dyingIn(tokyo.accountId) }),
    ).rejects.toBeInstanceOf(Error);
    expect(activeIn(tokyo.accountId)).toBe(3);
    await run(4, { publishing: centralMode });
    expect(activeCopies()).toEqual(ids.map(() => 1));
  });

  it('whose store takes no writes leaves the centre as it is, which is a failure, until one does', async () => {
    await run(1, { publishing: centralMode });
    const told = await run(2, { publishing: ownerModeAgain, documents: readOnly() });
    expect(told).toMatchObject({
      created: 5,
      archived: 0,
      failed: [
        { ...hub, findingId: null, message: expect.stringContaining('its ledger could not be written') },
      ],
    });
    expect(activeIn(hub.accountId)).toBe(ids.length);
    expect(await run(3, { publishing: ownerModeAgain })).toMatchObject({ archived: 5, failed: [] });
    expect(activeCopies()).toEqual(ids.map(() => 1));
  });

  it('that has nothing to clear and cannot be written down says so', async () => {
    await run(1, { publishing: centralMode });
    sandbox = securityHub();
    expect(await run(2, { publishing: ownerModeAgain, documents: readOnly() })).toMatchObject({
      created: 5,
      failed: [],
      notices: [expect.stringContaining('could not be told of the change to owner mode')],
    });
  });

  it('leaves the centre, where it could not be searched, though its own findings are met there', async () => {
    await run(1, { publishing: centralMode });
    let isFirst = true;
    const requestHandler = refusing(sandbox, ({ region, path }) => {
      const isRefused = isFirst && region === hub.region && path === '/findings';
      isFirst &&= !isRefused;
      return isRefused ? 'ThrottlingException' : null;
    });
    const scopes = [tokyo, oregon, hub];
    const told = await run(2, { publishing: ownerModeAgain, scopes, requestHandler });
    expect(told).toMatchObject({
      created: 5,
      archived: 0,
      notices: [expect.stringContaining('throttled 1')],
    });
    expect(await run(3, { publishing: ownerModeAgain, scopes })).toMatchObject({ archived: 5 });
  });
});

describe('a switch to central mode', () => {
  it('whose store takes no writes says that owners are searched again', async () => {
    await publishNight(sandbox, { at: night(1), findings });
    const told = await run(2, { publishing: centralMode, documents: readOnly() });
    expect(told).toMatchObject({ created: 5, archived: 5 });
    expect(told.notices).toContainEqual(expect.stringContaining('it is searched again'));
    expect(activeCopies()).toEqual(ids.map(() => 1));
  });

  it('whose history is no JSON counts as one that may have cleared the centre, and is mended', async () => {
    await run(1, { publishing: centralMode });
    const broken: Store = {
      ...memory.store,
      get: async (key) => {
        if (key.includes('mode-history')) throw new MalformedDocument(`${key}: is not JSON`);
        return memory.store.get(key);
      },
    };
    sandbox.resetCalls();
    const told = await run(2, { publishing: centralMode, documents: broken });
    expect(told).toMatchObject({ kept: 5, failed: [] });
    expect(sandbox.calls()['securityhub:GetFindings']).toBeGreaterThan(30);
  });
});

it.each<[string, boolean, string]>([
  ['the account’s own list says that it is off', true, 'region-disabled'],
  ['nobody says that it is off', false, 'expired-credentials'],
])('credentials that are unknown in the central Region: %s', async (_, isOff, cause) => {
  const requestHandler = refusing(sandbox, ({ region }) =>
    region === hub.region ? 'UnrecognizedClientException' : null,
  );
  const told = await run(1, {
    publishing: centralMode,
    requestHandler,
    isSwitchedOff: ({ region }) => isOff && region === hub.region,
  });
  expect(told.failed).toMatchObject([{ ...hub, cause, code: 'UnrecognizedClientException' }]);
});
