import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
import type { Bucket } from '#aws/bucket.ts';
import type { Failure, Outcome } from '#model/coverage.ts';
import { jsonPieces } from './json-pieces.ts';
import { checkKey, MalformedDocument, type Store, StoreError } from './store.ts';

const unpack = promisify(gunzip);

const pack = (pieces: Iterable<string>): Promise<Buffer> => buffer(Readable.from(pieces).pipe(createGzip()));

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

/** Documents as gzipped JSON, and texts gzipped too, in an S3 bucket, each key under `root` (`''`, or names that end with `/`). */
export const createS3Store = (bucket: Bucket, root: string): Store => {
  const put = async (key: string, pieces: Iterable<string>, contentType: string): Promise<void> => {
    const object = root + checkKey(key);
    const headers = { contentType, contentEncoding: 'gzip' };
    valueOf(await bucket.put(object, await pack(pieces), headers), `${key}: cannot be written`);
  };
  return {
    put: (key, document) => put(key, jsonPieces(document), 'application/json'),
    putText: (key, text, mediaType) => put(key, [text], mediaType),
    get: async (key) => {
      const bytes = valueOf(await bucket.get(root + checkKey(key)), `${key}: cannot be read`);
      return bytes === null ? null : parse(bytes, key);
    },
  };
};
