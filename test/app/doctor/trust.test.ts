import { expect, it } from 'vitest';
import { principalOf, trustOf } from '#app/doctor/trust.ts';

const accountId = '111122223333';
const callerOf = (arn: string) => ({ accountId, arn, partition: 'aws' });

it.each([
  ['arn:aws:iam::111122223333:user/team/anna', 'user', 'anna', ['arn:aws:iam::111122223333:user/team/anna']],
  [
    'arn:aws:sts::111122223333:assumed-role/auditor/session',
    'role',
    'auditor',
    ['arn:aws:iam::111122223333:role/auditor', 'arn:aws:iam::111122223333:role/*/auditor'],
  ],
  [
    'arn:aws:iam::111122223333:root',
    'other',
    'arn:aws:iam::111122223333:root',
    ['arn:aws:iam::111122223333:root'],
  ],
  [
    'arn:aws:sts::111122223333:federated-user/anna',
    'other',
    'arn:aws:sts::111122223333:federated-user/anna',
    ['arn:aws:sts::111122223333:federated-user/anna'],
  ],
])('%s', (arn, kind, name, arns) => expect(principalOf(callerOf(arn))).toEqual({ kind, name, arns }));

const caller = callerOf('arn:aws:sts::111122223333:assumed-role/auditor/session');

it('trusts the account under conditions on who it is, whence and with which external ID', () => {
  const { Statement } = trustOf(caller, { organizationId: 'o-abcdefghij', externalId: 'x-1' });
  expect(Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'sts:AssumeRole',
      Condition: {
        ArnLike: { 'aws:PrincipalArn': principalOf(caller).arns },
        StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij', 'sts:ExternalId': 'x-1' },
      },
    },
  ]);
});

it('has no condition on what is not known', () => {
  const [statement] = trustOf(caller, { organizationId: null, externalId: null }).Statement;
  expect(Object.keys(statement?.Condition ?? {})).toEqual(['ArnLike']);
});
