import { html, type TemplateResult } from 'lit-html';
import { classMark, findingMark, verdictMark } from '../marks.ts';
import type { FindingRow } from '../report.ts';
import { linkTo, type View, wholeAccountOf } from '../view.ts';
import { accountName, count, serviceName, time } from '../words.ts';
import { facts } from './facts.ts';
import { fixBox } from './fix-box.ts';

/** Paths that are listed; more are counted. */
const mostPaths = 50;

/** A link leads to the web or nowhere, whatever the configuration says. */
const ruleLink = (rule: string, url: string): TemplateResult =>
  url.startsWith('https://')
    ? html`<a href=${url} rel="noreferrer"><code>${rule}</code>: why it matters</a>`
    : html`<code>${rule}</code>`;

const pathList = ({ state }: View, { paths }: FindingRow): TemplateResult | string =>
  paths.length === 0
    ? ''
    : html`<h3>${count(paths.length, 'path')} concerned</h3>
        <ul class="rows">${paths.slice(0, mostPaths).map(
          (path) => html`<li>${verdictMark(path.verdict)}
            <a href=${linkTo(state, 'path', path.id)}><bdi>${accountName(path.consumer)}</bdi> ${path.consumer.region}
            <span aria-hidden="true">→</span><span class="unseen">to</span> <bdi>${serviceName(path)}</bdi> ${path.service.region}</a>
            ${classMark(path.class)}</li>`,
        )}</ul>
        ${paths.length > mostPaths ? html`<p>And ${count(paths.length - mostPaths, 'more path')}.</p>` : ''}`;

/** All that is known of one finding. */
export const findingDetail = (
  view: View,
  row: FindingRow,
): { title: TemplateResult; body: TemplateResult } => {
  const { finding } = row;
  const { report } = view;
  const { remediation, fixOwner, exemption, firstSeenAt, ownerTags, subject } = finding;
  return {
    title: html`${finding.title}`,
    body: html`<p class="marks">${findingMark(finding)} ${ruleLink(finding.rule, finding.ruleUrl)}</p>
      ${exemption === null ? '' : html`<p>Accepted ${exemption}</p>`}
      <h3>What was seen</h3>
      <p>${finding.evidence}</p>
      ${remediation === null ? '' : fixBox(remediation, fixOwner === null ? null : wholeAccountOf(report, fixOwner))}
      ${pathList(view, row)}
      <h3>In full</h3>
      ${facts([
        ['Account', html`<bdi>${wholeAccountOf(report, finding.accountId)}</bdi>`],
        ['Region', finding.region],
        ['First seen', firstSeenAt === null ? null : time(firstSeenAt)],
        [
          'Owner tags',
          Object.entries(ownerTags)
            .map(([key, value]) => `${key} = ${value}`)
            .join(', '),
        ],
        ['Subject', html`<code>${subject.id}</code>`],
        ['ARN', subject.arn === null ? null : html`<code>${subject.arn}</code>`],
        ['ID', html`<code>${finding.id}</code>`],
      ])}`,
  };
};
