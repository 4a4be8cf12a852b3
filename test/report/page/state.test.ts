import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingStatuses, pathClasses, severities, verdicts } from '#model/words.ts';
import { fromHash, initial, type State, setFilter, toHash, withFilter } from '#report/page/state.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1 });

const states: fc.Arbitrary<State> = fc.record({
  view: fc.constantFrom('paths', 'findings'),
  filter: fc.record(
    {
      text,
      class: fc.constantFrom(...pathClasses),
      verdict: fc.constantFrom(...verdicts),
      from: text,
      to: text,
      region: text,
      accountId: text,
      severity: fc.constantFrom(...severities),
      status: fc.constantFrom(...findingStatuses),
      rule: text,
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  sort: fc.option(fc.record({ column: fc.constantFrom('client', 'verdict'), isDescending: fc.boolean() })),
  page: fc.integer({ min: 1, max: 10_000 }),
  opened: fc.option(fc.record({ kind: fc.constantFrom('path', 'finding'), id: text })),
});

describe('the state in the address', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(fromHash(toHash(state))).toEqual(state);
      }),
    );
  });

  it('is never that of an element, nor `#` alone, which leads to the top', () => {
    expect(toHash(initial)).toBe('#/');
  });

  it.each([
    ['', initial],
    ['#', initial],
    ['#/', initial],
    ['#main', initial],
    ['#/view=findings', { ...initial, view: 'findings' }],
    ['#page=0', initial],
    ['#page=-3', initial],
    ['#page=1.5', initial],
    ['#page=abc', initial],
    ['#view=elsewhere', initial],
    ['#verdict=perhaps&class=toString&severity=constructor&status=', initial],
    ['#sort=', initial],
    ['#sort=-', initial],
    ['#path=&text=', initial],
    ['#view=findings&severity=high', { ...initial, view: 'findings', filter: { severity: 'high' } }],
    ['#sort=-verdict&page=3', { ...initial, sort: { column: 'verdict', isDescending: true }, page: 3 }],
    ['#path=vpc-1/-/vpce-1', { ...initial, opened: { kind: 'path', id: 'vpc-1/-/vpce-1' } }],
    ['#path=a&finding=b', { ...initial, opened: { kind: 'finding', id: 'b' } }],
  ])('reads %j as far as it is a state', (hash, state) => {
    expect(fromHash(hash)).toEqual(state);
  });

  it('takes any text for an address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (hash) => {
        expect(fromHash(hash).page).toBeGreaterThan(0);
      }),
    );
  });
});

describe('another filter', () => {
  it('starts at the first page, with nothing opened, and keeps the order', () => {
    const state: State = {
      ...initial,
      page: 7,
      sort: { column: 'class', isDescending: false },
      opened: { kind: 'path', id: 'a' },
    };
    expect(withFilter(state, { text: 'a' })).toEqual({
      ...state,
      filter: { text: 'a' },
      page: 1,
      opened: null,
    });
  });

  it('is lifted by an empty value', () => {
    expect(setFilter({ text: 'a', rule: 'b' }, 'text', '')).toEqual({ rule: 'b' });
    expect(setFilter({ rule: 'b' }, 'text', 'c')).toEqual({ rule: 'b', text: 'c' });
  });
});
