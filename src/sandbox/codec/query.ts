import type { WireRequest, WireResponse } from '../wire.ts';
import type { Codec } from './codec.ts';
import { toInput, toOutput } from './codec.ts';
import type { Naming } from './query-parameters.ts';
import { plainParameters } from './query-parameters.ts';
import type { OperationSchema } from './schema.ts';
import { inputOf, membersOf, operationName, outputOf, structureOf } from './schema.ts';
import { xmlDocument, xmlError } from './xml.ts';

const actionOf = (request: WireRequest): string | null =>
  new URLSearchParams(Buffer.from(request.body).toString()).get('Action');

const xmlResponse = (statusCode: number, requestId: string, body: Uint8Array): WireResponse => ({
  statusCode,
  headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
  body,
});

const outputMembers = (operation: OperationSchema) =>
  membersOf(outputOf(operation)).map(({ name, schema }) => [name, schema] as const);

const queryNaming: Naming = { nameOf: ({ name, traits }) => traits.xmlName ?? name, flatLists: false };

/** AWS query, as STS speaks it: form in, `<ActionResponse><ActionResult>` out. */
export const queryCodec = (xmlNamespace: string): Codec => ({
  operationAsked: actionOf,
  readInput: (operation, request) =>
    toInput(operation, plainParameters(inputOf(operation), request, queryNaming)),
  writeOutput: (operation, output, requestId) => {
    const action = operationName(operation);
    const envelope = structureOf(`${action}Response`, [
      [`${action}Result`, structureOf(`${action}Result`, outputMembers(operation))],
      ['ResponseMetadata', structureOf('ResponseMetadata', [['RequestId', 0]])],
    ]);
    const value = {
      [`${action}Result`]: toOutput(operation, output),
      ResponseMetadata: { RequestId: requestId },
    };
    return xmlResponse(200, requestId, xmlDocument(envelope, value, xmlNamespace));
  },
  writeError: (error) => xmlError(error, xmlNamespace),
});

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html: its own name, else the XML name capitalised. */
const ec2Naming: Naming = {
  nameOf: ({ name, traits }) =>
    typeof traits['ec2QueryName'] === 'string' ? traits['ec2QueryName'] : capitalised(traits.xmlName ?? name),
  flatLists: true,
};

const ec2Error = structureOf('Response', [
  [
    'Errors',
    structureOf('Errors', [
      [
        'Error',
        structureOf('Error', [
          ['Code', 0],
          ['Message', 0],
        ]),
      ],
    ]),
  ],
  ['RequestID', 0],
]);

/** EC2's query: flat lists in, `<ActionResponse>` without a result element out, errors of its own shape. */
export const ec2QueryCodec = (xmlNamespace: string): Codec => ({
  operationAsked: actionOf,
  readInput: (operation, request) =>
    toInput(operation, plainParameters(inputOf(operation), request, ec2Naming)),
  writeOutput: (operation, output, requestId) => {
    const members = [...outputMembers(operation), ['requestId', 0] as const];
    const envelope = structureOf(`${operationName(operation)}Response`, members);
    const value = { ...toOutput(operation, output), requestId };
    return xmlResponse(200, requestId, xmlDocument(envelope, value, xmlNamespace));
  },
  writeError: ({ statusCode, code, message, requestId }) => {
    const value = { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId };
    return xmlResponse(statusCode, requestId, xmlDocument(ec2Error, value, ''));
  },
});
