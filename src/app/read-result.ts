import { constants } from 'node:buffer';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as z from 'zod/mini';
import { type ScanResult, scanResultSchema } from '#model/result.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { describeIssue } from './describe-issue.ts';
import { fileFailure } from './file-error.ts';
import { InputError } from './input-error.ts';
import { tool } from './tool.ts';

/** One text, which `JSON.parse` takes, is no longer than this in V8: 512 MB. */
const maximumSize = constants.MAX_STRING_LENGTH;

const tooLarge = (name: string): InputError =>
  new InputError(
    `${name}: is larger than the ${Math.floor(maximumSize / 1024 / 1024)} MB that can be read as one JSON text; scan fewer accounts or Regions at a time`,
  );

/** Chunks until their end, or until they are too many. */
const gather = async (stream: Readable, name: string): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumSize) throw tooLarge(name);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** The bytes of a file or of a pipe; nothing is read of a file that says it is too large. */
const readBytes = async (file: string): Promise<Buffer> => {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > maximumSize) throw tooLarge(file);
    return await gather(handle.createReadStream({ autoClose: false }), file);
  } finally {
    await handle.close();
  }
};

const unpack = promisify(gunzip);

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Results lie gzipped in the bucket, and so they come out of it. */
const unpacked = async (bytes: Buffer, name: string): Promise<Buffer> => {
  if (!isGzip(bytes)) return bytes;
  try {
    return await unpack(bytes, { maxOutputLength: maximumSize });
  } catch (error) {
    const isLong = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isLong ? tooLarge(name) : new InputError(`${name}: is not whole gzip`);
  }
};

const parseJson = (text: string, name: string): unknown => {
  if (text.trim() === '') throw new InputError(`${name}: is empty`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${name}: is not whole JSON: ${error instanceof Error ? error.message : ''}`);
  }
};

const versioned = z.looseObject({ schemaVersion: z.number() });

/** Who made it, where that is told. */
const made = z.looseObject({ tool: z.looseObject({ version: z.string() }) });

/** What the Lambda function answers has these fields besides. */
const reply = z.looseObject({ truncated: z.boolean(), runId: z.nullable(z.string()) });

const withoutReply = (value: unknown, name: string): unknown => {
  const answer = reply.safeParse(value);
  if (!answer.success) return value;
  const { truncated, runId, ...result } = answer.data;
  if (truncated) {
    throw new InputError(
      `${name}: is an answer that was cut; the whole result is in the bucket of the runs${runId === null ? '' : `, runs/${runId}/result.json`}`,
    );
  }
  return result;
};

const toResult = (value: unknown, name: string): ScanResult => {
  const version = versioned.safeParse(value);
  if (!version.success) throw new InputError(`${name}: is not a result of \`scan --format json\``);
  if (version.data.schemaVersion !== 1) {
    throw new InputError(
      `${name}: has schemaVersion ${version.data.schemaVersion}, and this program reads schemaVersion 1`,
    );
  }
  const parsed = scanResultSchema.safeParse(withoutReply(value, name));
  if (parsed.success) return parsed.data;
  const by = made.safeParse(value).data?.tool.version ?? tool.version;
  const of = by === tool.version ? '' : `, ${tool.version}, but of ${by}`;
  throw new InputError(`${name}: is not a result of this version${of}: ${describeIssue(parsed.error)}`);
};

/**
 * A result as `scan --format json` wrote it, or as it lies in the bucket, gzipped; `-` for stdin. Every fault is an
 * InputError of one line that names the file, and the field where there is one.
 */
export const readResult = async (file: string, stdin: Readable = process.stdin): Promise<ScanResult> => {
  const name = file === '-' ? 'stdin' : file;
  const bytes = await (file === '-' ? gather(stdin, name) : readBytes(file)).catch((error: unknown) => {
    throw error instanceof InputError ? error : fileFailure(error, name, 'read');
  });
  return toResult(parseJson(decodeUtf8(await unpacked(bytes, name), name), name), name);
};
