import { describe, expect, it } from 'vitest';
import { createAws } from '#aws/clients.ts';
import { enabledRegions } from '#aws/regions.ts';
import { ec2List, scriptedHandler, type Told, testCredentials } from '#test/builders/scripted-handler.ts';

const scope = { accountId: '111122223333', region: 'us-west-2' };

const ask = (told: Told) =>
  enabledRegions(
    createAws({ requestHandler: scriptedHandler(() => told), credentials: testCredentials }),
    scope,
  );
const region = (name: string, status: string) =>
  `<regionName>${name}</regionName><optInStatus>${status}</optInStatus>`;

describe('enabledRegions', () => {
  it('leaves out what is not opted in', async () => {
    const told = ec2List('regionInfo', [
      region('us-west-2', 'opt-in-not-required'),
      region('ap-east-1', 'opted-in'),
      region('af-south-1', 'not-opted-in'),
    ]);
    expect(await ask(told)).toEqual({ ok: true, value: ['ap-east-1', 'us-west-2'] });
  });

  it('fails without a list', async () => {
    expect(await ask({ body: '' })).toMatchObject({ ok: false, failure: { cause: 'malformed-response' } });
  });
});
