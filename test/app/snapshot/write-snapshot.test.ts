import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '#app/input-error.ts';
import { openSnapshot, readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { toStableJson } from '#app/snapshot/stable-json.ts';
import { createSnapshotWriter } from '#app/snapshot/write-snapshot.ts';
import type { Inventory } from '#model/inventory.ts';
import { sortInventory } from '#model/sort-inventory.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';

const scope = { accountId: '111111111111', region: 'us-west-2' };
const capturedAt = '2026-11-20T17:00:00Z';
const inventory: Inventory = {
  VpcEndpoints: [
    { VpcEndpointId: 'vpce-2', Surprise: { z: 1, a: 2 } },
    { State: 'available', VpcEndpointId: 'vpce-1' },
  ],
  Coverage: { DescribeVpcs: { complete: false, cause: 'access-denied' } },
};
const Accounts = [
  { Id: '222222222222', Name: 'hub', Email: 'root@example.com', OwnerEmail: 'x@example.com' },
  { Id: '111111111111', Paths: ['o-a1b2c3d4e5/r-ab12/'], OrganizationalUnitIds: ['ou-ab12-11111111'] },
];
const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe('a capture', () => {
  it('is read back as it was written, private and in order', async () => {
    const dir = join(await snapshotDir(), 'deep', 'new');
    const writer = await createSnapshotWriter(dir, { capturedAt });
    await writer.writeInventory(scope, inventory);
    await writer.finish({ Accounts });

    expect(await readSnapshot(dir)).toEqual({
      organization: {
        schemaVersion: 1,
        capturedAt,
        Accounts: [
          { Id: '222222222222', Name: 'hub' },
          { Id: '111111111111', Paths: ['o-a1b2c3d4e5/r-ab12/'] },
        ],
      },
      inventories: [{ scope, inventory: sortInventory(inventory) }],
    });
    expect(await modeOf(dir)).toBe('700');
    expect(await modeOf(join(dir, scope.accountId))).toBe('700');
    const files = ['organization.json', `${scope.accountId}/us-west-2.json`];
    for (const file of files) {
      expect(await modeOf(join(dir, file))).toBe('600');
      expect(await readFile(join(dir, file), 'utf8')).toMatch(/^\{\n {2}"[^]*\}\n$/);
    }
    expect(await readdir(join(dir, scope.accountId))).toEqual(['us-west-2.json']);
  });

  it('that stopped midway has only whole files, and is told from a snapshot', async () => {
    const dir = await snapshotDir();
    const writer = await createSnapshotWriter(dir, { capturedAt });
    await writer.writeInventory(scope, inventory);
    expect(await readdir(join(dir, scope.accountId))).toEqual(['us-west-2.json']);
    await expect(openSnapshot(dir)).rejects.toThrow(/an unfinished capture/);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a snapshot', { 'organization.json': { Accounts } }, /: already holds a snapshot$/],
    ['an unfinished capture', { '111111111111/us-east-1.json': {} }, /: is not empty; capture into a new/],
    ['something else', { 'notes.txt': 'mine' }, /: is not empty; capture into a new/],
  ])('never goes into a directory that holds %s', async (_, files, message) => {
    const dir = await snapshotDir(files);
    const before = await readdir(dir, { recursive: true });
    await expect(createSnapshotWriter(dir, { capturedAt })).rejects.toThrow(message);
    expect(await readdir(dir, { recursive: true })).toEqual(before);
  });

  it.each(['file', 'file/below'])('tells in one line that it cannot go into %s', async (name) => {
    const dir = await snapshotDir({ file: 'mine' });
    const writer = createSnapshotWriter(join(dir, name), { capturedAt });
    const error: unknown = await writer.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toMatch(/^InputError: \S+: cannot be written: [a-z ]+ \(E[A-Z]+\)$/);
  });

  it.skipIf(!existsSync('/proc/self'))('does not try for ever where no folder can be made', async () => {
    const error = await createSnapshotWriter('/proc/none/deep', { capturedAt }).catch((e: unknown) => e);
    expect(String(error)).toMatch(/^InputError: \/proc\/none\/deep: cannot be written: .*\(E[A-Z]+\)$/);
  });

  it('leaves no temporary file behind when it cannot be finished', async () => {
    const dir = await snapshotDir();
    const writer = await createSnapshotWriter(dir, { capturedAt });
    await mkdir(join(dir, 'organization.json'));
    await expect(writer.finish({ Accounts })).rejects.toThrow(/organization\.json: cannot be written: .*\(E/);
    expect(await readdir(dir)).toEqual(['organization.json']);
  });

  it.each([
    { accountId: '..', region: 'us-west-2' },
    { accountId: '111111111111', region: '../../etc' },
  ])('never leaves its directory: %o', async (outside) => {
    const writer = await createSnapshotWriter(await snapshotDir(), { capturedAt });
    await expect(writer.writeInventory(outside, {})).rejects.toThrow(TypeError);
  });
});

describe('a file of a snapshot', () => {
  const reversed = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(reversed)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .map(([key, item]): [string, unknown] => [key, reversed(item)])
              .toReversed(),
          )
        : value;

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(toStableJson(reversed(value))).toBe(toStableJson(value));
        expect(JSON.parse(toStableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of records', () => {
    const ids = fc.uniqueArray(fc.string(), { maxLength: 8 });
    fc.assert(
      fc.property(ids, (vpcIds) => {
        const Vpcs = vpcIds.map((VpcId) => ({ VpcId }));
        expect(sortInventory({ Vpcs: Vpcs.toReversed() })).toEqual(sortInventory({ Vpcs }));
      }),
    );
  });
});
