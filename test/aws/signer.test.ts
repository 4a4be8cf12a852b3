import { EC2Client } from '@aws-sdk/client-ec2';
import { HttpRequest } from '@smithy/core/protocols';
import type { AwsCredentialIdentity, RequestSigner } from '@smithy/types';
import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  date,
  dictionary,
  option,
  record,
  string,
} from 'fast-check';
import { expect, it } from 'vitest';
import { createSigner } from '#aws/signer.ts';

const region = 'us-west-2';

/** The SDK's own, of a client that is told the same. */
const sdkSigner = (credentials: () => Promise<AwsCredentialIdentity>): Promise<RequestSigner> =>
  new EC2Client({ region, credentials }).config.signer();

/** Headers that the SDK would sign as well, and AWS does not ask for. */
const unsignableHeaders = new Set(['content-length', 'amz-sdk-request', 'amz-sdk-invocation-id', 'accept']);

const segment = constantFrom('2013-04-01', 'hostedzone', 'Z0', 'a%20b', 'arn%3Aaws', 'x~y', 'ü');
const text = string({ unit: 'binary' });
const printable = string({ unit: 'grapheme-ascii' });

const requests = record({
  method: constantFrom('GET', 'POST'),
  path: array(segment, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
  query: dictionary(
    constantFrom('a', 'a-b', 'A', 'maxitems', 'é', 'tag key'),
    // A value of the SDK's serializers is never null.
    constantFrom<string | string[]>('', 'one', 'b c', ['z', 'a', 'a b'], '*!()', '50%'),
  ),
  headers: record({
    host: constantFrom('ec2.us-west-2.amazonaws.com', '127.0.0.1:4566'),
    'content-type': constantFrom('application/x-www-form-urlencoded', 'application/json'),
    'X-Amz-Target': constantFrom('AWSOrganizationsV20161128.ListAccounts', ' two  spaces '),
    'x-amz-user-agent': printable.map((value) => `aws-sdk-js/3 ${value}`),
    'user-agent': printable,
    'content-length': constantFrom('0', '12'),
    'amz-sdk-request': constantFrom('attempt=1; max=5'),
  }),
  body: option(constantFrom('Action=DescribeVpcs&Version=2016-11-15', '{"é":1}', ''), { nil: undefined }),
}).map((parts) => new HttpRequest({ hostname: 'h', ...parts }));

const identities = record(
  { accessKeyId: string({ minLength: 1 }), secretAccessKey: text, sessionToken: string({ minLength: 1 }) },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
) as ReturnType<typeof record<AwsCredentialIdentity>>;

const places = record(
  { signingRegion: constantFrom('us-east-1', 'eu-west-1'), signingService: constantFrom('route53', 'sts') },
  { requiredKeys: [] },
);

const days = date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true });

it('signs what the SDK signs, the same way, whatever is asked, by whom, where and when', async () => {
  await assert(
    asyncProperty(requests, identities, places, days, async (request, identity, place, signingDate) => {
      const credentials = async () => identity;
      const sdk = await sdkSigner(credentials);
      const own = createSigner({ service: 'ec2', region, credentials });
      const expected = await sdk.sign(request, { signingDate, unsignableHeaders, ...place });
      expect((await own.sign(request, { signingDate, ...place })).headers).toEqual(expected.headers);
    }),
  );
});

const ask = new HttpRequest({ method: 'POST', path: '/', headers: { host: 'h' }, body: 'Action=A' });
const signatureOf = ({ headers }: { headers: Record<string, string> }) => headers['authorization'];

it('keeps no key beyond its day, its Region, its service or its secret', async () => {
  let secretAccessKey = 'first';
  const credentials = async () => ({ accessKeyId: 'AK', secretAccessKey });
  const own = createSigner({ service: 'ec2', region, credentials });
  const sdk = await sdkSigner(async () => ({ accessKeyId: 'AK', secretAccessKey }));
  const moments = [
    { signingDate: new Date('2026-11-22T23:59:59Z') },
    { signingDate: new Date('2026-11-23T00:00:01Z') },
    { signingDate: new Date('2026-11-23T00:00:01Z'), signingRegion: 'eu-west-1' },
    { signingDate: new Date('2026-11-23T00:00:01Z'), signingService: 'sts' },
  ];
  for (const moment of moments) {
    expect(signatureOf(await own.sign(ask, moment))).toBe(signatureOf(await sdk.sign(ask, moment)));
  }
  const [moment] = moments;
  secretAccessKey = 'second';
  const renewed = createSigner({ service: 'ec2', region, credentials });
  expect(signatureOf(await own.sign(ask, moment))).toBe(signatureOf(await renewed.sign(ask, moment)));
});

it('leaves the request as it was, for another attempt', async () => {
  const before = HttpRequest.clone(ask);
  await createSigner({
    service: 'ec2',
    region,
    credentials: async () => ({ accessKeyId: 'AK', secretAccessKey: 's', sessionToken: 't' }),
  }).sign(ask);
  expect(ask).toEqual(before);
});
