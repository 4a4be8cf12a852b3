/** Rows that are drawn at once: few enough for any machine, and to look through. */
export const pageSize = 50;

export type Page<Row> = { rows: readonly Row[]; page: number; pages: number; first: number; last: number };

/** One page of the rows, from 1; the last one where there are not so many. */
export const pageOf = <Row>(rows: readonly Row[], wanted: number): Page<Row> => {
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const page = Math.min(wanted, pages);
  const start = (page - 1) * pageSize;
  const shown = rows.slice(start, start + pageSize);
  return { rows: shown, page, pages, first: shown.length === 0 ? 0 : start + 1, last: start + shown.length };
};
