import { html, type TemplateResult } from 'lit-html';

/** Terms and what is told of them; a term of which nothing is told is left out. */
export const facts = (entries: readonly (readonly [term: string, told: unknown])[]): TemplateResult =>
  html`<dl class="facts">${entries
    .filter(([, told]) => told !== null && told !== '')
    .map(([term, told]) => html`<div><dt>${term}</dt><dd>${told}</dd></div>`)}</dl>`;
