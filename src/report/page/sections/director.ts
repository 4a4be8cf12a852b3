import { html, type TemplateResult } from 'lit-html';
import type { Digest } from '../../digest.ts';
import type { Fix } from '../../fixes.ts';
import type { Residency, ResidencyPair } from '../../residency.ts';
import { findingMark } from '../marks.ts';
import { linkTo, linkToRows, resultsId, type View } from '../view.ts';
import { count, number } from '../words.ts';
import { ownerOf } from './fix-owner.ts';

const ruleSentences: Readonly<Record<Residency['rule'], string>> = {
  'in-force': 'As the configuration says which Regions may be used from which.',
  'not-in-force':
    'No rule on Regions is in force, so none of these pairs was judged: name the allowed ones in the configuration.',
  'not-known': 'Whether a rule on Regions was in force is not told by this result.',
};

/** Pairs that a printed page has room for. */
const mostPrinted = 8;

const statusOf = ({ violated, accepted, allowed, closed, notJudged }: ResidencyPair): TemplateResult => {
  if (violated > 0)
    return html`<span class="mark verdict-blocked"><span aria-hidden="true">✕</span>Violated</span>`;
  if (accepted > 0)
    return html`<span class="mark verdict-partial"><span aria-hidden="true">◐</span>Accepted</span>`;
  if (notJudged > 0)
    return html`<span class="mark verdict-unknown"><span aria-hidden="true">?</span>Not judged</span>`;
  if (allowed > 0)
    return html`<span class="mark verdict-usable"><span aria-hidden="true">✓</span>Allowed</span>`;
  return closed > 0
    ? html`<span class="mark verdict-unknown"><span aria-hidden="true">–</span>Closed</span>`
    : html``;
};

const counted = ({ violated, accepted, allowed, closed, notJudged }: ResidencyPair): string =>
  [
    [violated, 'violated'],
    [accepted, 'accepted for a time'],
    [allowed, 'allowed'],
    [closed, 'closed by the network'],
    [notJudged, 'not judged'],
  ]
    .filter(([many]) => many !== 0)
    .map(([many, word]) => `${many} ${word}`)
    .join(', ');

const pairRow = (pair: ResidencyPair): TemplateResult => {
  const { from, to, paths } = pair;
  const ends = html`<span class="whole">${from ?? 'not known'}</span>
    <span aria-hidden="true">→</span><span class="unseen">to</span> <span class="whole">${to ?? 'not known'}</span>`;
  return html`<tr>
    <th scope="row">${from === null || to === null ? ends : html`<a href=${linkToRows('paths', { from, to })} data-show=${resultsId}>${ends}</a>`}</th>
    <td>${statusOf(pair)}</td>
    <td class="number">${number(paths)}</td>
    <td>${counted(pair)}</td>
  </tr>`;
};

const residency = ({ rule, pairs }: Residency): TemplateResult => {
  const left = pairs.length - mostPrinted;
  return html`<h3>Where data may go</h3>
    <p>${ruleSentences[rule]}</p>
    ${
      pairs.length === 0
        ? html`<p>No path leads from one Region to another.</p>`
        : html`<div class="scroll" role="region" aria-label="Pairs of Regions" tabindex="0"><table class="pairs">
          <caption class="unseen">From the client's Region to the service's, the worst first</caption>
          <thead><tr><th scope="col">From and to</th><th scope="col">Residency</th><th scope="col" class="number">Paths</th><th scope="col">Of these</th></tr></thead>
          <tbody>${pairs.map(pairRow)}</tbody>
        </table></div>
        ${left > 0 ? html`<p class="printed">And ${count(left, 'more pair')}, which the report tells on the screen.</p>` : ''}`
    }`;
};

const fixItem = ({ state }: View, fix: Fix): TemplateResult => html`<li>
  <p>${findingMark({ ...fix, exemption: null })} <a href=${linkTo(state, 'finding', fix.findingId)}>${fix.title}</a></p>
  <p class="fix-text">${fix.remediation}</p>
  <p class="note">By <bdi>${ownerOf(fix)}</bdi>${fix.paths === 0 ? '' : `; ${count(fix.paths, 'path')} concerned`}${fix.others === 0 ? '' : `; ${count(fix.others, 'change')} like it`}.</p>
</li>`;

const fixes = (view: View, { fixes, furtherFixes }: Digest): TemplateResult =>
  html`<h3 id="fixes" tabindex="-1">What to fix first</h3>
    ${fixes.length === 0 ? html`<p>No finding asks for a change.</p>` : html`<ol class="fixes">${fixes.map((fix) => fixItem(view, fix))}</ol>`}
    ${furtherFixes === 0 ? '' : html`<p class="note">And ${count(furtherFixes, 'more fix', 'more fixes')}, each with its finding.</p>`}`;

/** Residency, fixes and limits: with the first screen, the page that is printed. */
export const director = (view: View): TemplateResult => {
  const { digest } = view.report;
  return html`<section class="block director" aria-labelledby="director-title">
    <h2 id="director-title">Summary</h2>
    <div class="summary">
      <div class="residency">${residency(digest.residency)}</div>
      <div class="limits">
        <h3>What this does not prove</h3>
        <ul>
          ${digest.limits.map((limit) => html`<li>${limit}</li>`)}
        </ul>
      </div>
      <div class="to-fix">${fixes(view, digest)}</div>
    </div>
  </section>`;
};
