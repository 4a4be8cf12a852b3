import { html, type TemplateResult } from 'lit-html';
import type { Report } from '../report.ts';
import { count } from '../words.ts';

/** The numbers are of all there is; map and tables are not, where that is more than a page holds. */
export const leftOut = ({ leftOut: { paths, findings } }: Report): TemplateResult | string =>
  paths + findings === 0
    ? ''
    : html`<p class="warn">
        <span aria-hidden="true">⚠</span> Not shown here, but in the JSON result: ${count(paths, 'path')} and
        ${count(findings, 'finding')}, the least pressing.
      </p>`;
