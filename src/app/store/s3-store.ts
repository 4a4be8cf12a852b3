import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
import type { Bucket } from '#aws/bucket.ts';
import type { Failure, Outcome } from '#model/coverage.ts';
import { compareText } from '#model/scope.ts';
import { jsonPieces } from './json-pieces.ts';
import { checkKey, checkPrefix, MalformedDocument, type Store, StoreError } from './store.ts';

const unpack = promisify(gunzip);

const pack = (document: unknown): Promise<Buffer> =>
  buffer(Readable.from(jsonPieces(document)).pipe(createGzip()));

const headers = { contentType: 'application/json', contentEncoding: 'gzip' };

/** Bytes of one document, unpacked: more than any of ours, and less than what would end the process. */
const maximumSize = 1024 * 1024 * 1024;

const told = ({ cause, message }: Failure): string => (message === null ? cause : `${cause}: ${message}`);

const valueOf = <T>(outcome: Outcome<T>, what: string): T => {
  if (outcome.ok) return outcome.value;
  throw new StoreError(`${what} (${told(outcome.failure)})`);
};

const parse = async (bytes: Uint8Array, key: string): Promise<unknown> => {
  try {
    return JSON.parse((await unpack(bytes, { maxOutputLength: maximumSize })).toString('utf8'));
  } catch (error) {
    throw new MalformedDocument(
      `${key}: is not gzipped JSON (${error instanceof Error ? error.message : String(error)})`,
    );
  }
};

/** Documents as gzipped JSON in an S3 bucket, each key under `root` (`''`, or names that end with `/`). */
export const createS3Store = (bucket: Bucket, root: string): Store => ({
  put: async (key, document) => {
    const object = root + checkKey(key);
    valueOf(await bucket.put(object, await pack(document), headers), `${key}: cannot be written`);
  },
  get: async (key) => {
    const bytes = valueOf(await bucket.get(root + checkKey(key)), `${key}: cannot be read`);
    return bytes === null ? null : parse(bytes, key);
  },
  list: async (prefix) => {
    const keys = valueOf(await bucket.list(root + checkPrefix(prefix)), `${prefix}: cannot be listed`);
    return keys.map((key) => key.slice(root.length)).toSorted(compareText);
  },
});
