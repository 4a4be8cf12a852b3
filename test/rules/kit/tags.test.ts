import { describe, expect, it } from 'vitest';
import { isOwn, ownTags, tagValue } from '#rules/kit/tags.ts';
import type { TaggedResource } from '#rules/rule.ts';
import { subjectOf, taggedResource } from '#test/builders/judgement.ts';

describe('tagValue', () => {
  it.each<[TaggedResource['tags'], string | null]>([
    [[], null],
    [[{ Key: 'team', Value: 'net' }], 'net'],
    [[{ Key: 'Team', Value: 'net' }], null],
    [[{ Key: 'team', Value: '' }], ''],
    [[{ Key: 'team' }], null],
    [[{ Value: 'net' }], null],
    [
      [
        { Key: 'other', Value: 'x' },
        { Key: 'team', Value: 'net' },
      ],
      'net',
    ],
  ])('of %j is %j', (tags, value) => {
    expect(tagValue({ id: 'vpce-1', accountId: null, tags }, 'team')).toBe(value);
  });
});

it.each([
  ['222222222222', true],
  ['111111111111', false],
  [null, false],
])('a resource of %s is the owner’s: %j', (accountId, own) => {
  expect(isOwn(taggedResource({}, { accountId }), subjectOf())).toBe(own);
});

const tagsOf = (resources: TaggedResource[], ...keys: string[]) => ownTags(subjectOf({ resources }), keys);

const around = (tags: Record<string, string>, accountId = '222222222222') =>
  taggedResource(tags, { id: 'vpc-oregon', accountId });

describe('ownTags', () => {
  it.each<[string, TaggedResource[], string[], Record<string, string>]>([
    ['none where none are named', [taggedResource({ team: 'net' })], [], {}],
    ['those that are named', [taggedResource({ team: 'net', cost: '7' })], ['team'], { team: 'net' }],
    [
      'the subject’s own first',
      [taggedResource({ team: 'a' }), around({ team: 'b' })],
      ['team'],
      { team: 'a' },
    ],
    [
      'what the subject lacks from around it',
      [taggedResource({}), around({ team: 'b' })],
      ['team'],
      { team: 'b' },
    ],
    [
      'what the subject has blank, too',
      [taggedResource({ team: ' ' }), around({ team: 'b' })],
      ['team'],
      { team: 'b' },
    ],
    ['nothing blank', [taggedResource({ team: '' })], ['team'], {}],
    ['nothing of another account', [around({ team: 'b' }, '111111111111')], ['team'], {}],
    [
      'key by key',
      [taggedResource({ team: 'a' }), around({ team: 'b', cost: '7' })],
      ['cost', 'team'],
      { cost: '7', team: 'a' },
    ],
    [
      'at most 256 characters',
      [taggedResource({ team: 'x'.repeat(300) })],
      ['team'],
      { team: 'x'.repeat(256) },
    ],
    ['no control characters', [taggedResource({ team: 'a\u001b[2Jb\nc' })], ['team'], { team: 'a [2Jb c' }],
    [
      'no half of a character',
      [taggedResource({ team: `${'x'.repeat(255)}\u{1f600}` })],
      ['team'],
      { team: `${'x'.repeat(255)} ` },
    ],
  ])('tells %s', (_, resources, keys, told) => {
    expect(tagsOf(resources, ...keys)).toEqual(told);
  });
});
