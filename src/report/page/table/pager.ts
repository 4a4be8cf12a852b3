import { html, nothing, type TemplateResult } from 'lit-html';
import { number } from '../words.ts';
import type { Page } from './page-of.ts';

/** Leads to the pages of a table; nothing where there is one alone. */
export const pager = (
  { page, pages, first, last }: Page<unknown>,
  onPage: (page: number) => void,
): TemplateResult | typeof nothing => {
  if (pages === 1) return nothing;
  const step = (title: string, to: number): TemplateResult =>
    html`<button type="button" ?disabled=${to < 1 || to > pages || to === page} @click=${() => onPage(to)}>${title}</button>`;
  return html`<nav class="pager" aria-label="Pages of the table">
    ${step('First', 1)} ${step('Previous', page - 1)}
    <span>Rows ${number(first)}–${number(last)}, page ${number(page)} of ${number(pages)}</span>
    ${step('Next', page + 1)} ${step('Last', pages)}
  </nav>`;
};
