import { isAbsolute } from 'node:path';
import type { Bucket } from '#aws/bucket.ts';
import { InputError } from '../input-error.ts';
import { createFolderStore } from './folder-store.ts';
import { createS3Store } from './s3-store.ts';
import { checkKey, type Store } from './store.ts';

const s3Place = /^s3:\/\/([a-z\d][a-z\d.-]{1,61}[a-z\d])(?:\/(.*))?$/;

const rootOf = (path: string): string => (path === '' ? '' : `${checkKey(path.replace(/\/$/, ''))}/`);

/** The store of a setting: `s3://bucket`, `s3://bucket/prefix`, or an absolute path. Anything else is an InputError. */
export const openStore = (setting: string, bucket: (name: string) => Bucket): Store => {
  if (isAbsolute(setting)) return createFolderStore(setting);
  const [, name, path = ''] = s3Place.exec(setting) ?? [];
  try {
    if (name !== undefined) return createS3Store(bucket(name), rootOf(path));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new InputError(
    `the store is s3://bucket, s3://bucket/prefix or an absolute path, not ${JSON.stringify(setting)}`,
  );
};
