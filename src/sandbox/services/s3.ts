import { createHash } from 'node:crypto';
import type {
  GetObjectCommandInput,
  ListObjectsV2CommandInput,
  PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { GetObject$, ListObjectsV2$, PutObject$ } from '@aws-sdk/client-s3';
import { compareText } from '#model/scope.ts';
import { AwsError } from '../aws-error.ts';
import type { Codec } from '../codec/codec.ts';
import { toInput, toOutput } from '../codec/codec.ts';
import type { OperationSchema } from '../codec/schema.ts';
import { membersOf, operationName, outputOf, structureOf } from '../codec/schema.ts';
import { xmlDocument } from '../codec/xml.ts';
import { pageOf } from '../paging.ts';
import type { Service } from '../service.ts';
import { operation } from '../service.ts';
import type { Members, WireRequest, WireResponse } from '../wire.ts';

/*
 * As much of S3 as the store of runs takes: objects put, got and listed by prefix. Every bucket that is named exists,
 * is empty at first and belongs to whoever asks; of headers only those of a body are kept. Checksums are not looked at.
 */

const xmlNamespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Addressed by host (`bucket.s3.us-west-2.amazonaws.com`), or by path where the host is an IP address. */
const placeOf = ({ headers, path }: WireRequest): { bucket: string; key: string } => {
  const [host = ''] = (headers['host'] ?? '').split(':');
  const [first = '', ...rest] = path.slice(1).split('/').map(decodeURIComponent);
  const isByPath = host === 'localhost' || /^[\d.]+$/.test(host);
  return isByPath
    ? { bucket: first, key: rest.join('/') }
    : { bucket: host.split('.')[0] ?? '', key: [first, ...rest].join('/') };
};

/** GET and PUT of an object, and the listing of a bucket, told by its query. */
const operationAsked = ({ method, query }: WireRequest): string | null => {
  if (method === 'PUT') return 'PutObject';
  if (method !== 'GET') return null;
  return query['list-type'] === undefined ? 'GetObject' : 'ListObjectsV2';
};

const membersAsked = (request: WireRequest): Members => {
  const { bucket, key } = placeOf(request);
  const { headers, query, body } = request;
  const asked = operationAsked(request);
  if (asked === 'ListObjectsV2') {
    const page = { MaxKeys: query['max-keys'], ContinuationToken: query['continuation-token'] };
    return { Bucket: bucket, Prefix: query['prefix'], ...page };
  }
  if (asked === 'GetObject') return { Bucket: bucket, Key: key };
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

const xmlOf = (asked: OperationSchema, output: Members): Uint8Array => {
  const members = membersOf(outputOf(asked)).map(({ name, schema }) => [name, schema] as const);
  return xmlDocument(structureOf('ListBucketResult', members), output, xmlNamespace);
};

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
    if (operationName(asked) === 'ListObjectsV2') {
      const body = xmlOf(asked, toOutput(asked, rest));
      return { statusCode: 200, headers: { ...id, 'content-type': 'application/xml' }, body };
    }
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

const listObjects = operation<ListObjectsV2CommandInput>(
  ListObjectsV2$,
  ['Bucket', 'Prefix', 'MaxKeys', 'ContinuationToken'],
  ({ Bucket, Prefix = '', MaxKeys, ContinuationToken }, call) => {
    const start = nameOf({ Bucket, Key: Prefix });
    const names = [...call.state.objects.keys()].filter((name) => name.startsWith(start)).sort(compareText);
    const request = {
      size: MaxKeys,
      token: ContinuationToken,
      min: 1,
      max: 1_000,
      question: [Bucket, Prefix],
    };
    const { page, nextToken } = pageOf(names, request, call);
    return {
      Name: Bucket,
      Prefix,
      KeyCount: page.length,
      IsTruncated: nextToken !== undefined,
      NextContinuationToken: nextToken,
      ...(page.length === 0
        ? {}
        : { Contents: page.map((name) => ({ Key: name.slice(nameOf({ Bucket }).length) })) }),
    };
  },
);

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
  operations: [putObject, getObject, listObjects],
};
