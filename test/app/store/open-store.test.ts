import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError } from '#app/input-error.ts';
import { openStore } from '#app/store/open-store.ts';
import type { Bucket } from '#aws/bucket.ts';
import { success } from '#model/coverage.ts';

/** A bucket that tells what is put: `bucket key`. */
const telling =
  (told: string[]) =>
  (name: string): Bucket => ({
    put: async (key) => {
      told.push(`${name} ${key}`);
      return success(undefined);
    },
    get: async () => success(null),
  });

it.each([
  ['s3://runs', 'runs a.json'],
  ['s3://runs/', 'runs a.json'],
  ['s3://runs.of.audit/night', 'runs.of.audit night/a.json'],
  ['s3://runs/night/of/audit/', 'runs night/of/audit/a.json'],
])('%s is a place in a bucket', async (setting, expected) => {
  const told: string[] = [];
  await openStore(setting, telling(told)).put('a.json', 1);
  expect(told).toEqual([expected]);
});

it('an absolute path is a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  await openStore(folder, telling([])).put('a.json', 1);
  expect(await readdir(folder)).toEqual(['a.json']);
  await rm(folder, { recursive: true });
});

it.each(['', 'runs', './runs', 's3://', 's3://B', 's3://runs//night', 's3://runs/../night', 'https://runs'])(
  '%j is refused',
  (setting) => {
    expect(() => openStore(setting, telling([]))).toThrow(InputError);
  },
);
