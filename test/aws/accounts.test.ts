import { describe, expect, it } from 'vitest';
import { listAccounts } from '#aws/accounts.ts';
import { createAws } from '#aws/clients.ts';
import { scriptedHandler, testCredentials } from '#test/builders/scripted-handler.ts';

const ask = (pages: object[]) => {
  const left = [...pages];
  const handler = scriptedHandler(() => ({ body: JSON.stringify(left.shift()) }));
  return listAccounts(createAws({ requestHandler: handler, credentials: testCredentials }), 'us-east-1');
};

describe('listAccounts', () => {
  it('reads on past an empty page, keeps where the account is and no e-mail address', async () => {
    const outcome = await ask([
      { Accounts: [], NextToken: 'a' },
      {
        Accounts: [{ Id: '222222222222', Name: 'b', Email: 'b@example.com', State: 'SUSPENDED' }],
        NextToken: 'b',
      },
      {
        Accounts: [
          { Id: '111111111111', Name: 'a', Email: 'a@example.com', State: 'ACTIVE', Paths: ['o-1/r-1/'] },
        ],
      },
    ]);
    expect(outcome).toEqual({
      ok: true,
      value: [
        { Id: '111111111111', Name: 'a', State: 'ACTIVE', Paths: ['o-1/r-1/'] },
        { Id: '222222222222', Name: 'b', State: 'SUSPENDED' },
      ],
    });
  });

  it('tells an account once, though it moved from one page to the next', async () => {
    const moved = { Accounts: [{ Id: '111111111111', Name: 'a' }] };
    expect(await ask([{ ...moved, NextToken: 'a' }, moved])).toEqual({ ok: true, value: moved.Accounts });
  });

  it.each([
    ['no list', [{}], 'ListAccounts: the answer has no list'],
    [
      'a token that repeats',
      [
        { Accounts: [], NextToken: 'a' },
        { Accounts: [], NextToken: 'a' },
      ],
      'ListAccounts: the same token came twice',
    ],
    ['a bad ID', [{ Accounts: [{ Id: '12' }] }], 'ListAccounts: [0].Id: an account ID is 12 digits'],
    ['no account at all', [{ Accounts: [] }], 'ListAccounts: the answer names no account'],
    ['a list that is none', [{ Accounts: {} }], 'ListAccounts: the answer has no list'],
    [
      'an account that is none',
      [{ Accounts: [null] }],
      'ListAccounts: [0]: Invalid input: expected object, received null',
    ],
  ])('fails on %s', async (_, pages, message) => {
    expect(await ask(pages)).toEqual({
      ok: false,
      failure: { cause: 'malformed-response', code: null, message },
    });
  });
});
