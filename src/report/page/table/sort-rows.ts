import type { Sort } from '../state.ts';

/** How a column orders its rows: numbers by size, text by code unit, the same on every machine. */
export type SortKey<Row> = { id: string; keyOf: (row: Row) => string | number };

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** The rows by a column, those that are alike in the order given; as given where there is no such column. */
export const sortRows = <Row>(
  rows: readonly Row[],
  columns: readonly SortKey<Row>[],
  sort: Sort | null,
): readonly Row[] => {
  const column = columns.find(({ id }) => id === sort?.column);
  if (column === undefined || sort === null) return rows;
  const direction = sort.isDescending ? -1 : 1;
  return rows
    .map((row) => ({ row, key: column.keyOf(row) }))
    .sort((a, b) => direction * compare(a.key, b.key))
    .map(({ row }) => row);
};
