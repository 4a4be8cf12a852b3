import { describe, expect, it } from 'vitest';
import { createAws } from '#aws/clients.ts';
import { whoAmI } from '#aws/identity.ts';
import { scriptedHandler, type Told, testCredentials } from '#test/builders/scripted-handler.ts';

const identity = (inner: string): Told => ({
  body: `<GetCallerIdentityResponse><GetCallerIdentityResult>${inner}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
});
const ask = (told: Told) =>
  whoAmI(
    createAws({ requestHandler: scriptedHandler(() => told), credentials: testCredentials }),
    'cn-north-1',
  );

describe('whoAmI', () => {
  it('tells account, ARN and partition', async () => {
    expect(
      await ask(identity('<Account>111122223333</Account><Arn>arn:aws-cn:iam::111122223333:user/a</Arn>')),
    ).toEqual({
      ok: true,
      value: { accountId: '111122223333', arn: 'arn:aws-cn:iam::111122223333:user/a', partition: 'aws-cn' },
    });
  });

  it.each([
    ['no account', identity('<Arn>a</Arn>'), 'malformed-response'],
    ['an account that is none', identity('<Account>me</Account><Arn>a</Arn>'), 'malformed-response'],
    [
      'a bad key',
      {
        status: 403,
        body: '<ErrorResponse><Error><Code>InvalidClientTokenId</Code></Error></ErrorResponse>',
      },
      'expired-credentials',
    ],
  ])('fails on %s', async (_, told, cause) => {
    expect(await ask(told)).toMatchObject({ ok: false, failure: { cause } });
  });
});
