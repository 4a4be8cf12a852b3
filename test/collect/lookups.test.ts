import { expect, it } from 'vitest';
import { attempt } from '#aws/attempt.ts';
import { createAws } from '#aws/clients.ts';
import { isServiceVisible } from '#collect/lookups.ts';
import {
  ec2Error,
  ec2List,
  scriptedHandler,
  type Told,
  testCredentials,
} from '#test/builders/scripted-handler.ts';

const name = 'com.amazonaws.vpce.us-west-2.vpce-svc-0123';

const ask = (told: Told) => {
  const handler = scriptedHandler(() => told);
  const aws = createAws({ requestHandler: handler, credentials: testCredentials });
  const client = aws.ec2({ accountId: '111122223333', region: 'ap-northeast-1' });
  return attempt(() => isServiceVisible(client, { name, region: 'us-west-2' }));
};

it.each<[string, Told, object]>([
  ['it is told', ec2List('serviceDetailSet', [`<serviceName>${name}</serviceName>`]), { value: true }],
  ['nothing is told', ec2List('serviceDetailSet'), { value: false }],
  ['its name is refused', ec2Error('InvalidServiceName'), { value: false }],
  ['the answer is empty', { body: '' }, { failure: { cause: 'malformed-response' } }],
  ['asking is denied', ec2Error('UnauthorizedOperation', 403), { failure: { cause: 'access-denied' } }],
])('whether an account sees a service where %s', async (_, told, outcome) => {
  expect(await ask(told)).toMatchObject(outcome);
});
