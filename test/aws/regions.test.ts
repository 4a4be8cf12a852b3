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

  it('tells each once, also one whose status was not told', async () => {
    const told = ec2List('regionInfo', [
      region('us-west-2', 'opted-in'),
      region('us-west-2', 'opted-in'),
      '<regionName>us-east-1</regionName>',
    ]);
    expect(await ask(told)).toEqual({ ok: true, value: ['us-east-1', 'us-west-2'] });
  });

  it.each<[string, Told, string]>([
    ['no list', { body: '' }, 'the answer names no Region'],
    ['an empty list', ec2List('regionInfo'), 'the answer names no Region'],
    ['none enabled', ec2List('regionInfo', [region('af-south-1', 'not-opted-in')]), 'names no Region'],
    ['one without its name', ec2List('regionInfo', ['<optInStatus>opted-in</optInStatus>']), '"" is no name'],
    ['a name that is none', ec2List('regionInfo', [region('evil.com/#', 'opted-in')]), '"evil.com/#" is no'],
  ])('fails on %s: an account without Regions would vanish', async (_, told, message) => {
    expect(await ask(told)).toMatchObject({
      ok: false,
      failure: { cause: 'malformed-response', message: expect.stringContaining(message) },
    });
  });
});
