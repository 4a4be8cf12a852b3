import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import * as z from 'zod/mini';
import { type Account, account } from '#model/account.ts';
import type { Outcome } from '#model/coverage.ts';
import { compareText } from '#model/scope.ts';
import { attempt } from './attempt.ts';
import type { Aws } from './clients.ts';
import { MalformedResponse, malformedField } from './malformed-response.ts';
import { allPages } from './pages.ts';

/** Strips what is not kept: the e-mail address above all. */
const accountList = z.array(z.object(account.shape));

/** Accounts as an operation listed them: each once, sorted by ID. */
export const toAccounts = (operation: string, listed: readonly unknown[]): Account[] => {
  const { data, error } = accountList.safeParse(listed);
  if (error !== undefined) throw malformedField(operation, error);
  return [...new Map(data.map((one) => [one.Id, one])).values()].sort((a, b) => compareText(a.Id, b.Id));
};

/**
 * The organization's accounts, in whatever state, each once, sorted by ID: ID, name and state, never the e-mail
 * address. A list without any is malformed: it would hold the caller's own.
 */
export const listAccounts = (aws: Aws, region: string): Promise<Outcome<Account[]>> =>
  attempt(async () => {
    const client = aws.organizations(region);
    const listed = await allPages('ListAccounts', async (NextToken) => {
      const page = await client.send(new ListAccountsCommand({ MaxResults: 20, NextToken }));
      return { items: page.Accounts, next: page.NextToken };
    });
    const accounts = toAccounts('ListAccounts', listed);
    if (accounts.length === 0) throw new MalformedResponse('ListAccounts: the answer names no account');
    return accounts;
  });
