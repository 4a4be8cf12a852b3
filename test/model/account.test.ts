import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAlive, organizationalUnitIdsOf } from '#model/account.ts';

const Id = '111111111111';
const [organization, root, top, low] = ['o-a1b2c3d4e5', 'r-ab12', 'ou-ab12-11111111', 'ou-ab12-22222222'];
const unitsOf = (...Paths: string[]) => organizationalUnitIdsOf({ Id, Paths });

describe('the organizational units of an account', () => {
  it.each<[string, string[], string[]]>([
    ['in the root itself', [`${organization}/${root}/`], [root]],
    ['units from the top', [`${organization}/${root}/${top}/${low}/`], [root, top, low]],
    ['its own ID at the end', [`${organization}/${root}/${top}/${Id}/`], [root, top]],
    ['no slash at the end', [`${organization}/${root}/${top}`], [root, top]],
    [
      'two paths, each unit once',
      [`${organization}/${root}/${top}/`, `${organization}/${root}/${low}/`],
      [root, top, low],
    ],
  ])('%s', (_, paths, expected) => expect(unitsOf(...paths)).toEqual(expected));

  it.each<[string, string[]]>([
    ['no path', []],
    ['an empty path', ['']],
    ['no root', [`${organization}/${top}/`]],
    ['no organization', [`${root}/${top}/`]],
    ['a part that is none', [`${organization}/${root}/unit/${low}/`]],
    ['more after the end', [`${organization}/${root}/\n`]],
    ['one of two that is none', [`${organization}/${root}/`, 'elsewhere']],
  ])('are not known from %s', (_, paths) => expect(unitsOf(...paths)).toBeNull());

  it('are not known when AWS told no paths', () => expect(organizationalUnitIdsOf({ Id })).toBeNull());

  it('never throws, and answers IDs alone', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (paths) => {
        for (const id of unitsOf(...paths) ?? []) expect(id).toMatch(/^(r|ou)-[0-9a-z-]+$/);
      }),
    );
  });
});

it.each([
  ['ACTIVE', true],
  ['PENDING_CLOSURE', true],
  ['SUSPENDED', false],
  ['CLOSED', false],
  [undefined, true],
])('%s is alive: %s', (State, alive) => {
  expect(isAlive({ Id: '111111111111', State })).toBe(alive);
});
