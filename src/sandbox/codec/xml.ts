import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { StaticStructureSchema } from '@smithy/types';
import type { WireResponse } from '../wire.ts';
import type { WireError } from './codec.ts';
import { structureOf } from './schema.ts';

/** A structure written as an XML document whose root is the structure's name. */
export const xmlDocument = (
  schema: StaticStructureSchema,
  value: unknown,
  xmlNamespace: string,
): Uint8Array => {
  const serializer = new XmlShapeSerializer({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: false,
    xmlNamespace,
    serviceNamespace: 'sandbox',
  });
  serializer.write(schema, value);
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${serializer.flush().toString()}`);
};

const errorResponse = structureOf('ErrorResponse', [
  [
    'Error',
    structureOf('Error', [
      ['Type', 0],
      ['Code', 0],
      ['Message', 0],
    ]),
  ],
  ['RequestId', 0],
]);

/** The error of query and REST XML services: `<ErrorResponse><Error><Type/><Code/><Message/></Error><RequestId/>`. */
export const xmlError = (error: WireError, xmlNamespace: string): WireResponse => {
  const { statusCode, code, message, requestId } = error;
  const value = {
    Error: { Type: statusCode < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
    RequestId: requestId,
  };
  return {
    statusCode,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: xmlDocument(errorResponse, value, xmlNamespace),
  };
};
