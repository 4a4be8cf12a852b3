import { createHash } from 'node:crypto';
import type { GetObjectCommandInput, PutObjectCommandInput } from '@aws-sdk/client-s3';
import { GetObject$, PutObject$ } from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.ts';
import type { Codec } from '../codec/codec.ts';
import { toInput, toOutput } from '../codec/codec.ts';
import { structureOf } from '../codec/schema.ts';
import { xmlDocument } from '../codec/xml.ts';
import type { Service } from '../service.ts';
import { operation } from '../service.ts';
import type { Members, WireRequest, WireResponse } from '../wire.ts';

/*
 * As much of S3 as the store of runs takes: objects put and got. Every bucket that is named exists,
 * is empty at first and belongs to whoever asks; of headers only those of a body are kept. Checksums are not looked at.
 */

/** Addressed by host (`bucket.s3.us-west-2.amazonaws.com`), or by path where the host is an IP address. */
const placeOf = ({ headers, path }: WireRequest): { bucket: string; key: string } => {
  const [host = ''] = (headers['host'] ?? '').split(':');
  const [first = '', ...rest] = path.slice(1).split('/').map(decodeURIComponent);
  const isByPath = host === 'localhost' || /^[\d.]+$/.test(host);
  return isByPath
    ? { bucket: first, key: rest.join('/') }
    : { bucket: host.split('.')[0] ?? '', key: [first, ...rest].join('/') };
};

/** GET and PUT of an object. */
const operationAsked = ({ method, query }: WireRequest): string | null => {
  if (method === 'PUT') return 'PutObject';
  return method === 'GET' && query['list-type'] === undefined ? 'GetObject' : null;
};

const membersAsked = (request: WireRequest): Members => {
  const { bucket, key } = placeOf(request);
  const { headers, body } = request;
  if (operationAsked(request) === 'GetObject') return { Bucket: bucket, Key: key };
  const told = { ContentType: headers['content-type'], ContentEncoding: headers['content-encoding'] };
  return { Bucket: bucket, Key: key, Body: body, ...told };
};

const isGiven = ([, value]: [string, unknown]): boolean => value !== undefined;

const headersOf = ({ ContentType, ContentEncoding, ETag }: Members): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ 'content-type': ContentType, 'content-encoding': ContentEncoding, etag: ETag }).flatMap(
      ([name, value]) => (typeof value === 'string' ? [[name, value]] : []),
    ),
  );

const errorDocument = structureOf('Error', [
  ['Code', 0],
  ['Message', 0],
  ['RequestId', 0],
]);

const codec: Codec = {
  operationAsked,
  readInput: (asked, request) =>
    toInput(asked, Object.fromEntries(Object.entries(membersAsked(request)).filter(isGiven))),
  writeOutput: (asked, plain, requestId): WireResponse => {
    const id = { 'x-amz-request-id': requestId };
    const { Body, ...rest } = plain;
    const body = Body instanceof Uint8Array ? Body : new Uint8Array();
    return { statusCode: 200, headers: { ...id, ...headersOf(toOutput(asked, rest)) }, body };
  },
  writeError: ({ statusCode, code, message, requestId }) => ({
    statusCode,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
    body: xmlDocument(errorDocument, { Code: code, Message: message, RequestId: requestId }, ''),
  }),
};

const nameOf = ({
  Bucket = '',
  Key = '',
}: {
  Bucket?: string | undefined;
  Key?: string | undefined;
}): string => `${Bucket}/${Key}`;

const etagOf = (body: Uint8Array): string => `"${createHash('md5').update(body).digest('hex')}"`;

const putObject = operation<PutObjectCommandInput & { Body: Uint8Array }>(
  PutObject$,
  ['Bucket', 'Key', 'Body', 'ContentType', 'ContentEncoding'],
  ({ Bucket, Key, Body, ContentType, ContentEncoding }, { state }) => {
    state.objects.set(nameOf({ Bucket, Key }), { Body: Uint8Array.from(Body), ContentType, ContentEncoding });
    return { ETag: etagOf(Body) };
  },
);

const getObject = operation<GetObjectCommandInput>(GetObject$, ['Bucket', 'Key'], (asked, { state }) => {
  const found = state.objects.get(nameOf(asked));
  if (found === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  return { ...found, ETag: etagOf(found.Body) };
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const s3: Service = {
  codec,
  errors: {
    unknownOperation: 'MethodNotAllowed',
    unknownParameter: 'InvalidArgument',
    missingParameter: 'InvalidArgument',
    invalidValue: 'InvalidArgument',
    invalidToken: 'InvalidArgument',
    denied: 'AccessDenied',
    throttled: { code: 'SlowDown', statusCode: 503 },
    badCredentials: { code: 'InvalidAccessKeyId', statusCode: 403 },
    expired: { code: 'ExpiredToken', statusCode: 400 },
    internalError: 'InternalError',
    unavailable: 'ServiceUnavailable',
  },
  regional: false,
  operations: [putObject, getObject],
};
