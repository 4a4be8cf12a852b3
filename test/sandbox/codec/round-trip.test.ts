import * as ec2 from '@aws-sdk/client-ec2';
import * as organizations from '@aws-sdk/client-organizations';
import * as route53 from '@aws-sdk/client-route-53';
import * as securityhub from '@aws-sdk/client-securityhub';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { Codec } from '#sandbox/codec/codec.ts';
import { jsonCodec } from '#sandbox/codec/json.ts';
import { ec2QueryCodec, queryCodec } from '#sandbox/codec/query.ts';
import { restJsonCodec, restXmlCodec } from '#sandbox/codec/rest.ts';
import type { OperationSchema } from '#sandbox/codec/schema.ts';
import { fromHttpRequest } from '#sandbox/request-handler.ts';
import type { Members, WireRequest, WireResponse } from '#sandbox/wire.ts';
import { emptySampleOf, sampleOf } from './sample.ts';

/*
 * Every operation of every service the sandbox speaks for, whether it serves it or not: the codec writes an answer
 * that the SDK's own client reads back, and reads the request that the client wrote. This is the test of an
 * upgrade of @smithy/core and @aws-sdk/core, whose internals the codec uses. The one exception: the codec reads no
 * XML request bodies, because no operation that the product calls has one.
 */

type AnyClient = { send: (command: unknown) => Promise<Members> };
type Module = Record<string, unknown>;
type Peer = { name: string; module: Module; client: string; codec: Codec };

const peers: Peer[] = [
  {
    name: 'ec2',
    module: ec2,
    client: 'EC2Client',
    codec: ec2QueryCodec('http://ec2.amazonaws.com/doc/2016-11-15/'),
  },
  {
    name: 'sts',
    module: sts,
    client: 'STSClient',
    codec: queryCodec('https://sts.amazonaws.com/doc/2011-06-15/'),
  },
  { name: 'organizations', module: organizations, client: 'OrganizationsClient', codec: jsonCodec },
  { name: 'securityhub', module: securityhub, client: 'SecurityHubClient', codec: restJsonCodec },
  {
    name: 'route53',
    module: route53,
    client: 'Route53Client',
    codec: restXmlCodec('https://route53.amazonaws.com/doc/2013-04-01/'),
  },
];

const operationsOf = (module: Module): OperationSchema[] =>
  Object.entries(module)
    .filter(([name, value]) => name.endsWith('$') && Array.isArray(value) && value[0] === 9)
    .map(([, value]) => value as OperationSchema);

type Construct = new (input: unknown) => unknown;

/** Sends `input` with the real client, which gets `answer` back. */
const exchange = async (
  peer: Peer,
  operation: OperationSchema,
  { input, answer }: { input: unknown; answer: WireResponse },
): Promise<{ output: Members; request: WireRequest }> => {
  const requests: WireRequest[] = [];
  const client = new (peer.module[peer.client] as Construct)({
    region: 'us-east-1',
    credentials: { accessKeyId: 'A', secretAccessKey: 'B' },
    requestHandler: {
      handle: (request: Parameters<typeof fromHttpRequest>[0]) => {
        requests.push(fromHttpRequest(request));
        return Promise.resolve({ response: { ...answer, headers: { ...answer.headers } } });
      },
    },
  }) as AnyClient;
  const command = new (peer.module[`${operation[2]}Command`] as Construct)(input);
  const { $metadata, ...output } = await client.send(command);
  expect($metadata).toMatchObject({ httpStatusCode: answer.statusCode, requestId: 'req-1' });
  const [request] = requests;
  if (request === undefined) throw new Error('the client sent nothing');
  return { output, request };
};

describe.each(peers)('$name', (peer) => {
  const operations = operationsOf(peer.module);
  const cases = operations.map((operation) => ({ name: operation[2], operation }));

  it('has operations', () => expect(operations.length).toBeGreaterThan(10));

  it.each(cases)(
    '$name: the client reads the answer, the codec reads the request',
    async ({ operation, name }) => {
      const sampleInput = sampleOf(operation[4]) as Members;
      const sampleOutput = sampleOf(operation[5]) as Members;
      const answer = peer.codec.writeOutput(operation, sampleOutput, 'req-1');
      const { output, request } = await exchange(peer, operation, { input: sampleInput, answer });
      expect(output).toEqual(sampleOutput);
      expect(peer.codec.operationAsked(request, operations)).toBe(name);
      const unread = peer.name === 'route53' && request.body.byteLength > 0;
      expect(peer.codec.readInput(operation, request)).toEqual(
        unread
          ? { input: {}, unknown: [], malformed: ['the request body'], missing: [] }
          : { input: sampleInput, unknown: [], malformed: [], missing: [] },
      );
    },
  );

  it.each(cases)('$name: what is empty comes back empty, not absent', async ({ operation }) => {
    const sample = emptySampleOf(operation[5]);
    const answer = peer.codec.writeOutput(operation, sample, 'req-1');
    const input = sampleOf(operation[4]);
    const { output } = await exchange(peer, operation, { input, answer });
    expect(output).toEqual(sample);
  });
});
