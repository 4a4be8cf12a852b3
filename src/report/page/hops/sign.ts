import { html, svg, type TemplateResult } from 'lit-html';
import type { Hop } from '#model/path.ts';

/** Each status has a shape of its own, so that it is not told by colour alone. */
const shapes: Record<Hop['status'], TemplateResult> = {
  pass: svg`<circle cx="12" cy="12" r="10"></circle><path d="M7.5 12.5L10.7 15.7L16.5 9"></path>`,
  fail: svg`<path class="shape" d="M8 2H16L22 8V16L16 22H8L2 16V8Z"></path><path d="M8.5 8.5L15.5 15.5M15.5 8.5L8.5 15.5"></path>`,
  unknown: svg`<path class="shape" d="M12 1.5L22.5 12L12 22.5L1.5 12Z"></path><path d="M9.6 10C9.6 7.2 14.4 7.2 14.4 10C14.4 12 12 11.8 12 13.6M12 16.4V16.5"></path>`,
};

const words: Record<Hop['status'], string> = { pass: 'passes', fail: 'fails', unknown: 'not known' };

/** A hop's status as a sign, and in a word for who does not see it. */
export const statusSign = (status: Hop['status']): TemplateResult => html`<svg
    class="sign"
    viewBox="0 0 24 24"
    width="24"
    height="24"
    aria-hidden="true"
  >
    ${shapes[status]}</svg
  ><span class="unseen">${words[status]}: </span>`;
