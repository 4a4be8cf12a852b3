import { html, nothing, type TemplateResult } from 'lit-html';
import type { PlaceFilter } from '../filter.ts';
import { classNames, number } from '../words.ts';
import type { Counts, Crossing, Groups, Stay } from './group-paths.ts';

type OnFilter = (filter: PlaceFilter) => void;

const numbers = ({ total, usable, partial, blocked, unknown }: Counts): TemplateResult =>
  html`${[total, usable, partial, blocked, unknown].map(
    (many) => html`<td class="number">${many === 0 ? '–' : number(many)}</td>`,
  )}`;

const crossingRow = (crossing: Crossing, onFilter: OnFilter): TemplateResult => {
  const { from, to, class: pathClass, counts } = crossing;
  return html`<tr>
    <th scope="row">
      <button
        type="button"
        @click=${() => onFilter({ from, to, class: pathClass })}
      >
        <bdi>${from}</bdi> → <bdi>${to}</bdi
        ><span class="unseen">, ${classNames[pathClass]}</span>
      </button>
    </th>
    <td>${classNames[pathClass]}</td>
    ${numbers(counts)}
  </tr>`;
};

const stayRow = (stay: Stay, onFilter: OnFilter): TemplateResult => {
  const { region, counts } = stay;
  return html`<tr>
    <th scope="row">
      <button
        type="button"
        @click=${() => onFilter({ from: region, to: region })}
      >
        <bdi>${region}</bdi>
      </button>
    </th>
    <td>inside the Region</td>
    ${numbers(counts)}
  </tr>`;
};

/** A table of groups of paths, each row of which filters as its arc or dot does. */
export const pathTable = (
  crossings: readonly Crossing[],
  stays: readonly Stay[],
  onFilter: OnFilter,
): TemplateResult => html`<div class="scroll" tabindex="0" role="group" aria-label="Paths between and inside Regions">
  <table>
    <thead>
      <tr>
        <th scope="col">Regions</th>
        <th scope="col">Class</th>
        ${['Paths', 'Usable', 'Partial', 'Blocked', 'Unknown'].map(
          (title) => html`<th scope="col" class="number">${title}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${crossings.map((crossing) => crossingRow(crossing, onFilter))}
      ${stays.map((stay) => (stay.counts.total === 0 ? nothing : stayRow(stay, onFilter)))}
    </tbody>
  </table>
</div>`;

/** The same as the map tells, in words and numbers, folded away until asked for. */
export const mapTable = (
  { arcs, dots, unplacedCrossings, unplacedStays }: Groups,
  onFilter: OnFilter,
): TemplateResult => html`<details class="as-table">
  <summary>The map as a table</summary>
  ${pathTable([...arcs, ...unplacedCrossings], [...dots, ...unplacedStays], onFilter)}
</details>`;
