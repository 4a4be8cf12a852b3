import { html, type TemplateResult } from 'lit-html';
import type { Seen } from '../../seen.ts';
import { accountOf, type View } from '../view.ts';
import { count, number } from '../words.ts';

/** Lines that a person could still look through. */
const mostGaps = 200;

const few = (names: readonly string[]): string =>
  names.length <= 6 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;

const gaps = (view: View, { gaps }: Seen): TemplateResult | string => {
  if (gaps.length === 0) return '';
  const left = gaps.length - mostGaps;
  return html`<h3>Not read, so nothing is known of it</h3>
    <div class="scroll" role="region" aria-label="What could not be read" tabindex="0"><table>
      <caption class="unseen">What could not be read, by account and cause</caption>
      <thead><tr>
        <th scope="col">Account</th><th scope="col">Regions</th><th scope="col">Reads</th>
        <th scope="col">Cause</th><th scope="col">What to do</th>
      </tr></thead>
      <tbody>${gaps.slice(0, mostGaps).map(
        ({ accountId, regions, operations, cause, remedy }) => html`<tr>
          <th scope="row"><bdi>${accountOf(view.report, accountId)}</bdi></th>
          <td>${few(regions)}</td>
          <td>${few(operations)}</td>
          <td>${cause}</td>
          <td>${remedy ?? ''}</td>
        </tr>`,
      )}</tbody>
    </table></div>
    ${left > 0 ? html`<p>And ${number(left)} more, which the JSON result tells.</p>` : ''}`;
};

const denied = ({ deniedRegions }: Seen): TemplateResult | string =>
  deniedRegions.length === 0
    ? ''
    : html`<h3>Denied everywhere by a service control policy</h3>
        <ul>${deniedRegions.map(({ region, accounts }) => html`<li>${region}, in ${count(accounts, 'account')}: exclude it in the configuration unless somebody is to use it.</li>`)}</ul>`;

const excludedSentence = ({ excluded: { accounts, regions, scopes } }: Seen): string => {
  const told = [
    accounts === 0 ? [] : [count(accounts, 'account')],
    regions === 0 ? [] : [count(regions, 'Region')],
    scopes === 0 ? [] : [count(scopes, 'pair of account and Region', 'pairs of account and Region')],
  ].flat();
  return told.length === 0 ? 'Nothing was left out on purpose.' : `Left out on purpose: ${told.join(', ')}.`;
};

/** What the tool could see, and what it could not. */
export const coverage = (view: View): TemplateResult => {
  const { seen } = view.report.digest;
  const { complete, scopes } = seen;
  return html`<section class="block" id="coverage" tabindex="-1" aria-labelledby="coverage-title">
    <h2 id="coverage-title">Coverage</h2>
    <p>
      ${
        scopes.of === 0
          ? 'No account and Region was planned to be read.'
          : html`<b>${number(scopes.complete)} of ${number(scopes.of)}</b> pairs of account and Region were read completely${scopes.partial + scopes.failed === 0 ? '' : html`, ${number(scopes.partial)} in part, ${number(scopes.failed)} not at all`}.`
      }
      ${complete ? '' : 'The result is incomplete: what was not read is unknown, not absent.'}
      ${excludedSentence(seen)}
    </p>
    ${denied(seen)} ${gaps(view, seen)}
  </section>`;
};
