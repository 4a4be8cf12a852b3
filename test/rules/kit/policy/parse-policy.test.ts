import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '#rules/kit/policy/parse-policy.ts';

const open = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const parse = (policy: unknown) => parsePolicy(JSON.stringify(policy));

it('reads AWS’s default policy', () => {
  expect(parse({ Version: '2008-10-17', Statement: [open] })).toEqual([
    {
      position: 1,
      effect: 'Allow',
      principal: { isNot: false, names: ['*'] },
      action: { isNot: false, names: ['*'] },
      resource: { isNot: false, names: ['*'] },
      conditions: [],
    },
  ]);
});

it('reads one statement as a list of one, and one text as a list of one', () => {
  expect(parse({ Statement: open })).toEqual(
    parse({ Statement: [{ ...open, Action: ['*'], Resource: ['*'] }] }),
  );
});

it.each([
  ['*', ['*']],
  [{ AWS: '*' }, ['*']],
  [{ AWS: ['111111111111', '*'] }, ['111111111111', '*']],
  [
    { Service: 'ec2.amazonaws.com', Federated: ['a', 'b'] },
    ['Service:ec2.amazonaws.com', 'Federated:a', 'Federated:b'],
  ],
])('principal %j', (Principal, names) => {
  expect(parse({ Statement: { ...open, Principal } })).toMatchObject([
    { principal: { isNot: false, names } },
  ]);
});

it('reads what is left out', () => {
  const policy = { Effect: 'Deny', NotPrincipal: { AWS: 'x' }, NotAction: 'S3:Get*', NotResource: ['A'] };
  expect(parse({ Statement: policy })).toMatchObject([
    {
      effect: 'Deny',
      principal: { isNot: true, names: ['x'] },
      action: { isNot: true, names: ['s3:get*'] },
      resource: { isNot: true, names: ['A'] },
    },
  ]);
});

it('reads values of conditions as texts', () => {
  const Condition = {
    Bool: { 'aws:SecureTransport': false },
    StringLike: { 'aws:PrincipalOrgID': ['o-1', 2] },
  };
  expect(parse({ Statement: { ...open, Condition } })?.[0]?.conditions).toMatchObject([
    { key: 'aws:securetransport', values: ['false'] },
    { key: 'aws:principalorgid', values: ['o-1', '2'] },
  ]);
});

describe('what is not a policy', () => {
  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['no statement', '{}'],
    ['too much of it', JSON.stringify({ Id: 'x'.repeat(50_000), Statement: open })],
  ])('%s', (_, text) => {
    expect(parsePolicy(text)).toBeNull();
  });

  const { Principal: _, ...nobody } = open;
  it.each([
    ['no principal', nobody],
    ['principal and its opposite', { ...open, NotPrincipal: '*' }],
    ['an effect nobody knows', { ...open, Effect: 'allow' }],
    ['no action', { ...open, Action: [] }],
    ['a principal of no type', { ...open, Principal: 'arn:aws:iam::111111111111:root' }],
    ['a principal of an unknown type', { ...open, Principal: { '*': '*' } }],
    ['no name of a principal', { ...open, Principal: {} }],
    ['an element nobody knows', { ...open, Unless: {} }],
    ['a condition without values', { ...open, Condition: { StringEquals: { 'aws:PrincipalOrgID': [] } } }],
    ['a condition of another form', { ...open, Condition: { StringEquals: 'x' } }],
  ])('%s', (...[, Statement]) => {
    expect(parse({ Statement })).toBeNull();
    expect(parse({ Statement: [open, Statement] })).toBeNull();
  });
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(parsePolicy(text)).toBeNull();
    }),
  );
});
