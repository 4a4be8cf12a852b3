import { mkdir, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '#app/input-error.ts';
import { openSnapshot, readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';

const [first, second] = ['111111111111', '222222222222'];
const organization = { Accounts: [{ Id: first, Name: 'hub' }, { Id: second }] };
const file = `${first}/us-west-2.json`;

const failureOf = async (dir: string): Promise<string> => {
  const error: unknown = await readSnapshot(dir).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  const { message } = error as InputError;
  expect(message).not.toMatch(/\n/);
  expect(message.startsWith(dir)).toBe(true);
  return message.slice(dir.length);
};

describe('a snapshot that cannot be read', () => {
  it.each<[string, Record<string, unknown>, string | RegExp]>([
    ['no organization.json', { 'README.md': 'hello' }, /^: has no organization\.json: an unfinished capture/],
    [
      'an unfinished capture',
      { [file]: { VpcEndpoints: [] } },
      /^: has no organization\.json: an unfinished capture/,
    ],
    [
      'truncated JSON',
      { 'organization.json': organization, [file]: '{"VpcEndpoints": [{"VpcEnd' },
      /^\/111111111111\/us-west-2\.json: is not whole JSON: /,
    ],
    ['an empty file', { 'organization.json': '' }, /^\/organization\.json: is not whole JSON: /],
    [
      'a wrong type',
      {
        'organization.json': organization,
        [file]: { VpcEndpoints: [{ VpcEndpointId: 'vpce-1' }, { VpcEndpointId: 'vpce-2', State: 5 }] },
      },
      /^\/111111111111\/us-west-2\.json: VpcEndpoints\[1\]\.State: .*expected string, received number/,
    ],
    [
      'a record without its ID',
      { 'organization.json': organization, [file]: { Vpcs: [{ CidrBlock: '10.0.0.0/16' }] } },
      /us-west-2\.json: Vpcs\[0\]\.VpcId: /,
    ],
    [
      'a blank ID',
      { 'organization.json': organization, [file]: { Vpcs: [{ VpcId: '' }] } },
      /us-west-2\.json: Vpcs\[0\]\.VpcId: /,
    ],
    [
      'a list that the AWS CLI was told to cut short',
      { 'organization.json': organization, [file]: { VpcEndpoints: [], NextToken: 'eyJ' } },
      /us-west-2\.json: NextToken: a list of this file was cut short/,
    ],
    [
      'accounts cut short',
      { 'organization.json': { ...organization, NextToken: 'eyJ' } },
      /^\/organization\.json: NextToken: a list of this file was cut short/,
    ],
    [
      'an array for an inventory',
      { 'organization.json': organization, [file]: [] },
      /us-west-2\.json: .*expected object/,
    ],
    [
      'no accounts',
      { 'organization.json': { Accounts: [] } },
      '/organization.json: Accounts: holds no account',
    ],
    ['a missing list of accounts', { 'organization.json': {} }, /^\/organization\.json: Accounts: /],
    [
      'a duplicate account',
      { 'organization.json': { Accounts: [{ Id: first }, { Id: second }, { Id: first }] } },
      '/organization.json: Accounts[2].Id: 111111111111 is listed twice',
    ],
    [
      'an account that is not 12 digits',
      { 'organization.json': { Accounts: [{ Id: '1234' }] } },
      '/organization.json: Accounts[0].Id: an account ID is 12 digits',
    ],
    [
      'a later format',
      { 'organization.json': { ...organization, schemaVersion: 2 } },
      /^\/organization\.json: schemaVersion: /,
    ],
    [
      'a folder of another account',
      { 'organization.json': organization, '333333333333/us-west-2.json': {} },
      '/333333333333: is not the ID of an account in organization.json',
    ],
    [
      'a folder that is no account',
      { 'organization.json': organization, 'us-west-2/inventory.json': {} },
      '/us-west-2: is not the ID of an account in organization.json',
    ],
    [
      'a file that is no Region',
      { 'organization.json': organization, [`${first}/oregon.json`]: {} },
      '/111111111111/oregon.json: is not <region>.json',
    ],
    [
      'a leftover of a killed capture',
      { 'organization.json': organization, [`${file}.0a1b.tmp`]: '{' },
      '/111111111111/us-west-2.json.0a1b.tmp: is not <region>.json',
    ],
    [
      'an inventory in the wrong place',
      { 'organization.json': organization, 'us-west-2.json': {} },
      '/us-west-2.json: an inventory belongs in <account ID>/<region>.json',
    ],
    [
      'another encoding',
      { 'organization.json': organization, [file]: Buffer.from('﻿{"Vpcs": []}', 'utf16le') },
      '/111111111111/us-west-2.json: is not UTF-8 text',
    ],
    [
      'a field name that would break the line',
      { 'organization.json': organization, [file]: { Coverage: { 'a\nb\u001b[2J': 1 } } },
      /us-west-2\.json: Coverage\.a b \[2J: /,
    ],
  ])('%s', async (_, files, message) => {
    const dir = await snapshotDir(files);
    expect(await failureOf(dir)).toMatch(message);
  });

  it('a missing directory', async () => {
    const dir = join(await snapshotDir(), 'none');
    expect(await failureOf(dir)).toBe(': cannot be read: no such file or directory (ENOENT)');
  });

  it('a file instead of a directory', async () => {
    const dir = join(await snapshotDir({ 'organization.json': organization }), 'organization.json');
    expect(await failureOf(dir)).toBe(': cannot be read: not a directory (ENOTDIR)');
  });

  it('a folder in the place of a file', async () => {
    const dir = await snapshotDir({ 'organization.json': organization });
    await mkdir(join(dir, file), { recursive: true });
    expect(await failureOf(dir)).toBe(`/${file}: is not <region>.json`);
  });

  it('a link, wherever it leads', async () => {
    const dir = await snapshotDir({ 'organization.json': organization, [file]: {} });
    await symlink(join(dir, file), join(dir, first, 'us-east-1.json'));
    expect(await failureOf(dir)).toBe(`/${first}/us-east-1.json: is not <region>.json`);
    const linked = await snapshotDir({ 'organization.json': organization });
    await symlink(join(dir, first), join(linked, first));
    expect(await failureOf(linked)).toMatch(/^\/111111111111: is a link or a special file/);
  });

  it('a file too large to be an inventory', async () => {
    const dir = await snapshotDir({ 'organization.json': organization, [file]: '' });
    await truncate(join(dir, file), 300 * 1024 * 1024);
    expect(await failureOf(dir)).toMatch(/us-west-2\.json: is 314572800 bytes, more than 268435456$/);
  });
});

describe('a snapshot made with the AWS CLI and an editor', () => {
  it('is read as it is: unknown keys kept, e-mail addresses not', async () => {
    const dir = await snapshotDir({
      '.DS_Store': 'x',
      'notes.txt': 'captured by hand',
      'organization.json': `\uFEFF${JSON.stringify({
        Accounts: [
          {
            Id: first,
            Arn: `arn:aws:organizations::${first}:account/o-a1b2c3d4e5/${first}`,
            Email: 'root@example.com',
            Name: 'hub',
            Status: 'ACTIVE',
            State: 'ACTIVE',
            JoinedMethod: 'INVITED',
            JoinedTimestamp: '2021-02-01T09:00:00+00:00',
          },
          { Id: second, Email: 'other@example.com', Status: 'SUSPENDED' },
        ],
      })}`,
      // jq -s add of describe-vpc-endpoints, describe-vpc-endpoint-services and describe-vpc-peering-connections
      [file]: {
        VpcEndpoints: [{ VpcEndpointId: 'vpce-1', Surprise: { Nested: [1, null] } }],
        ServiceNames: ['com.amazonaws.us-west-2.s3'],
        ServiceDetails: [{ ServiceName: 'com.amazonaws.us-west-2.s3', Owner: 'amazon' }],
        VpcPeeringConnections: [],
        NextToken: null,
      },
    });
    const { organization: told, inventories } = await readSnapshot(dir);
    expect(JSON.stringify(told)).not.toMatch(/@example/);
    expect(told.schemaVersion).toBe(1);
    expect(told.Accounts[0]).toMatchObject({ Id: first, Name: 'hub', Status: 'ACTIVE' });
    expect(inventories).toEqual([
      {
        scope: { accountId: first, region: 'us-west-2' },
        inventory: expect.objectContaining({
          NextToken: null,
          VpcEndpoints: [{ VpcEndpointId: 'vpce-1', Surprise: { Nested: [1, null] } }],
        }),
      },
    ]);
  });
});

it('opens without reading an inventory, and lists scopes in order', async () => {
  const dir = await snapshotDir({
    'organization.json': organization,
    [`${second}/us-gov-west-1.json`]: '{',
    [`${first}/us-west-2.json`]: {},
    [`${first}/eusc-de-east-1.json`]: {},
  });
  const { scopes, read } = await openSnapshot(dir);
  expect(scopes).toEqual([
    { accountId: first, region: 'eusc-de-east-1' },
    { accountId: first, region: 'us-west-2' },
    { accountId: second, region: 'us-gov-west-1' },
  ]);
  expect(await read({ accountId: first, region: 'us-west-2' })).toEqual({});
  await expect(read({ accountId: '../..', region: 'us-west-2' })).rejects.toThrow(TypeError);
});
