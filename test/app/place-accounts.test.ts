import { describe, expect, it } from 'vitest';
import { placeAccounts, unitsNamed } from '#app/place-accounts.ts';
import { createAws } from '#aws/clients.ts';
import { organizationalUnitIdsOf } from '#model/account.ts';
import { configSchema } from '#model/config.ts';
import type { Organization } from '#model/snapshot.ts';
import type { FaultRule } from '#sandbox/faults/plan.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { testCredentials } from '#test/builders/scripted-handler.ts';

const [hub, top, low] = ['111111111111', '222222222222', '333333333333'];
const [root, workloads, payments] = ['r-ab12', 'ou-ab12-11111111', 'ou-ab12-22222222'];
const organization: Organization = {
  schemaVersion: 1,
  Accounts: [
    { Id: hub, ParentId: root },
    { Id: top, ParentId: workloads },
    { Id: low, ParentId: payments },
  ],
  OrganizationalUnits: [
    { Id: workloads, ParentId: root },
    { Id: payments, ParentId: workloads },
  ],
};
/** As ListAccounts lists them where it does not tell paths. */
const unplaced = [hub, top, low].map((Id) => ({ Id }));
const path = `o-a1b2c3d4e5/${root}/${workloads}/`;

type Asked = {
  units: readonly string[];
  accounts?: typeof unplaced;
  isOrganization?: boolean;
  rules?: FaultRule[];
};
const place = async ({ units, accounts = unplaced, isOrganization = true, rules = [] }: Asked) => {
  const sandbox = createSandbox({ snapshot: { organization, inventories: [] }, faults: { seed: 1, rules } });
  const aws = createAws({ requestHandler: sandbox.requestHandler, credentials: testCredentials });
  const placed = await placeAccounts({ aws, homeRegion: 'us-east-1', isOrganization, units }, accounts);
  return { ...placed, units: placed.accounts.map(organizationalUnitIdsOf), calls: sandbox.calls() };
};

const listing = 'organizations:ListAccountsForParent';

describe('the units of accounts', () => {
  it.each<[string, Asked]>([
    ['no line of the configuration is for a unit', { units: [] }],
    [
      'ListAccounts tells them',
      { units: [workloads], accounts: unplaced.map(({ Id }) => ({ Id, Paths: [path] })) },
    ],
  ])('are not asked for where %s', async (_, asked) => {
    const { calls, accounts } = await place(asked);
    expect(calls).toEqual({});
    expect(accounts).toEqual(asked.accounts ?? unplaced);
  });

  it('are those of the configuration that hold the account, at any depth', async () => {
    const { units, gap } = await place({ units: [workloads, payments] });
    expect(units).toEqual([[], [workloads], [workloads, payments]]);
    expect(gap).toBeNull();
  });

  it('stay as ListAccounts told them where it did', async () => {
    const accounts = [{ Id: hub }, { Id: top, Paths: [path] }];
    const { units } = await place({ units: [payments], accounts });
    expect(units).toEqual([[], [root, workloads]]);
  });

  it('are not known of anybody when one unit cannot be listed: a gap', async () => {
    const rules: FaultRule[] = [{ fault: 'access-denied', operation: listing, from: 2 }];
    const { units, gap } = await place({ units: [workloads, payments], rules });
    expect(units).toEqual([null, null, null]);
    expect(gap).toMatchObject({ operation: 'ListAccountsForParent', failure: { cause: 'access-denied' } });
  });

  it('are no gap where the organization was not asked for', async () => {
    const rules: FaultRule[] = [{ fault: 'access-denied', operation: listing }];
    const { units, gap } = await place({ units: [workloads], isOrganization: false, rules });
    expect(units).toEqual([null, null, null]);
    expect(gap).toBeNull();
  });

  it('must be there', async () => {
    await expect(place({ units: ['ou-ab12-99999999'] })).rejects.toThrow(
      /^organizationalUnits: the organization has no unit ou-ab12-99999999$/,
    );
  });
});

it('the units that the configuration names, each once', () => {
  const lines = {
    allowedRegions: [
      { organizationalUnits: [payments, workloads], from: '*', to: ['*'] },
      { accounts: [hub], from: '*', to: ['*'] },
    ],
    inferenceRegions: [{ organizationalUnits: [workloads], regions: ['us-west-2'] }],
  };
  expect(unitsNamed(configSchema.parse(lines))).toEqual([workloads, payments]);
  expect(unitsNamed(configSchema.parse({}))).toEqual([]);
});
