import { type Account as AwsAccount, ListAccountsCommand } from '@aws-sdk/client-organizations';
import { type Account, account } from '#model/account.ts';
import type { Outcome } from '#model/coverage.ts';
import { compareText } from '#model/scope.ts';
import { attempt } from './attempt.ts';
import type { Aws } from './clients.ts';
import { malformedField } from './malformed-response.ts';
import { allPages } from './pages.ts';

/** The organization's accounts, in whatever state, sorted by ID: ID, name and state, never the e-mail address. */
export const listAccounts = (aws: Aws, region: string): Promise<Outcome<Account[]>> =>
  attempt(async () => {
    const client = aws.organizations(region);
    const listed = await allPages('ListAccounts', async (NextToken) => {
      const page = await client.send(new ListAccountsCommand({ MaxResults: 20, NextToken }));
      return { items: page.Accounts, next: page.NextToken };
    });
    return listed.map(kept).sort((a, b) => compareText(a.Id, b.Id));
  });

/** Accounts being closed still work; one whose state was not told is tried. */
export const isAlive = ({ State }: Account): boolean =>
  State === undefined || State === 'ACTIVE' || State === 'PENDING_CLOSURE';

const kept = ({ Id, Name, State }: AwsAccount): Account => {
  const parsed = account.safeParse({ Id, Name, State });
  if (!parsed.success) throw malformedField('ListAccounts', parsed.error);
  return parsed.data;
};
