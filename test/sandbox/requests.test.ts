import { describe, expect, it } from 'vitest';
import { createSandbox } from '#sandbox/sandbox.ts';
import type { WireRequest } from '#sandbox/wire.ts';
import { snapshotOf } from '#test/builders/sandbox-snapshot.ts';

/* Requests that no SDK client would write. */

const sandbox = createSandbox({ snapshot: snapshotOf() });

const send = async (service: string, request: Partial<WireRequest> & { text?: string }) => {
  const authorization = `AWS4-HMAC-SHA256 Credential=A/20261120/us-west-2/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const { text = '', ...rest } = request;
  const { statusCode, headers, body } = await sandbox.respond({
    method: 'POST',
    path: '/',
    query: {},
    body: Buffer.from(text),
    ...rest,
    headers: { authorization, ...rest.headers },
  });
  return { statusCode, headers, text: Buffer.from(body).toString() };
};

const listAccounts = { 'x-amz-target': 'AWSOrganizationsV20161128.ListAccounts' };
const getFindings = { path: '/findings' };
const zones = { method: 'GET', path: '/2013-04-01/hostedzonesbyvpc' };

describe('a request that does not fit its operation', () => {
  it.each<[string, string, Parameters<typeof send>[1], string]>([
    ['no action', 'ec2', {}, 'InvalidAction'],
    [
      'an unknown parameter',
      'ec2',
      { text: 'Action=DescribeVpcs&Version=2016-11-15&Color=red' },
      'UnknownParameter',
    ],
    [
      'an unknown member of a filter',
      'ec2',
      { text: 'Action=DescribeVpcs&Filter.1.Name=vpc-id&Filter.1.Value.1=a&Filter.1.Not=1' },
      'UnknownParameter',
    ],
    ['a page size in words', 'ec2', { text: 'Action=DescribeVpcs&MaxResults=many' }, 'InvalidParameterValue'],
    ['a filter in words', 'ec2', { text: 'Action=DescribeVpcs&Filter=vpc-id' }, 'InvalidParameterValue'],
    ['an item in words', 'ec2', { text: 'Action=DescribeVpcs&Filter.1=vpc-id' }, 'InvalidParameterValue'],
    ['parts of a number', 'ec2', { text: 'Action=DescribeVpcs&MaxResults.1=5' }, 'InvalidParameterValue'],
    ['no target', 'organizations', { text: '{}' }, 'UnknownOperationException'],
    ['broken JSON', 'organizations', { text: '{', headers: listAccounts }, 'InvalidInputException'],
    ['a JSON list', 'organizations', { text: '[]', headers: listAccounts }, 'InvalidInputException'],
    [
      'an unknown member',
      'organizations',
      { text: '{"Color":1}', headers: listAccounts },
      'InvalidInputException',
    ],
    [
      'text for a number',
      'organizations',
      { text: '{"MaxResults":{}}', headers: listAccounts },
      'InvalidInputException',
    ],
    ['an unknown path', 'securityhub', { path: '/findings/export' }, 'UnknownOperationException'],
    ['another method', 'securityhub', { path: '/findings', method: 'GET' }, 'UnknownOperationException'],
    [
      'an unknown filter',
      'securityhub',
      { ...getFindings, text: '{"Filters":{"Color":[]}}' },
      'InvalidInputException',
    ],
    [
      'a filter that is no list',
      'securityhub',
      { ...getFindings, text: '{"Filters":{"Id":"x"}}' },
      'InvalidInputException',
    ],
    ['no VPC', 'route53', zones, 'InvalidInput'],
    [
      'an unknown query',
      'route53',
      { ...zones, query: { vpcid: 'a', vpcregion: 'b', color: 'red' } },
      'InvalidInput',
    ],
    ['a body', 'route53', { ...zones, text: '<x/>' }, 'InvalidInput'],
    ['an action it does not serve', 'sts', { text: 'Action=GetSessionToken' }, 'InvalidAction'],
  ])('%s (%s) is an error', async (_, service, request, code) => {
    const { statusCode, text, headers } = await send(service, request);
    expect(statusCode).toBe(400);
    expect(text).toContain(code);
    expect(headers['x-amzn-requestid']).toMatch(/^[\da-f-]{36}$/);
  });
});

describe('errors on the wire', () => {
  it.each<[string, string, Parameters<typeof send>[1], RegExp]>([
    [
      'EC2',
      'ec2',
      { text: 'Action=Nothing' },
      /^<\?xml.*\?>\n<Response><Errors><Error><Code>InvalidAction<\/Code><Message>.*<\/Message><\/Error><\/Errors><RequestID>.*<\/RequestID><\/Response>$/,
    ],
    [
      'query',
      'sts',
      { text: 'Action=Nothing' },
      /<ErrorResponse xmlns="https:\/\/sts.*"><Error><Type>Sender<\/Type><Code>InvalidAction<\/Code><Message>.*<\/Message><\/Error><RequestId>.*<\/RequestId><\/ErrorResponse>$/,
    ],
    [
      'REST XML',
      'route53',
      {},
      /<ErrorResponse xmlns="https:\/\/route53.*"><Error><Type>Sender<\/Type><Code>InvalidAction<\/Code>/,
    ],
    ['JSON', 'organizations', {}, /^{"__type":"UnknownOperationException","message":".*"}$/],
    ['REST JSON', 'securityhub', {}, /^{"__type":"UnknownOperationException","message":".*"}$/],
  ])('%s', async (_, service, request, shape) => expect((await send(service, request)).text).toMatch(shape));

  it('names the error of REST JSON in a header', async () => {
    expect((await send('securityhub', {})).headers).toMatchObject({
      'x-amzn-errortype': 'UnknownOperationException',
    });
  });
});
