import { html, svg, type TemplateResult } from 'lit-html';
import type { Verdict } from '#model/path.ts';
import type { ChangeCounts, Digest } from '../../digest.ts';
import type { Fix } from '../../fixes.ts';
import { findingMark } from '../marks.ts';
import { linkTo, type View } from '../view.ts';
import { count, number, time, verdictSigns } from '../words.ts';
import { bedrockSentence } from './bedrock-sentence.ts';
import { ownerOf } from './fix-owner.ts';

type Part = { verdict: Verdict; name: string; of: number };

/** The parts of a whole as one bar, in its own proportions: 100 units wide. */
const bar = (parts: readonly Part[]): TemplateResult => {
  const whole = parts.reduce((sum, { of }) => sum + of, 0) || 1;
  const starts = parts.map((_, index) => parts.slice(0, index).reduce((sum, { of }) => sum + of, 0));
  return html`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    ${parts.map(
      ({ verdict, of }, index) =>
        svg`<rect class="verdict-${verdict}" x=${(100 * (starts[index] ?? 0)) / whole} width=${(100 * of) / whole} height="4"></rect>`,
    )}
  </svg>`;
};

const bedrock = ({ open, broken, unknown }: Digest['bedrock']): TemplateResult => {
  const parts: Part[] = [
    { verdict: 'usable', name: 'open', of: open },
    { verdict: 'blocked', name: 'broken', of: broken },
    { verdict: 'unknown', name: 'unknown', of: unknown },
  ];
  return html`<div class="card">
    <h2>Bedrock paths</h2>
    <dl class="figures">
      ${parts.map(
        ({ verdict, name, of }) => html`<div class="verdict-${verdict}">
          <dt><span aria-hidden="true">${verdictSigns[verdict]}</span> ${name}</dt>
          <dd>${number(of)}</dd>
        </div>`,
      )}
    </dl>
    ${bar(parts)}
    <p class="note">An open path lets packets through; IAM and endpoint policies are not part of it.</p>
  </div>`;
};

const changed = ({ since, paths, findings }: ChangeCounts): TemplateResult => {
  const lines = [
    [paths.new, 'new path', 'new paths'],
    [paths.gone, 'path gone', 'paths gone'],
    [paths.verdictChanged, 'verdict changed', 'verdicts changed'],
    [paths.classChanged, 'class changed', 'classes changed'],
    [findings.new, 'new finding', 'new findings'],
    [findings.gone, 'finding gone', 'findings gone'],
    [findings.changed, 'finding changed', 'findings changed'],
  ] as const;
  const told = lines.filter(([many]) => many > 0);
  const unsure = paths.unsure + findings.unsure;
  return html`<p class="note">Since ${time(since)}</p>
    ${told.length === 0 ? html`<p class="lead">Nothing changed.</p>` : html`<ul class="tally">${told.map(([many, one, more]) => html`<li><b>${number(many)}</b> ${many === 1 ? one : more}</li>`)}</ul>`}
    ${unsure === 0 ? '' : html`<p class="note">Of ${number(unsure)} more it cannot be said: not all was read, now or then.</p>`}
    <p><a href="#changes" data-show="changes">What changed</a></p>`;
};

const changes = ({ changes }: Digest): TemplateResult => html`<div class="card">
  <h2>What changed</h2>
  ${changes === null ? html`<p>There is no earlier result to compare with.</p>` : changed(changes)}
</div>`;

const scopeCount = (many: number): string =>
  count(many, 'pair of account and Region', 'pairs of account and Region');

const completeness = ({ scopes, complete }: Digest['seen']): TemplateResult => {
  if (scopes.of === 0)
    return html`<p class="warn"><span aria-hidden="true">⚠</span> Nothing was planned to be read.</p>`;
  return complete
    ? html`<p class="note">All was read: ${scopeCount(scopes.of)}.</p>`
    : html`<p class="warn"><span aria-hidden="true">⚠</span> Not all was read: ${number(scopes.complete)} of ${scopeCount(scopes.of)} completely.</p>`;
};

const seen = (told: Digest['seen']): TemplateResult => html`<div class="card">
  <h2>What was seen</h2>
  <dl class="figures">
    <div><dt>accounts</dt><dd>${number(told.accounts.seen)} <small>of ${number(told.accounts.of)}</small></dd></div>
    <div><dt>Regions</dt><dd>${number(told.regions.seen)} <small>of ${number(told.regions.of)}</small></dd></div>
  </dl>
  ${completeness(told)}
  <p><a href="#coverage" data-show="coverage">Coverage</a></p>
</div>`;

const fixToDo = ({ state }: View, fix: Fix): TemplateResult => html`<p class="lead">
    ${findingMark({ ...fix, exemption: null })}
    <a href=${linkTo(state, 'finding', fix.findingId)}>${fix.title}</a>
  </p>
  <p class="fix-text">${fix.remediation}</p>
  <p>To be done by <b><bdi>${ownerOf(fix)}</bdi></b></p>`;

const next = (view: View): TemplateResult => {
  const { next: fix, fixes, furtherFixes } = view.report.digest;
  const others = fixes.length + furtherFixes - 1;
  return html`<div class="card next">
    <h2>Next to fix</h2>
    ${fix === null ? html`<p>No finding asks for a change.</p>` : fixToDo(view, fix)}
    ${others <= 0 ? '' : html`<p class="note"><a href="#fixes" data-show="fixes">${count(others, 'other fix', 'other fixes')}</a></p>`}
  </div>`;
};

/** What a person must know in five seconds. */
export const firstScreen = (view: View): TemplateResult => {
  const { digest } = view.report;
  return html`<section class="first" aria-labelledby="answer">
    <h1 id="answer">${bedrockSentence(digest)}</h1>
    <div class="cards">${bedrock(digest.bedrock)} ${changes(digest)} ${seen(digest.seen)}</div>
    ${next(view)}
  </section>`;
};
