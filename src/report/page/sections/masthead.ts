import { html, type TemplateResult } from 'lit-html';
import type { Report } from '../report.ts';
import { time } from '../words.ts';

/** What was audited, when, and by whom. */
export const masthead = ({ result }: Report): TemplateResult => {
  const { tool, finishedAt, partition, callerArn, input } = result;
  return html`<header class="masthead">
    <a class="skip" href="#main" data-show="main">Skip to the report</a>
    <p class="product"><b>VPC path auditor</b> <span class="quiet">${tool.version}</span></p>
    <p class="origin">
      ${input === 'live' ? 'Read from AWS' : 'Judged from a snapshot'}, <time datetime=${finishedAt}>${time(finishedAt)}</time>${
        partition === 'aws' ? '' : `, partition ${partition}`
      }${callerArn === null ? '' : html`, as <code>${callerArn}</code>`}
    </p>
    <button type="button" class="print" @click=${() => print()}>Print the summary</button>
  </header>`;
};
