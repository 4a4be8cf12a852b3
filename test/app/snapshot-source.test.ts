import { expect, it } from 'vitest';
import { createSnapshotSource } from '#app/snapshot-source.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import { configSchema } from '#model/config.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';

const planOf = async (dir: string, scope: object) => {
  const source = await createSnapshotSource(dir, configSchema.parse({ scope }).scope);
  return source.plan({ accounts: null, regions: null });
};

it.each([
  { organizationalUnits: ['ou-a1b2-00000000'] },
  { regions: ['eu-west-1'] },
  { excludedAccounts: ['111111111111', '222222222222', '333333333333'] },
])('a snapshot of which nothing is in scope is refused for that: %j', async (scope) => {
  await expect(planOf(organizationDir, scope)).rejects.toThrow(
    `${organizationDir}: the configuration (scope) leaves out all that it holds`,
  );
});

it('a snapshot that holds no scope is refused for that', async () => {
  const dir = await snapshotDir({ 'organization.json': { Accounts: [{ Id: '111111111111' }] } });
  await expect(planOf(dir, {})).rejects.toThrow(`${dir}: holds no scope to read`);
});
