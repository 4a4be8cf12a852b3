import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf, pageSize } from '#report/page/table/page-of.ts';
import { sortRows } from '#report/page/table/sort-rows.ts';

type Row = { name: string; size: number };
const columns = [
  { id: 'name', keyOf: ({ name }: Row) => name },
  { id: 'size', keyOf: ({ size }: Row) => size },
];
const rows: readonly Row[] = [
  { name: 'b', size: 10 },
  { name: 'a', size: 9 },
  { name: 'c', size: 9 },
];

const names = (list: readonly Row[]): string => list.map(({ name }) => name).join('');

describe('rows', () => {
  it.each([
    [null, 'bac'],
    [{ column: 'none', isDescending: false }, 'bac'],
    [{ column: 'name', isDescending: false }, 'abc'],
    [{ column: 'name', isDescending: true }, 'cba'],
    [{ column: 'size', isDescending: false }, 'acb'],
    [{ column: 'size', isDescending: true }, 'bac'],
  ])('by %j: %s', (sort, order) => {
    expect(names(sortRows(rows, columns, sort))).toBe(order);
    expect(names(rows)).toBe('bac');
  });
});

describe('a page', () => {
  it('is the last one where there are not so many', () => {
    const list = Array.from({ length: pageSize + 3 }, (_, index) => index);
    expect(pageOf(list, 99)).toEqual({
      rows: [pageSize, pageSize + 1, pageSize + 2],
      page: 2,
      pages: 2,
      first: pageSize + 1,
      last: pageSize + 3,
    });
  });

  it('of nothing is one, and empty', () => {
    expect(pageOf([], 1)).toEqual({ rows: [], page: 1, pages: 1, first: 0, last: 0 });
  });

  it('after page has every row once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 4 * pageSize }), (list) => {
        const { pages } = pageOf(list, 1);
        const all = Array.from({ length: pages }, (_, index) => pageOf(list, index + 1));
        expect(all.flatMap(({ rows }) => rows)).toEqual(list);
        expect(all.every(({ rows }) => rows.length <= pageSize)).toBe(true);
      }),
    );
  });
});
