import type { Members, WireRequest, WireResponse } from '../wire.ts';
import type { Codec } from './codec.ts';
import { toInput, toOutput } from './codec.ts';
import { jsonBody, jsonDocument, jsonError } from './json.ts';
import type { Member, OperationSchema } from './schema.ts';
import { httpTrait, inputOf, membersOf, operationName, outputOf, structureOf } from './schema.ts';
import { xmlDocument, xmlError } from './xml.ts';

/** A path template as a pattern: `/zone/{Id}/rrset` -> `/zone/(?<Id>[^/]+)/rrset`; `{Name+}` spans slashes. */
const patternOf = (template: string): RegExp => {
  const [path = ''] = template.split('?');
  const pattern = path.replaceAll(/\{(\w+)(\+?)\}/g, (_, name: string, greedy: string) =>
    greedy === '' ? `(?<${name}>[^/]+)` : `(?<${name}>.+)`,
  );
  return new RegExp(`^${pattern}/?$`);
};

const labelsOf = (operation: OperationSchema, request: WireRequest): Record<string, string> | null => {
  const [method, template = ''] = httpTrait(operation) ?? [];
  if (method !== request.method) return null;
  const match = patternOf(template).exec(request.path);
  return match === null ? null : { ...match.groups };
};

/** The most literal template wins: `/findings/import` before `/findings/{Id}`. */
const literalLength = (operation: OperationSchema): number =>
  (httpTrait(operation)?.[1] ?? '').replaceAll(/\{.*?\}/g, '').length;

const operationAsked: Codec['operationAsked'] = (request, operations) => {
  const matching = operations.filter((operation) => labelsOf(operation, request) !== null);
  const [best] = matching.toSorted((a, b) => literalLength(b) - literalLength(a));
  return best === undefined ? null : operationName(best);
};

const queryValue = (member: Member, value: string | string[]): unknown =>
  member.schema.isListSchema() ? [value].flat() : value;

/** Members placed in the path and the query; a name in the query that no member has is kept, to be refused. */
const boundMembers = (operation: OperationSchema, request: WireRequest): Members => {
  const members = membersOf(inputOf(operation));
  const literals = new URLSearchParams(httpTrait(operation)?.[1].split('?')[1]);
  const query = Object.entries(request.query).flatMap(([name, value]): [string, unknown][] => {
    const member = members.find(({ traits }) => traits.httpQuery === name);
    if (member !== undefined) return [[member.name, queryValue(member, value)]];
    return literals.has(name) ? [] : [[name, value]];
  });
  const labels = Object.entries(labelsOf(operation, request) ?? {}).map(([name, text]) => [
    name,
    decodeURIComponent(text),
  ]);
  return Object.fromEntries([...query, ...labels]);
};

/** Only placements that the services here use; a schema with another one is a programming error. */
const bodySchema = (operation: OperationSchema) => {
  const members = membersOf(outputOf(operation));
  const inBody = members.filter(({ traits }) => traits.httpHeader === undefined);
  if (
    inBody.some(({ traits }) => traits.httpPayload ?? traits.httpPrefixHeaders ?? traits.httpResponseCode)
  ) {
    throw new TypeError(`${operationName(operation)}: a placement this codec does not know`);
  }
  const name = outputOf(operation).getName() ?? operationName(operation);
  return structureOf(
    name,
    inBody.map(({ name, schema }) => [name, schema]),
  );
};

/** Only text is placed in headers by the services here. */
const headersOf = (operation: OperationSchema, output: Members): Record<string, string> =>
  Object.fromEntries(
    membersOf(outputOf(operation)).flatMap(({ name, traits }) => {
      const value = output[name];
      return traits.httpHeader === undefined || typeof value !== 'string'
        ? []
        : [[traits.httpHeader.toLowerCase(), value]];
    }),
  );

const restResponse = (
  operation: OperationSchema,
  output: Members,
  encoded: { requestId: string; contentType: string; body: Uint8Array },
): WireResponse => ({
  statusCode: httpTrait(operation)?.[2] ?? 200,
  headers: {
    'content-type': encoded.contentType,
    'x-amzn-requestid': encoded.requestId,
    ...headersOf(operation, output),
  },
  body: encoded.body,
});

/** REST JSON, as Security Hub speaks it. */
export const restJsonCodec: Codec = {
  operationAsked,
  readInput: (operation, request) => {
    const body = jsonBody(request);
    return toInput(operation, body && { ...body, ...boundMembers(operation, request) });
  },
  writeOutput: (operation, plain, requestId) => {
    const output = toOutput(operation, plain);
    const body = jsonDocument(bodySchema(operation), output);
    return restResponse(operation, output, { requestId, contentType: 'application/json', body });
  },
  writeError: (error) => jsonError(error, 'application/json'),
};

/** REST XML, as Route 53 speaks it; only for operations whose request has no body. */
export const restXmlCodec = (xmlNamespace: string): Codec => ({
  operationAsked,
  readInput: (operation, request) =>
    toInput(operation, request.body.byteLength === 0 ? boundMembers(operation, request) : null),
  writeOutput: (operation, plain, requestId) => {
    const output = toOutput(operation, plain);
    const body = xmlDocument(bodySchema(operation), output, xmlNamespace);
    return restResponse(operation, output, { requestId, contentType: 'text/xml', body });
  },
  writeError: (error) => xmlError(error, xmlNamespace),
});
