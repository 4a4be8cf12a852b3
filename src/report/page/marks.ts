import { html, type TemplateResult } from 'lit-html';
import type { PublishedFinding } from '#model/finding.ts';
import type { PathClass, Verdict } from '#model/path.ts';
import { classNames, severityNames, statusNames, verdictNames, verdictSigns } from './words.ts';

/** A verdict as a sign and a word; `name` where another word than its own says it better. */
export const verdictMark = (verdict: Verdict, name = verdictNames[verdict]): TemplateResult =>
  html`<span class="mark verdict-${verdict}"><span aria-hidden="true">${verdictSigns[verdict]}</span><span class="word">${name}</span></span>`;

/** A class as its colour on the map, and its name. */
export const classMark = (pathClass: PathClass): TemplateResult =>
  html`<span class="class-mark class-${pathClass}">${classNames[pathClass]}</span>`;

/** How severe a finding is, and how it stands. One that passed is none of severity's. */
export const findingMark = ({
  severity,
  status,
  exemption,
}: Pick<PublishedFinding, 'severity' | 'status' | 'exemption'>): TemplateResult => {
  if (exemption !== null) return html`<span class="mark status-passed">Exempt</span>`;
  return status === 'failed' || status === 'warning'
    ? html`<span class="mark severity-${severity}">${severityNames[severity]}</span> <span class="quiet">${statusNames[status]}</span>`
    : html`<span class="mark status-${status}">${statusNames[status]}</span>`;
};
