import {
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  type OrganizationalUnit,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import pMap from 'p-map';
import type { Outcome } from '#model/coverage.ts';
import { compareText } from '#model/scope.ts';
import { toAccounts } from './accounts.ts';
import { attempt } from './attempt.ts';
import type { Aws } from './clients.ts';
import { MalformedResponse } from './malformed-response.ts';
import { allPages } from './pages.ts';

/** The form of a root's ID, and of an organizational unit's, as Organizations' API reference has them. */
export const parentIdPattern = /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/;

/** Units asked about at once; the limiter holds the pace. */
const unitsAtOnce = 4;

type Members = { accountIds: string[]; unitIds: string[] };

/** Both listings come in pages of 20, which may be empty and yet have a token. */
const listAccountIds = async (client: OrganizationsClient, ParentId: string): Promise<string[]> => {
  const operation = 'ListAccountsForParent';
  const listed = await allPages(operation, async (NextToken) => {
    const page = await client.send(new ListAccountsForParentCommand({ ParentId, MaxResults: 20, NextToken }));
    return { items: page.Accounts, next: page.NextToken };
  });
  return toAccounts(operation, listed).map(({ Id }) => Id);
};

const listUnitIds = async (client: OrganizationsClient, ParentId: string): Promise<string[]> => {
  const units = await allPages('ListOrganizationalUnitsForParent', async (NextToken) => {
    const input = { ParentId, MaxResults: 20, NextToken };
    const page = await client.send(new ListOrganizationalUnitsForParentCommand(input));
    return { items: page.OrganizationalUnits, next: page.NextToken };
  });
  return units.map(idOf);
};

const idOf = ({ Id = '' }: OrganizationalUnit): string => {
  if (parentIdPattern.test(Id)) return Id;
  throw new MalformedResponse(
    `ListOrganizationalUnitsForParent: ${JSON.stringify(Id)} is no organizational unit's ID`,
  );
};

const membersOf = async (client: OrganizationsClient, parentId: string): Promise<Members> => {
  const [accountIds, unitIds] = await Promise.all([
    listAccountIds(client, parentId),
    listUnitIds(client, parentId),
  ]);
  return { accountIds, unitIds };
};

/**
 * The IDs of the accounts in an organizational unit or a root and in all units within, sorted, in whatever state.
 * Level by level, each unit once whatever the answers say, by `organizations:ListAccountsForParent` and
 * `organizations:ListOrganizationalUnitsForParent`. A listing that fails fails the whole: a part would exclude, or
 * scan, the wrong accounts.
 */
export const accountsInOu = (aws: Aws, region: string, parentId: string): Promise<Outcome<string[]>> =>
  attempt(async () => {
    const client = aws.organizations(region);
    const seen = new Set([parentId]);
    const found = new Set<string>();
    let level = [parentId];
    while (level.length > 0) {
      const members = await pMap(level, (id) => membersOf(client, id), { concurrency: unitsAtOnce });
      for (const id of members.flatMap(({ accountIds }) => accountIds)) found.add(id);
      level = [...new Set(members.flatMap(({ unitIds }) => unitIds))].filter((id) => !seen.has(id));
      for (const id of level) seen.add(id);
    }
    return [...found].sort(compareText);
  });
