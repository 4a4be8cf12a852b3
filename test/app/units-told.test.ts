import { expect, it } from 'vitest';
import { createSnapshotSource } from '#app/snapshot-source.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import { configSchema } from '#model/config.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';

const [hub, tokyo, data] = ['111111111111', '222222222222', '333333333333'];
const [root, workloads, payments] = ['r-a1b2', 'ou-a1b2-7k3m9p1q', 'ou-a1b2-2w5x8z4t'];

const planOf = async (dir: string, scope: object) => {
  const source = await createSnapshotSource(dir, configSchema.parse({ scope }).scope);
  const plan = await source.plan({ accounts: null, regions: null });
  return { ...plan, read: [...new Set(plan.scopes.map(({ accountId }) => accountId))] };
};

it.each<[object, string[]]>([
  [{ organizationalUnits: [root] }, [hub, tokyo, data]],
  [{ organizationalUnits: [workloads] }, [tokyo, data]],
  [{ excludedOrganizationalUnits: [payments] }, [hub, data]],
  [{ organizationalUnits: [workloads], excludedOrganizationalUnits: [payments] }, [data]],
])('a snapshot is read by organizational unit: %j', async (scope, expected) => {
  const { read, excluded, notices } = await planOf(organizationDir, scope);
  expect(read).toEqual(expected);
  expect(excluded).toHaveLength(3 - expected.length);
  expect(notices.join(' ')).not.toContain('does not tell');
});

it('a snapshot that does not tell where one account is, is read whole, and that is said', async () => {
  const dir = await snapshotDir({
    'organization.json': {
      Accounts: [{ Id: hub, Paths: [`o-a1b2c3d4e5/${root}/`] }, { Id: tokyo }],
    },
    [`${hub}/us-west-2.json`]: {},
    [`${tokyo}/us-west-2.json`]: {},
  });
  const { read, notices } = await planOf(dir, { organizationalUnits: [workloads] });
  expect(read).toEqual([hub, tokyo]);
  expect(notices).toContain(
    'the snapshot does not tell the organizational units of 1 of its accounts: all are read',
  );
});
