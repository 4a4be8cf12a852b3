import { html, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Facet } from '../facets.ts';
import type { Filter } from '../filter.ts';
import { setFilter, withFilter } from '../state.ts';
import { accountOf, type View } from '../view.ts';
import { classNames, number, severityNames, statusNames, verdictNames } from '../words.ts';

const titles: Readonly<Record<keyof Filter, string>> = {
  text: 'Text',
  class: 'Class',
  verdict: 'Verdict',
  from: 'From',
  to: 'To',
  region: 'Region',
  accountId: 'Account',
  severity: 'Severity',
  status: 'Status',
  rule: 'Rule',
};

const names: Readonly<Record<string, string>> = {
  ...classNames,
  ...verdictNames,
  ...severityNames,
  ...statusNames,
};

/** Of the findings alone: paths are not asked. */
const findingKeys: ReadonlySet<string> = new Set(['severity', 'status', 'rule']);

const select = ({ state, go }: View, { key, title, options }: Facet): TemplateResult => {
  const chosen = state.filter[key] ?? '';
  return html`<label>${title}
    <select @change=${({ target }: Event) =>
      target instanceof HTMLSelectElement &&
      go(withFilter(state, setFilter(state.filter, key, target.value)))}>
      <option value="" .selected=${live(chosen === '')}>Any</option>
      ${options.map(
        ({ value, name, count }) =>
          html`<option value=${value} .selected=${live(chosen === value)}>${name} – ${number(count)}</option>`,
      )}
    </select>
  </label>`;
};

/** Letters of a script that is composed (Japanese, say) come as one when they are done. */
const onSearch =
  ({ state, go }: View) =>
  (event: Event): void => {
    if (event instanceof InputEvent && event.isComposing) return;
    if (!(event.target instanceof HTMLInputElement)) return;
    go(withFilter(state, setFilter(state.filter, 'text', event.target.value)), { isStep: false });
  };

const chip = ({ report, state, go }: View, key: keyof Filter, value: string): TemplateResult => {
  const told = key === 'accountId' ? accountOf(report, value) : (names[value] ?? value);
  return html`<li><button type="button" @click=${() => go(withFilter(state, setFilter(state.filter, key, '')))}>
    <span class="unseen">Remove the filter</span>
    ${titles[key]}: <bdi>${told}</bdi> <span aria-hidden="true">✕</span>
  </button></li>`;
};

const chips = (view: View): TemplateResult | string => {
  const { state, go } = view;
  const told = Object.entries(state.filter).filter(
    ([key]) => state.view === 'findings' || !findingKeys.has(key),
  ) as [keyof Filter, string][];
  return told.length === 0
    ? ''
    : html`<ul class="chips" aria-label="Filters in force">
        ${told.map(([key, value]) => chip(view, key, value))}
        <li><button type="button" class="plain" @click=${() => go(withFilter(state, {}))}>Clear all</button></li>
      </ul>`;
};

/** The search and the choices, and what is in force of them. */
export const filterBar = (view: View, facets: readonly Facet[]): TemplateResult => html`<search>
  <form class="filters" @submit=${(event: Event) => event.preventDefault()}>
    <label class="search">Search
      <input type="search" autocomplete="off" spellcheck="false" placeholder="Account, VPC, service, ID…"
        .value=${live(view.state.filter.text ?? '')} @input=${onSearch(view)} @compositionend=${onSearch(view)}>
    </label>
    ${facets.map((facet) => select(view, facet))}
  </form>
  ${chips(view)}
</search>`;
