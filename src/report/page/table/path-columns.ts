import { html } from 'lit-html';
import type { Verdict } from '#model/path.ts';
import { classMark, verdictMark } from '../marks.ts';
import type { PathRow } from '../report.ts';
import type { State } from '../state.ts';
import { linkTo } from '../view.ts';
import { accountName, classNames, hopTitles, number, serviceName } from '../words.ts';
import type { Column } from './data-table.ts';

const verdictRanks: Readonly<Record<Verdict, number>> = { blocked: 0, partial: 1, unknown: 2, usable: 3 };

const classRanks = Object.keys(classNames);

const openFindings = ({ findings }: PathRow): number =>
  findings.filter(({ status }) => status === 'failed' || status === 'warning').length;

/** Bedrock over a peering first, what it came for; then class by class, what does not work before what does. */
export const byInterest = (a: PathRow, b: PathRow): number =>
  classRanks.indexOf(a.path.class) - classRanks.indexOf(b.path.class) ||
  verdictRanks[a.path.verdict] - verdictRanks[b.path.verdict] ||
  (a.path.id < b.path.id ? -1 : 1);

/** The table of paths. The client names the row, and leads to the path. */
export const pathColumns = (state: State): readonly Column<PathRow>[] => [
  {
    id: 'client',
    title: 'Client',
    kind: 'head',
    keyOf: ({ path: { consumer } }) =>
      `${accountName(consumer)} ${consumer.region ?? ''} ${consumer.vpcId ?? ''}`,
    cell: ({ path }) =>
      html`<a href=${linkTo(state, 'path', path.id)}><bdi>${accountName(path.consumer)}</bdi></a>
        <span class="under">${path.consumer.region ?? 'Region not known'} <code>${path.consumer.vpcId ?? 'VPC not known'}</code></span>`,
  },
  {
    id: 'service',
    title: 'Service',
    keyOf: ({ path }) => `${serviceName(path)} ${path.service.region ?? ''}`,
    cell: ({ path }) =>
      html`<bdi>${serviceName(path)}</bdi> <span class="under">${path.service.region ?? 'Region not known'}</span>`,
  },
  {
    id: 'verdict',
    title: 'Verdict',
    keyOf: ({ path }) => verdictRanks[path.verdict],
    cell: ({ path: { verdict, firstFailedHop } }) =>
      html`${verdictMark(verdict)} ${firstFailedHop === null ? '' : html`<span class="under">at ${hopTitles[firstFailedHop]}</span>`}`,
  },
  {
    id: 'class',
    title: 'Class',
    keyOf: ({ path }) => classNames[path.class],
    cell: ({ path }) => classMark(path.class),
  },
  {
    id: 'via',
    title: 'Through',
    kind: 'aside',
    keyOf: ({ path }) => `${path.peeringId ?? ''} ${path.endpoint.vpcEndpointId}`,
    cell: ({ path: { peeringId, endpoint } }) =>
      html`${peeringId === null ? '' : html`<code class="line">${peeringId}</code>`}<code class="line">${endpoint.vpcEndpointId}</code>`,
  },
  {
    id: 'findings',
    title: 'Findings',
    kind: 'number',
    keyOf: openFindings,
    cell: (row) => number(openFindings(row)),
  },
];
