import { svg, type TemplateResult } from 'lit-html';

/** How an element that filters is, and what to do when it is chosen. */
export type Choice = { isChosen: boolean; isDimmed: boolean; choose: () => void };

/** Buttons of HTML answer to these keys; those drawn in SVG have to be told. */
const onKey = (choose: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  choose();
};

/** A part of the map that is a button: `sentence` is what it says to who does not see it, `look` its classes. */
export const choosable = (
  { look, sentence }: { look: string; sentence: string },
  { isChosen, isDimmed, choose }: Choice,
  drawing: TemplateResult,
): TemplateResult => svg`<g
    class="${look} ${isChosen ? 'chosen' : ''} ${isDimmed ? 'dimmed' : ''}"
    role="button"
    tabindex="0"
    aria-label=${sentence}
    aria-pressed=${isChosen ? 'true' : 'false'}
    @click=${choose}
    @keydown=${onKey(choose)}
  >
    <title>${sentence}</title>
    ${drawing}
  </g>`;
