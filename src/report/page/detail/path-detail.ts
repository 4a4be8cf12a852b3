import { html, type TemplateResult } from 'lit-html';
import type { PublishedFinding } from '#model/finding.ts';
import type { ConnectionPath } from '#model/path.ts';
import { hopPicture } from '../hops/hop-picture.ts';
import { classMark, findingMark, verdictMark } from '../marks.ts';
import type { PathRow } from '../report.ts';
import { findingsByInterest } from '../table/finding-columns.ts';
import { accountOf, linkTo, type View, wholeAccountOf } from '../view.ts';
import { accountName, hopTitles, resolutions, serviceName, unknownReasons } from '../words.ts';
import { facts } from './facts.ts';
import { fixBox } from './fix-box.ts';
import { subnetTable } from './subnets.ts';

/** `name in us-west-2`, of what is told. */
const told = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null).join(' ');

const account = ({ report }: View, accountId: string | null): string =>
  accountId === null ? 'account not known' : wholeAccountOf(report, accountId);

const reason = ({ verdict, firstFailedHop, unknownReason, family }: ConnectionPath): string => {
  const of = family === null ? '' : ` (${family === 'ipv4' ? 'IPv4' : 'IPv6'})`;
  if (verdict === 'unknown')
    return unknownReason === null
      ? `It is not known why${of}.`
      : `Not known, as ${unknownReasons[unknownReason]}${of}.`;
  if (verdict === 'usable') return `At least one whole subnet gets through${of}.`;
  const at = firstFailedHop === null ? '' : `, first at the ${hopTitles[firstFailedHop]}`;
  return verdict === 'partial'
    ? `Some addresses get through, and no whole subnet${at}${of}.`
    : `Nothing gets through${at}${of}.`;
};

const list = (title: string, items: readonly string[]): TemplateResult | string =>
  items.length === 0 ? '' : html`<h3>${title}</h3><ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;

const ownerSources: Readonly<Record<ConnectionPath['service']['ownerSource'], string>> = {
  'service-details': 'AWS says so',
  'service-configuration': "the owner's own account says so",
  'service-name': 'by its name',
  unknown: 'not known',
};

const pathFacts = (
  view: View,
  { consumer, endpoint, service, peeringId, dns, id }: ConnectionPath,
): TemplateResult =>
  facts([
    [
      'Client',
      html`<bdi>${account(view, consumer.accountId)}</bdi>, ${told(consumer.region, consumer.vpcId)}`,
    ],
    ['Peering', peeringId === null ? null : html`<code>${peeringId}</code>`],
    [
      'Endpoint',
      html`<code>${endpoint.vpcEndpointId}</code> (${told(endpoint.type, endpoint.state)}) of
        <bdi>${account(view, endpoint.accountId)}</bdi>, ${told(endpoint.region, endpoint.vpcId)}`,
    ],
    [
      'Service',
      service.name === null
        ? null
        : html`<bdi>${service.name}</bdi> in ${service.region ?? 'a Region that is not known'}`,
    ],
    [
      'Owner of the service',
      service.owner === null ? 'not known' : `${service.owner} (${ownerSources[service.ownerSource]})`,
    ],
    ['Ports', service.ports === null ? 'not known' : `TCP ${service.ports.join(', ')}`],
    ['Name', dns.name === null ? null : html`<bdi>${dns.name}</bdi> ${resolutions[dns.resolves]}`],
    ['ID', html`<code>${id}</code>`],
  ]);

const findingItem = ({ state }: View, finding: PublishedFinding): TemplateResult =>
  html`<li>${findingMark(finding)} <a href=${linkTo(state, 'finding', finding.id)}>${finding.title}</a></li>`;

const findingList = (view: View, { findings }: PathRow): TemplateResult => {
  if (findings.length === 0) return html`<h3>Findings</h3><p>No finding is about this path.</p>`;
  const rows = findings.map((finding) => ({ finding })).sort(findingsByInterest);
  return html`<h3>Findings</h3>
    <ul class="rows">${rows.map(({ finding }) => findingItem(view, finding))}</ul>`;
};

/** The account that a finding names for the same fix. */
const fixOwner = ({ report }: View, { path, findings }: PathRow): string | null => {
  const owner = findings.find(({ remediation }) => remediation === path.fix)?.fixOwner ?? null;
  return owner === null ? null : accountOf(report, owner);
};

/** All that is known of one path. */
export const pathDetail = (view: View, row: PathRow): { title: TemplateResult; body: TemplateResult } => {
  const { path } = row;
  return {
    title: html`<bdi>${accountName(path.consumer)}</bdi> ${path.consumer.region}
      <span aria-hidden="true">→</span><span class="unseen">to</span>
      <bdi>${serviceName(path)}</bdi> ${path.service.region}`,
    body: html`<p class="marks">${verdictMark(path.verdict)} ${classMark(path.class)}</p>
      <p>${reason(path)}</p>
      ${hopPicture(path)}
      ${path.fix === null ? '' : fixBox(path.fix, fixOwner(view, row))}
      <h3>Subnet by subnet</h3>
      ${subnetTable(path)}
      ${list('Provided that', path.provided)} ${list('Not assessed', path.notAssessed)}
      <h3>Why this class</h3>
      <p>${path.because}</p>
      ${findingList(view, row)}
      <h3>In full</h3>
      ${pathFacts(view, path)}`,
  };
};
