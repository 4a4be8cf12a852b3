import { html, nothing, type TemplateResult } from 'lit-html';
import type { Sort } from '../state.ts';
import type { SortKey } from './sort-rows.ts';

export type Column<Row> = SortKey<Row> & {
  title: string;
  cell: (row: Row) => unknown;
  /** `head` names the row; `aside` is left out where the screen is narrow; `number` stands at the right. */
  kind?: 'head' | 'aside' | 'number';
};

type Options<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
};

type Direction = 'ascending' | 'descending' | 'none';

const directionOf = (sort: Sort | null, id: string): Direction =>
  sort?.column === id ? (sort.isDescending ? 'descending' : 'ascending') : 'none';

/** Up, then down, then the order of interest again. */
const nextSort: Readonly<Record<Direction, (column: string) => Sort | null>> = {
  none: (column) => ({ column, isDescending: false }),
  ascending: (column) => ({ column, isDescending: true }),
  descending: () => null,
};

const signs: Readonly<Record<Direction, string>> = { ascending: '▲', descending: '▼', none: '↕' };

const header = <Row>({ id, title, kind }: Column<Row>, { sort, onSort }: Options<Row>): TemplateResult => {
  const direction = directionOf(sort, id);
  return html`<th scope="col" role="columnheader" class=${kind ?? nothing} aria-sort=${direction}>
    <button type="button" class="sort" @click=${() => onSort(nextSort[direction](id))}>
      ${title}<span class="sort-sign" aria-hidden="true">${signs[direction]}</span>
    </button>
  </th>`;
};

const cell = <Row>(row: Row, { cell, kind, title }: Column<Row>): TemplateResult =>
  kind === 'head'
    ? html`<th scope="row" role="rowheader" class="head">${cell(row)}</th>`
    : html`<td role="cell" class=${kind ?? nothing} data-title=${title}>${cell(row)}</td>`;

/**
 * A table whose columns are sorted by their headings. It scrolls by itself where it is wider than the screen; on a
 * phone each row is a block of its own, and the roles say that it is a table still.
 */
export const dataTable = <Row>(options: Options<Row>): TemplateResult => {
  const { caption, columns, rows } = options;
  return html`<div class="scroll" role="region" aria-label=${caption} tabindex="0">
    <table class="data" role="table">
      <caption class="unseen">${caption}</caption>
      <thead role="rowgroup">
        <tr role="row">${columns.map((column) => header(column, options))}</tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map((row) => html`<tr role="row">${columns.map((column) => cell(row, column))}</tr>`)}
      </tbody>
    </table>
  </div>`;
};
