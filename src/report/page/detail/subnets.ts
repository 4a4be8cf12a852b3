import { html, type TemplateResult } from 'lit-html';
import type { ConnectionPath } from '#model/path.ts';
import { hopTitles, number } from '../words.ts';

/** Address ranges of a subnet that are told; more are counted. */
const mostRanges = 12;

/** Subnets of a VPC that are listed. */
const mostSubnets = 200;

const ranges = (open: readonly string[]): string => {
  if (open.length === 0) return 'none';
  const left = open.length - mostRanges;
  return `${open.slice(0, mostRanges).join(', ')}${left > 0 ? ` and ${number(left)} more` : ''}`;
};

/** Subnet by subnet, the addresses that get through, and what stops the rest. */
export const subnetTable = ({ subnets }: ConnectionPath): TemplateResult =>
  subnets.length === 0
    ? html`<p>No subnet of the client is known.</p>`
    : html`<div class="scroll" role="region" aria-label="Subnets of the client" tabindex="0"><table>
        <caption class="unseen">Subnets of the client, and which of their addresses get through</caption>
        <thead><tr><th scope="col">Subnet</th><th scope="col">Addresses</th><th scope="col">Get through</th><th scope="col">The rest stops at</th></tr></thead>
        <tbody>${subnets.slice(0, mostSubnets).map(
          ({ subnetId, cidr, open, stoppedBy }) => html`<tr>
            <th scope="row"><code>${subnetId}</code></th>
            <td>${cidr}</td>
            <td>${ranges(open)}</td>
            <td>${stoppedBy === null ? '–' : hopTitles[stoppedBy]}</td>
          </tr>`,
        )}</tbody>
      </table></div>
      ${subnets.length > mostSubnets ? html`<p>And ${number(subnets.length - mostSubnets)} more, which the JSON result tells.</p>` : ''}`;
