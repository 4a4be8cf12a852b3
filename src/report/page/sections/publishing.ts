import { html, type TemplateResult } from 'lit-html';
import type { PublishSummary } from '#model/result.ts';
import { accountOf, type View } from '../view.ts';
import { count, number } from '../words.ts';

/** Lines that a person could still look through. */
const mostLines = 100;

const untaken: Readonly<Record<PublishSummary['unpublished'][number]['cause'], string>> = {
  'not-enabled': 'Security Hub is off there',
  'out-of-scope': 'the account or Region is left out, or switched off',
};

const lines = (view: View, { unpublished, notices, failed }: PublishSummary): string[] => [
  ...failed.map(
    ({ accountId, region, findingId, cause, message }) =>
      `Failed in ${accountOf(view.report, accountId)} ${region}, ${findingId ?? 'all findings'}: ${cause}${message === null ? '' : ` (${message})`}`,
  ),
  ...unpublished.map(
    ({ accountId, region, cause, findings }) =>
      `${accountOf(view.report, accountId)} ${region}: ${count(findings, 'finding')} not published, ${untaken[cause]}`,
  ),
  ...notices,
];

const told = (view: View, publish: PublishSummary): TemplateResult => {
  const { created, updated, refreshed, archived, kept, orphaned, failed } = publish;
  const all = lines(view, publish);
  return html`<p>
      ${number(created)} created, ${number(updated)} updated, ${number(refreshed)} refreshed, ${number(archived)}
      archived, ${number(kept)} kept${orphaned === 0 ? '' : `, ${number(orphaned)} orphaned`}; <b>${number(failed.length)} failed</b>.
    </p>
    ${all.length === 0 ? '' : html`<ul>${all.slice(0, mostLines).map((line) => html`<li>${line}</li>`)}</ul>`}
    ${all.length <= mostLines ? '' : html`<p>And ${number(all.length - mostLines)} more, which the JSON result tells.</p>`}`;
};

/** What publishing did. */
export const publishing = (view: View): TemplateResult => {
  const { publish } = view.report.result;
  return html`<section class="block" aria-labelledby="publishing-title">
    <h2 id="publishing-title">Security Hub</h2>
    ${publish === null ? html`<p>Nothing was published: this run was not asked to.</p>` : told(view, publish)}
  </section>`;
};
