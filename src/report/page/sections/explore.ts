import { html, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { type Facet, findingFacets, pathFacets } from '../facets.ts';
import { selectFindings, selectPaths } from '../select-rows.ts';
import { initial, type State, toHash } from '../state.ts';
import { type Column, dataTable } from '../table/data-table.ts';
import { findingColumns } from '../table/finding-columns.ts';
import { pageOf } from '../table/page-of.ts';
import { pager } from '../table/pager.ts';
import { pathColumns } from '../table/path-columns.ts';
import { sortRows } from '../table/sort-rows.ts';
import { accountOf, resultsId, type View } from '../view.ts';
import { count, number } from '../words.ts';
import { filterBar } from './filter-bar.ts';
import { leftOut } from './left-out.ts';

const titles: Readonly<Record<State['view'], string>> = { paths: 'Paths', findings: 'Findings' };

/** The other table with the same filter. */
const tab = ({ state }: View, view: State['view'], many: number): TemplateResult =>
  html`<a href=${toHash({ ...initial, view, filter: state.filter })} aria-current=${state.view === view ? 'true' : 'false'}>
    ${titles[view]} <span class="quiet">${number(many)}</span>
  </a>`;

type Rows<Row> = {
  noun: string;
  all: number;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  facets: readonly Facet[];
};

const empty = (noun: string, all: number): TemplateResult =>
  all === 0
    ? html`<p class="empty">There is no ${noun} in this result.</p>`
    : html`<p class="empty">No ${noun} is what the filters ask for. Lift one of them to see more.</p>`;

const table = <Row>(view: View, { noun, all, rows, columns, facets }: Rows<Row>): TemplateResult => {
  const { state, go } = view;
  const page = pageOf(sortRows(rows, columns, state.sort), state.page);
  const told = rows.length === all ? count(all, noun) : `${number(rows.length)} of ${count(all, noun)}`;
  return html`${filterBar(view, facets)}
    <p class="told" role="status" aria-live="polite">${told}</p>
    ${
      rows.length === 0
        ? empty(noun, all)
        : dataTable({
            caption: titles[state.view],
            columns,
            rows: page.rows,
            sort: state.sort,
            onSort: (sort) => go({ ...state, sort, page: 1 }),
          })
    }
    ${pager(page, (to) => go({ ...state, page: to }, { show: resultsId }))}`;
};

const paths = (view: View): TemplateResult => {
  const { report, state } = view;
  return table(view, {
    noun: 'path',
    all: report.paths.length,
    rows: selectPaths(report, state),
    columns: pathColumns(state),
    facets: pathFacets(report),
  });
};

const findings = (view: View): TemplateResult => {
  const { report, state } = view;
  return table(view, {
    noun: 'finding',
    all: report.findings.length,
    rows: selectFindings(report, state),
    columns: findingColumns(state, (id) => accountOf(report, id)),
    facets: findingFacets(report),
  });
};

/** The tables of paths and findings, one at a time, with their filters. Drawn again only when the state is another. */
export const explore = (view: View): TemplateResult => {
  const { report, state } = view;
  return html`<section class="block" id=${resultsId} tabindex="-1" aria-labelledby="explore-title">
    <h2 id="explore-title">Paths and findings</h2>
    ${leftOut(report)}
    ${guard(
      [report, toHash(state)],
      () => html`
      <nav class="tabs" aria-label="Paths or findings">
        ${tab(view, 'paths', report.paths.length)} ${tab(view, 'findings', report.findings.length)}
      </nav>
      ${state.view === 'paths' ? paths(view) : findings(view)}`,
    )}
  </section>`;
};
