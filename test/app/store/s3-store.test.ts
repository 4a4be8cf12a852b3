import { gunzipSync } from 'node:zlib';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { createS3Store } from '#app/store/s3-store.ts';
import { StoreError } from '#app/store/store.ts';
import { createBucket } from '#aws/bucket.ts';
import { createAws } from '#aws/clients.ts';
import type { FaultPlan } from '#sandbox/faults/plan.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { hub } from '#test/builders/sandbox-snapshot.ts';
import { storeSuite } from './store-suite.ts';

const newSandbox = (faults: FaultPlan = { seed: 0, rules: [] }): Sandbox => {
  const organization = { schemaVersion: 1 as const, Accounts: [{ Id: hub }] };
  return createSandbox({ snapshot: { organization, inventories: [] }, faults });
};

const credentials = async () => ({ accessKeyId: 'testing', secretAccessKey: 'testing' });

const bucketOf = (sandbox: Sandbox, name = 'runs-of-the-audit') => {
  const aws = createAws({ requestHandler: sandbox.requestHandler, credentials });
  return createBucket(aws.s3('us-west-2'), name);
};

const junk = { contentType: 'text/plain', contentEncoding: 'gzip' };

storeSuite('S3 as the store', async () => {
  const bucket = bucketOf(newSandbox());
  await bucket.put('other/runs/1/plan.json', Buffer.from('not of the store'), junk);
  return {
    store: createS3Store(bucket, 'audit/'),
    breakDocument: async (key) => {
      await bucket.put(`audit/${key}`, Buffer.from('{"scopes":['), junk);
    },
  };
});

it('keeps a document as gzipped JSON, under its key in the root', async () => {
  const bucket = bucketOf(newSandbox());
  await createS3Store(bucket, '').put('runs/1/plan.json', { scopes: [] });
  const object = await bucket.get('runs/1/plan.json');
  expect(object.ok && gunzipSync(object.value ?? '').toString()).toBe('{"scopes":[]}');
});

it('keeps a text as a browser shows it', async () => {
  const sandbox = newSandbox();
  await createS3Store(bucketOf(sandbox), '').putText('runs/1/report.html', '<p>東京</p>', 'text/html');
  const aws = createAws({ requestHandler: sandbox.requestHandler, credentials });
  const asked = new GetObjectCommand({ Bucket: 'runs-of-the-audit', Key: 'runs/1/report.html' });
  const { Body, ContentType, ContentEncoding } = await aws.s3('us-west-2').send(asked);
  expect([ContentType, ContentEncoding]).toEqual(['text/html', 'gzip']);
  expect(gunzipSync((await Body?.transformToByteArray()) ?? '').toString()).toBe('<p>東京</p>');
});

it('what another store keeps in another bucket is not its own', async () => {
  const sandbox = newSandbox();
  await createS3Store(bucketOf(sandbox, 'one'), '').put('a.json', 1);
  expect(await createS3Store(bucketOf(sandbox, 'other'), '').get('a.json')).toBeNull();
});

it.each<[string, (store: ReturnType<typeof createS3Store>) => Promise<unknown>]>([
  ['written', (store) => store.put('runs/1/plan.json', {})],
  ['read', (store) => store.get('runs/1/plan.json')],
  ['written', (store) => store.putText('runs/1/report.md', '# Paths', 'text/markdown')],
])('access denied is no "none": what cannot be %s is a StoreError that says why', async (verb, act) => {
  const faults: FaultPlan = { seed: 0, rules: [{ fault: 'access-denied', operation: 's3:*' }] };
  const store = createS3Store(bucketOf(newSandbox(faults)), '');
  await expect(act(store)).rejects.toThrow(StoreError);
  await expect(act(store)).rejects.toThrow(new RegExp(`^runs/1/.*: cannot be ${verb} \\(access-denied: `));
});
