import { html, type TemplateResult } from 'lit-html';
import { copyButton } from './copy-button.ts';

/** What to do, and whose it is. */
export const fixBox = (
  text: string,
  owner: string | null,
): TemplateResult => html`<section class="fix" aria-label="The fix">
  <h3>The fix</h3>
  <p class="fix-text">${text}</p>
  ${owner === null ? '' : html`<p>To be done by account <b><bdi>${owner}</bdi></b></p>`}
  ${copyButton('Copy the fix', text)}
</section>`;
