import { html, type TemplateResult } from 'lit-html';
import type { FindingStatus, Severity } from '#model/finding.ts';
import type { PathClass, Verdict } from '#model/path.ts';
import type { Digest } from '../../digest.ts';
import { classMark, verdictMark } from '../marks.ts';
import { linkToRows, resultsId } from '../view.ts';
import { classNames, count, number, severityNames, statusNames, verdictNames } from '../words.ts';

const verdictOrder = Object.keys(verdictNames) as Verdict[];
const classOrder = Object.keys(classNames);

/** A count that leads to the rows it counts; none leads nowhere. */
const cell = (many: number, told: string, href: string): TemplateResult =>
  many === 0
    ? html`<td class="number none">0</td>`
    : html`<td class="number"><a href=${href} data-show=${resultsId} aria-label=${`${number(many)} ${told}`}>${number(many)}</a></td>`;

const pathCell = (many: number, pathClass: PathClass | null, verdict: Verdict | null): TemplateResult =>
  cell(
    many,
    `paths: ${pathClass === null ? 'all classes' : classNames[pathClass]}, ${verdict === null ? 'any verdict' : verdictNames[verdict]}`,
    linkToRows('paths', {
      ...(pathClass === null ? {} : { class: pathClass }),
      ...(verdict === null ? {} : { verdict }),
    }),
  );

const paths = ({ of, byVerdict, byClass }: Digest['paths']): TemplateResult => {
  if (of === 0) return html`<p>No connection path was found.</p>`;
  const rows = byClass
    .filter((row) => row.of > 0)
    .toSorted((a, b) => classOrder.indexOf(a.class) - classOrder.indexOf(b.class));
  return html`<div class="scroll" role="region" aria-label="Paths by class and verdict" tabindex="0"><table>
    <caption class="unseen">Paths by class and verdict</caption>
    <thead><tr>
      <th scope="col">Class</th>
      ${verdictOrder.map((verdict) => html`<th scope="col" class="number">${verdictMark(verdict)}</th>`)}
      <th scope="col" class="number">All</th>
    </tr></thead>
    <tbody>${rows.map(
      (row) => html`<tr>
        <th scope="row">${classMark(row.class)}</th>
        ${verdictOrder.map((verdict) => pathCell(row[verdict], row.class, verdict))}
        ${pathCell(row.of, row.class, null)}
      </tr>`,
    )}</tbody>
    <tfoot><tr>
      <th scope="row">All</th>
      ${verdictOrder.map((verdict) => pathCell(byVerdict[verdict], null, verdict))}
      ${pathCell(of, null, null)}
    </tr></tfoot>
  </table></div>`;
};

const findingCell = (many: number, severity: Severity, status: FindingStatus): TemplateResult =>
  cell(
    many,
    `findings: ${severityNames[severity]}, ${statusNames[status]}`,
    linkToRows('findings', { severity, status }),
  );

const findings = ({ of, bySeverity, exempt, notEvaluated }: Digest['findings']): TemplateResult => {
  const rows = bySeverity.filter(({ failed, warning }) => failed + warning > 0);
  const others = `${count(exempt, 'finding')} exempt, ${number(notEvaluated)} not evaluated for want of facts, ${number(of)} in all with what passed.`;
  if (rows.length === 0) return html`<p>No finding asks for anything. ${others}</p>`;
  return html`<div class="scroll" role="region" aria-label="Findings by severity" tabindex="0"><table>
      <caption class="unseen">Findings by severity</caption>
      <thead><tr>
        <th scope="col">Severity</th>
        <th scope="col" class="number">Failed</th>
        <th scope="col" class="number">Warning</th>
      </tr></thead>
      <tbody>${rows.map(
        ({ severity, failed, warning }) => html`<tr>
          <th scope="row"><span class="mark severity-${severity}">${severityNames[severity]}</span></th>
          ${findingCell(failed, severity, 'failed')} ${findingCell(warning, severity, 'warning')}
        </tr>`,
      )}</tbody>
    </table></div>
    <p class="note">${others}</p>`;
};

const carrying = ({ of, withoutPath }: Digest['peerings']): string => {
  if (of === 0) return 'No peering was found.';
  if (withoutPath === 0) return `${count(of, 'peering')}, each with a path to a service.`;
  return `${count(of, 'peering')}; over ${number(withoutPath)} leads no path to a service.`;
};

/** All that was found, counted. Each number leads to its rows. */
export const numbers = (digest: Digest): TemplateResult =>
  html`<section class="block numbers" aria-labelledby="numbers-title">
    <h2 id="numbers-title" class="unseen">In numbers</h2>
    <div class="pair">
      <div><h3>Paths by class and verdict</h3>${paths(digest.paths)} <p class="note">${carrying(digest.peerings)}</p></div>
      <div><h3>Findings by severity</h3>${findings(digest.findings)}</div>
    </div>
  </section>`;
