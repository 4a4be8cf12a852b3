import { html, type TemplateResult } from 'lit-html';
import type { Changes } from '../../changes.ts';
import type { FindingSketch } from '../../finding-changes.ts';
import type { PathSketch } from '../../path-changes.ts';
import { classMark, findingMark, verdictMark } from '../marks.ts';
import { linkTo, type View } from '../view.ts';
import { accountName, number, serviceName, time } from '../words.ts';

/** Lines that a person could still look through. */
const mostLines = 100;

type Line = TemplateResult;

const group = (title: string, lines: readonly Line[]): TemplateResult | string => {
  if (lines.length === 0) return '';
  const left = lines.length - mostLines;
  return html`<details class="change" ?open=${lines.length <= 10}>
    <summary>${title} <b>${number(lines.length)}</b></summary>
    <ul>${lines.slice(0, mostLines)}</ul>
    ${left > 0 ? html`<p class="note">And ${number(left)} more, which <code>diff</code> tells.</p>` : ''}
  </details>`;
};

/** The path's ends, leading to it where it is in the report. */
const pathName = ({ report, state }: View, path: PathSketch): TemplateResult => {
  const { consumer, service } = path;
  const ends = html`<bdi>${accountName(consumer)}</bdi> ${consumer.region} <code>${consumer.vpcId}</code>
    <span aria-hidden="true">→</span><span class="unseen">to</span> <bdi>${serviceName(path)}</bdi> ${service.region}`;
  return report.pathById.has(path.id) ? html`<a href=${linkTo(state, 'path', path.id)}>${ends}</a>` : ends;
};

const findingName = ({ report, state }: View, { id, title }: FindingSketch): TemplateResult =>
  report.findingById.has(id) ? html`<a href=${linkTo(state, 'finding', id)}>${title}</a>` : html`${title}`;

const pathLine =
  (view: View) =>
  (path: PathSketch): Line =>
    html`<li>${verdictMark(path.verdict)} ${pathName(view, path)} ${classMark(path.class)}</li>`;

const findingLine =
  (view: View) =>
  (finding: FindingSketch): Line =>
    html`<li>${findingMark(finding)} ${findingName(view, finding)}</li>`;

const pathGroups = (view: View, { paths }: Changes): (TemplateResult | string)[] => [
  group('New paths', paths.new.map(pathLine(view))),
  group('Paths gone', paths.gone.map(pathLine(view))),
  group(
    'Verdict changed',
    paths.verdictChanged.map(
      ({ path, from }) =>
        html`<li>${verdictMark(from)} <span aria-hidden="true">→</span><span class="unseen">then</span> ${verdictMark(path.verdict)} ${pathName(view, path)}</li>`,
    ),
  ),
  group(
    'Class changed',
    paths.classChanged.map(
      ({ path, from }) =>
        html`<li>${classMark(from)} <span aria-hidden="true">→</span><span class="unseen">then</span> ${classMark(path.class)} ${pathName(view, path)}</li>`,
    ),
  ),
];

const findingGroups = (view: View, { findings }: Changes): (TemplateResult | string)[] => [
  group('New findings', findings.new.map(findingLine(view))),
  group('Findings gone', findings.gone.map(findingLine(view))),
  group(
    'Findings changed',
    findings.changed.map(
      ({ finding, from }) =>
        html`<li>${findingMark({ ...from, exemption: null })} <span aria-hidden="true">→</span><span class="unseen">then</span> ${findingMark(finding)} ${findingName(view, finding)}</li>`,
    ),
  ),
];

const unsureGroups = (view: View, { paths, findings }: Changes): (TemplateResult | string)[] => [
  ...(
    [
      ['Paths not seen now, perhaps still there', paths.notSeen],
      ['Paths not seen before, perhaps already there', paths.notSeenBefore],
      ['Paths that cannot be compared', paths.notComparable],
    ] as const
  ).map(([title, list]) =>
    group(
      title,
      list.map(
        ({ path, because }) => html`<li>${pathName(view, path)} <span class="quiet">${because}</span></li>`,
      ),
    ),
  ),
  ...(
    [
      ['Findings of which nothing can be said now', findings.notSaid],
      ['Findings of which nothing could be said before', findings.notSaidBefore],
    ] as const
  ).map(([title, list]) =>
    group(
      title,
      list.map(
        ({ finding, because }) =>
          html`<li>${findingName(view, finding)} <span class="quiet">${because}</span></li>`,
      ),
    ),
  ),
];

const told = (view: View, all: Changes): TemplateResult => {
  const sure = [...pathGroups(view, all), ...findingGroups(view, all)].filter((part) => part !== '');
  const unsure = unsureGroups(view, all).filter((part) => part !== '');
  return html`<p>Since the result of ${time(all.since)}.</p>
    ${all.cautions.map((caution) => html`<p class="warn"><span aria-hidden="true">⚠</span> ${caution}</p>`)}
    ${sure.length === 0 ? html`<p>No path and no finding is new, gone or otherwise than it was.</p>` : sure}
    ${unsure.length === 0 ? '' : html`<h3>What cannot be said, as not all was read</h3>${unsure}`}`;
};

/** What became of paths and findings since an earlier result. */
export const changes = (view: View): TemplateResult => {
  const { changes: all } = view.report;
  return html`<section class="block" id="changes" tabindex="-1" aria-labelledby="changes-title">
    <h2 id="changes-title">What changed</h2>
    ${
      all === null
        ? html`<p>No earlier result was given to compare with. <code>report RESULT.json --format html --since EARLIER.json</code> tells what changed.</p>`
        : told(view, all)
    }
  </section>`;
};
