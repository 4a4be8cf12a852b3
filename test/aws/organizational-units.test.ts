import { describe, expect, it } from 'vitest';
import { createAws } from '#aws/clients.ts';
import { accountsInOu } from '#aws/organizational-units.ts';
import type { Organization } from '#model/snapshot.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { scriptedHandler, testCredentials } from '#test/builders/scripted-handler.ts';

const account = (number: number): string => String(number).padStart(12, '0');
const [root, prod, web, sandboxes] = ['r-abcd', 'ou-abcd-11111111', 'ou-abcd-22222222', 'ou-abcd-33333333'];

/** The root holds account 1 and two units; `prod` 45 accounts and `web`, which holds two. */
const organization: Organization = {
  schemaVersion: 1,
  OrganizationalUnits: [
    { Id: prod, ParentId: root, Name: 'prod' },
    { Id: web, ParentId: prod, Name: 'web' },
    { Id: sandboxes, ParentId: root, Name: 'sandboxes' },
  ],
  Accounts: [
    { Id: account(1), State: 'ACTIVE' },
    ...Array.from({ length: 45 }, (_, index) => ({ Id: account(100 + index), ParentId: prod })),
    { Id: account(200), ParentId: web, State: 'SUSPENDED' },
    { Id: account(201), ParentId: web },
  ],
};
const sandbox = createSandbox({ snapshot: { organization, inventories: [] } });
const inSandbox = (parentId: string) =>
  accountsInOu(
    createAws({ requestHandler: sandbox.requestHandler, credentials: testCredentials }),
    'us-east-1',
    parentId,
  );
const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => account(from + index));

describe('accountsInOu', () => {
  it.each([
    ['the root, all of them', root, [account(1), ...range(100, 144), account(200), account(201)]],
    ['a unit, with the units in it', prod, [...range(100, 144), account(200), account(201)]],
    ['a unit in a unit', web, [account(200), account(201)]],
    ['a unit of none', sandboxes, []],
  ])('%s', async (_, parentId, value) => {
    expect(await inSandbox(parentId)).toEqual({ ok: true, value });
  });

  it('fails for a unit that is not there', async () => {
    expect(await inSandbox('ou-abcd-99999999')).toMatchObject({
      ok: false,
      failure: { cause: 'unknown', code: 'ParentNotFoundException' },
    });
  });

  type Pages = { Accounts?: object[]; OrganizationalUnits?: object[]; NextToken?: string };
  const ask = (answer: (target: string, input: { ParentId: string; NextToken?: string }) => Pages) => {
    const handler = scriptedHandler(({ action, request }) => ({
      body: JSON.stringify(answer(action.split('.')[1] ?? '', JSON.parse(String(request.body)))),
    }));
    const aws = createAws({ requestHandler: handler, credentials: testCredentials });
    return accountsInOu(aws, 'us-east-1', root).then((outcome) => ({ outcome, asked: handler.asked.length }));
  };

  it('reads on past empty pages', async () => {
    const { outcome } = await ask((target, { ParentId, NextToken }) => {
      if (NextToken === undefined) return { Accounts: [], OrganizationalUnits: [], NextToken: 'on' };
      if (target === 'ListAccountsForParent')
        return { Accounts: [{ Id: account(ParentId === root ? 1 : 2) }] };
      return { OrganizationalUnits: ParentId === root ? [{ Id: prod }] : [] };
    });
    expect(outcome).toEqual({ ok: true, value: [account(1), account(2)] });
  });

  it('asks about each unit once, though the answers go in a circle', async () => {
    const { outcome, asked } = await ask(() => ({
      Accounts: [{ Id: account(1) }],
      OrganizationalUnits: [{ Id: root }, { Id: prod }, { Id: prod }, { Id: web }],
    }));
    expect(outcome).toEqual({ ok: true, value: [account(1)] });
    expect(asked).toBe(2 * 3);
  });

  it.each<[string, Pages, string]>([
    ['no list of accounts', { OrganizationalUnits: [] }, 'ListAccountsForParent: the answer has no list'],
    ['no list of units', { Accounts: [] }, 'ListOrganizationalUnitsForParent: the answer has no list'],
    [
      'a unit that is none',
      { Accounts: [], OrganizationalUnits: [{ Id: '../x' }] },
      'ListOrganizationalUnitsForParent: "../x" is no organizational unit\'s ID',
    ],
    [
      'an account that is none',
      { Accounts: [{ Id: 'x' }], OrganizationalUnits: [] },
      'ListAccountsForParent: [0].Id: an account ID is 12 digits',
    ],
  ])('fails whole on %s', async (_, pages, message) => {
    const { outcome } = await ask(() => pages);
    expect(outcome).toEqual({ ok: false, failure: { cause: 'malformed-response', code: null, message } });
  });
});
