import { JsonCodec2 } from '@aws-sdk/core/protocols';
import type { $Schema } from '@smithy/types';
import type { Members, WireRequest, WireResponse } from '../wire.ts';
import { isMembers } from '../wire.ts';
import type { Codec, WireError } from './codec.ts';
import { toInput, toOutput } from './codec.ts';
import { outputOf } from './schema.ts';

/** A value written as JSON by its schema: dates as seconds, unless a member says otherwise. */
export const jsonDocument = (schema: $Schema, value: unknown): Uint8Array => {
  const serializer = new JsonCodec2({
    timestampFormat: { useTrait: true, default: 7 },
    jsonName: false,
  }).createSerializer();
  serializer.write(schema, value);
  const bytes = serializer.flush();
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

/** The body of a JSON request: an object, `{}` for none, null when it is not an object. */
export const jsonBody = ({ body }: WireRequest): Members | null => {
  if (body.byteLength === 0) return {};
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString());
    return isMembers(value) ? value : null;
  } catch {
    return null;
  }
};

export const jsonError = (error: WireError, contentType: string): WireResponse => ({
  statusCode: error.statusCode,
  headers: {
    'content-type': contentType,
    'x-amzn-requestid': error.requestId,
    'x-amzn-errortype': error.code,
  },
  body: Buffer.from(JSON.stringify({ __type: error.code, message: error.message })),
});

const contentType = 'application/x-amz-json-1.1';

/** AWS JSON 1.1, as Organizations speaks it: `X-Amz-Target: Service.Operation`. */
export const jsonCodec: Codec = {
  operationAsked: ({ headers }) => headers['x-amz-target']?.split('.').at(-1) ?? null,
  readInput: (operation, request) => toInput(operation, jsonBody(request)),
  writeOutput: (operation, output, requestId) => ({
    statusCode: 200,
    headers: { 'content-type': contentType, 'x-amzn-requestid': requestId },
    body: jsonDocument(outputOf(operation), toOutput(operation, output)),
  }),
  writeError: (error) => jsonError(error, contentType),
};
