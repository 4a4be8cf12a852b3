import { expect, it } from 'vitest';
import { createAws } from '#aws/clients.ts';
import { createOffers } from '#collect/offers.ts';
import { complete, type Lack, type Read } from '#collect/read.ts';
import { type Reading, runRead } from '#collect/run-read.ts';
import { createZones } from '#collect/zones.ts';
import { scriptedHandler, testCredentials } from '#test/builders/scripted-handler.ts';

const asking = {
  aws: createAws({ requestHandler: scriptedHandler(() => ({ body: '' })), credentials: testCredentials }),
  scope: { accountId: '111122223333', region: 'us-west-2' },
  offers: createOffers(),
  zones: createZones(new Set()),
};

const lack: Lack = {
  operation: 'DescribeVpcs',
  failure: { cause: 'throttled', code: null, message: null },
};
const none: Reading = { inventory: { Vpcs: [] }, lack: null, others: [] };
const one: Reading = { inventory: { Vpcs: [{ VpcId: 'vpc-1' }] }, lack: null, others: [] };
const unread: Reading = { inventory: {}, lack, others: [] };
const inPart: Reading = { ...none, others: [lack] };

/** A read that rests on these, and how often it asked. */
const resting = async (...needed: Reading[]): Promise<Reading & { asked: number }> => {
  let asked = 0;
  const read: Read = {
    key: 'Subnets',
    actions: [],
    needs: [],
    ask: async () => {
      asked += 1;
      return complete([]);
    },
  };
  const reading = await runRead(
    read,
    asking,
    needed.map((reading) => Promise.resolve(reading)),
  );
  return { ...reading, asked };
};

const empty = { inventory: { Subnets: [] }, lack: null };

it.each<[string, Reading[], Partial<Awaited<ReturnType<typeof resting>>>]>([
  ['nothing', [], { ...empty, asked: 1 }],
  ['a whole list of nothing', [none], { ...empty, asked: 0 }],
  ['two of them', [none, none], { ...empty, asked: 0 }],
  ['one of them beside a list of something', [none, one], { ...empty, asked: 1 }],
  ['a list of nothing that another operation could not add to', [inPart], { ...empty, asked: 1 }],
  ['a list that was not read', [unread], { inventory: {}, lack, asked: 1 }],
  [
    'one that was not read, beside a whole list of nothing',
    [none, unread],
    { inventory: {}, lack, asked: 1 },
  ],
])('what rests on %s', async (_, needed, expected) => {
  expect(await resting(...needed)).toMatchObject(expected);
});
