import { describe, expect, it } from 'vitest';
import { negate, toCondition, together } from '#rules/kit/policy/condition.ts';

const key = 'aws:PrincipalOrgID';

describe('a key that is missing', () => {
  it.each([
    ['StringEquals', 'matches', false],
    ['stringlike', 'matches', false],
    ['ArnEquals', 'matches', false],
    ['StringEqualsIfExists', 'matches', true],
    ['StringNotEquals', 'differs', true],
    ['StringNotEqualsIfExists', 'differs', true],
    ['ArnNotLikeIfExists', 'differs', true],
    ['ForAnyValue:StringLike', 'matches', false],
    ['ForAllValues:StringLike', 'matches', true],
    ['ForAllValues:StringNotLike', 'differs', true],
    ['ForAnyValue:StringNotLike', 'differs', false],
    ['ForAnyValue:StringEqualsIfExists', 'matches', true],
    ['IpAddress', 'other', false],
    ['NoSuchOperator', 'other', false],
    ['', 'other', false],
  ])('%s %s: meets it %s', (operator, test, whenMissing) => {
    expect(toCondition(operator, key, ['o-1'])).toMatchObject({
      test,
      whenMissing,
      key: 'aws:principalorgid',
    });
  });
});

it.each([
  ['Null', ['true'], 'absent'],
  ['Null', ['false'], 'exists'],
  ['Null', ['True'], 'absent'],
  ['Null', ['maybe'], 'other'],
  ['Null', ['true', 'false'], 'other'],
  ['Bool', ['true'], 'matches'],
  ['BoolIfExists', ['false'], 'matches'],
  ['Bool', ['true', 'false'], 'other'],
])('%s %j is %s', (operator, values, test) => {
  expect(toCondition(operator, key, values)).toMatchObject({ test });
});

it.each(['StringEqualsIfExists', 'StringNotLike', 'Null', 'DateLessThan'])(
  '%s negated twice is itself',
  (operator) => {
    const condition = toCondition(operator, key, ['true']);
    expect(negate(condition)).not.toEqual(condition);
    expect(negate(negate(condition))).toEqual(condition);
  },
);

it('a key that has to exist is not missing', () => {
  const ifExists = toCondition('StringEqualsIfExists', key, ['o-1']);
  const exists = toCondition('Null', 'AWS:principalorgid', ['false']);
  const other = toCondition('StringEqualsIfExists', 'aws:ResourceOrgID', ['o-1']);
  expect(together([ifExists, exists, other])).toEqual([{ ...ifExists, whenMissing: false }, exists, other]);
});
