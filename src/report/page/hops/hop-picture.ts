import { html, nothing, type TemplateResult } from 'lit-html';
import type { ConnectionPath } from '#model/path.ts';
import { accountName, hopTitles, serviceName } from '../words.ts';
import { statusSign } from './sign.ts';
import { nameHopOf, type Stage, toStages } from './stages.ts';

/** Text that AWS or a person gave: its direction stays its own. */
const given = (text: string | null): TemplateResult | typeof nothing =>
  text === null ? nothing : html`<bdi>${text}</bdi>`;

const facts = (...texts: readonly (string | null)[]): TemplateResult =>
  html`${texts.map((text) => (text === null ? nothing : html`<span class="fact">${given(text)}</span>`))}`;

const clientEnd = ({ consumer }: ConnectionPath): TemplateResult => html`<li class="end side-client">
  <span class="rail"><span class="terminal" aria-hidden="true"></span></span>
  <div class="said">
    <span class="title"><span class="kind">client</span> ${given(accountName(consumer))}</span>
    ${facts(consumer.region, consumer.vpcId, consumer.accountName === null ? null : consumer.accountId)}
  </div>
</li>`;

const serviceEnd = (path: ConnectionPath, isReached: boolean): TemplateResult => html`<li
  class="end side-service ${isReached ? '' : 'unreached'}"
>
  <span class="rail"><span class="terminal" aria-hidden="true"></span></span>
  <div class="said">
    <span class="title"><span class="kind">service</span> ${given(serviceName(path))}</span>
    ${facts(path.service.region)}
  </div>
</li>`;

/** Where the way goes over into another Region, and what carries it. */
const border = (from: string | null, to: string | null, carrier: string): TemplateResult | typeof nothing =>
  from === null || to === null || from === to
    ? nothing
    : html`<span class="crossing"
        ><span class="kind">Region border</span> ${given(from)} → ${given(to)}
        <span class="quiet">over ${carrier}</span></span
      >`;

/** Into whose network a peering leads. */
const beyond = ({ consumer, endpoint }: ConnectionPath): TemplateResult => html`
  ${border(consumer.region, endpoint.region, 'the peering')}
  <span class="crossing"><span class="kind">into</span> ${facts(endpoint.vpcId, endpoint.accountId)}</span>`;

const stageItem = ({ hop, side, isReached, fix }: Stage, path: ConnectionPath): TemplateResult => html`<li
  class="hop side-${side} status-${hop.status} ${isReached ? '' : 'unreached'} ${fix === null ? '' : 'mended'}"
>
  <span class="rail">${statusSign(hop.status)}</span>
  <div class="said">
    <span class="title">${hopTitles[hop.name]}</span>
    ${hop.resource === null ? nothing : html`<code>${given(hop.resource)}</code>`}
    <span class="detail">${given(hop.detail)}</span>
    ${isReached ? nothing : html`<span class="unseen">nothing gets here</span>`}
    ${fix === null ? nothing : html`<span class="fix"><span class="kind">to mend it</span> ${given(fix)}</span>`}
    ${hop.name === 'peering-state' ? beyond(path) : nothing}
  </div>
</li>`;

/** PrivateLink itself carries some paths from the endpoint into another Region. */
const lastBorder = ({ endpoint, service }: ConnectionPath): TemplateResult | typeof nothing => {
  const crossing = border(endpoint.region, service.region, 'PrivateLink');
  return crossing === nothing
    ? nothing
    : html`<li class="hop side-peering bare">
        <span class="rail"><span class="gate" aria-hidden="true"></span></span>
        <div class="said">${crossing}</div>
      </li>`;
};

const nameNote = (path: ConnectionPath): TemplateResult | typeof nothing => {
  const hop = nameHopOf(path);
  if (hop === null) return nothing;
  return html`<p class="name-note status-${hop.status}">
    ${statusSign(hop.status)}
    <span
      ><span class="title">Name</span> <span class="quiet">no part of the verdict</span>
      ${hop.resource === null ? nothing : html`<code>${given(hop.resource)}</code>`} ${given(hop.detail)}</span
    >
  </p>`;
};

/** One path as a picture: its hops from the client to the service, the first that fails with what would mend it. */
export const hopPicture = (path: ConnectionPath): TemplateResult => {
  const stages = toStages(path);
  const isReached = stages.every(({ hop }) => hop.status !== 'fail');
  return html`<div class="hop-picture">
    <ol class="way verdict-${path.verdict}" aria-label="Hops from the client to the service">
      ${clientEnd(path)} ${stages.map((stage) => stageItem(stage, path))} ${lastBorder(path)}
      ${serviceEnd(path, isReached)}
    </ol>
    ${nameNote(path)}
  </div>`;
};
