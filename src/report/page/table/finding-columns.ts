import { html } from 'lit-html';
import type { FindingStatus, Severity } from '#model/finding.ts';
import { findingMark } from '../marks.ts';
import type { FindingRow } from '../report.ts';
import type { State } from '../state.ts';
import { linkTo } from '../view.ts';
import type { Column } from './data-table.ts';

const severityRanks: Readonly<Record<Severity, number>> = {
  critical: 0,
  high: 1,
  medium: 2,
  low: 3,
  informational: 4,
};

/** What is open, by severity; what could not be judged; what passed. What was accepted is with what passed. */
const statusRanks: Readonly<Record<FindingStatus, number>> = {
  failed: 0,
  warning: 1,
  'not-evaluated': 20,
  passed: 30,
};

type Told = Pick<FindingRow, 'finding'>;

const rankOf = ({ finding: { severity, status, exemption } }: Told): number =>
  (exemption === null ? statusRanks[status] : statusRanks.passed) + 2 * severityRanks[severity];

/** The most severe that is open first. */
export const findingsByInterest = (a: Told, b: Told): number =>
  rankOf(a) - rankOf(b) || (a.finding.id < b.finding.id ? -1 : 1);

/** The table of findings. The title names the row, and leads to the finding. */
export const findingColumns = (
  state: State,
  nameOf: (accountId: string) => string,
): readonly Column<FindingRow>[] => [
  {
    id: 'severity',
    title: 'Severity',
    keyOf: rankOf,
    cell: ({ finding }) => findingMark(finding),
  },
  {
    id: 'title',
    title: 'Finding',
    kind: 'head',
    keyOf: ({ finding }) => finding.title,
    cell: ({ finding }) => html`<a href=${linkTo(state, 'finding', finding.id)}>${finding.title}</a>`,
  },
  {
    id: 'rule',
    title: 'Rule',
    kind: 'aside',
    keyOf: ({ finding }) => finding.rule,
    cell: ({ finding }) => html`<code>${finding.rule}</code>`,
  },
  {
    id: 'owner',
    title: 'To be fixed by',
    keyOf: ({ finding }) => finding.fixOwner ?? '',
    cell: ({ finding: { fixOwner } }) => (fixOwner === null ? '–' : html`<bdi>${nameOf(fixOwner)}</bdi>`),
  },
  {
    id: 'place',
    title: 'Account and Region',
    kind: 'aside',
    keyOf: ({ finding }) => `${finding.accountId} ${finding.region}`,
    cell: ({ finding: { accountId, region } }) =>
      html`<bdi>${nameOf(accountId)}</bdi> <span class="under">${region}</span>`,
  },
];
