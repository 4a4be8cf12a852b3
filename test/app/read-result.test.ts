import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readResult } from '#app/read-result.ts';
import { aConnectionPath } from '#test/builders/connection-path.ts';
import { aResult } from '#test/builders/result.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';

const result = aResult({ paths: [aConnectionPath()] });
const json = JSON.stringify(result);
const { rules: _, ...before } = result;
const bom = '\ufeff';

const dir = await snapshotDir({
  'plain.json': json,
  'gzipped.json': gzipSync(json),
  'bom.json': `${bom}${json}`,
  'before.json': JSON.stringify(before),
  'reply.json': { ...result, truncated: false, runId: null },
  'empty.json': '',
  'blank.json': ' \n',
  'cut.json': json.slice(0, 100),
  'cut.gz': gzipSync(json).subarray(0, 100),
  'list.json': '[]',
  'null.json': 'null',
  'other.json': { Accounts: [] },
  'newer.json': { ...result, schemaVersion: 2 },
  'wrong.json': { ...result, paths: [{ ...aConnectionPath(), verdict: 'fine' }] },
  'further.json': { ...result, colour: 'red' },
  'cut-reply.json': { ...result, truncated: true, runId: null },
  'utf16.json': Buffer.from(`${bom}${json}`, 'utf16le'),
  'latin1.json': Buffer.from('{"name": "é"}', 'latin1'),
  'huge.json': '',
  'bomb.json': gzipSync(Buffer.alloc(540_000_000, ' ')),
});
await truncate(join(dir, 'huge.json'), 600_000_000);

it.each(['plain.json', 'gzipped.json', 'bom.json', 'before.json', 'reply.json'])('reads %s', async (file) => {
  expect(await readResult(join(dir, file))).toEqual(result);
});

it.each<[string, RegExp]>([
  ['none.json', /cannot be read: no such file or directory \(ENOENT\)/],
  ['.', /cannot be read: illegal operation on a directory \(EISDIR\)/],
  ['empty.json', /is empty/],
  ['blank.json', /is empty/],
  ['cut.json', /is not whole JSON/],
  ['cut.gz', /is not whole gzip/],
  ['list.json', /is not a result of `scan --format json`/],
  ['null.json', /is not a result of `scan --format json`/],
  ['other.json', /is not a result of `scan --format json`/],
  ['newer.json', /has schemaVersion 2, and this program reads schemaVersion 1/],
  ['wrong.json', /is not a result of this version, [\d.]+, but of 0\.0\.0: paths\[0\]\.verdict: /],
  ['further.json', /is not a result of this version, [\d.]+, but of 0\.0\.0: unknown key "colour"/],
  ['cut-reply.json', /is an answer that was cut; the whole result is in the bucket/],
  ['utf16.json', /is not UTF-8 text but UTF-16: write it again as UTF-8/],
  ['latin1.json', /is not UTF-8 text$/],
  ['huge.json', /is larger than the 511 MB/],
  ['bomb.json', /is larger than the 511 MB/],
])('of %s says in one line what is wrong', async (file, message) => {
  const error: unknown = await readResult(join(dir, file)).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'InputError', message: expect.stringMatching(message) });
  expect(error).toMatchObject({ message: expect.not.stringMatching(/\n/) });
});

it('reads stdin, whatever its pieces', async () => {
  const bytes = Buffer.from(JSON.stringify(aResult({ callerArn: '東京' })));
  const pieces = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
  expect(await readResult('-', Readable.from(pieces))).toMatchObject({ callerArn: '東京' });
  await expect(readResult('-', Readable.from([]))).rejects.toThrow(/^stdin: is empty$/);
});
