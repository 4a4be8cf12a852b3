import { nothing, svg, type TemplateResult } from 'lit-html';
import { breakMark } from './arc-view.ts';
import { type Choice, choosable } from './choosable.ts';
import { conditionOf } from './condition.ts';
import type { DrawnDot } from './draw.ts';
import type { Placed } from './place-labels.ts';
import { staySentence } from './sentences.ts';

/** One Region: its dot grows with the paths inside it. */
export const dotView = ({ dot, name, x, y, radius, scale }: DrawnDot, choice: Choice): TemplateResult => {
  const { line, hasBreak } = conditionOf(dot.counts);
  return choosable(
    { look: `dot line-${line}`, sentence: `${name}: ${staySentence(dot)}` },
    choice,
    svg`<circle class="reach" cx=${x.toFixed(1)} cy=${y.toFixed(1)} r=${(radius + 8).toFixed(1)}></circle>
    <circle class="disc" cx=${x.toFixed(1)} cy=${y.toFixed(1)} r=${radius.toFixed(1)}></circle>
    ${hasBreak ? breakMark({ x: x + radius * 0.9, y: y - radius * 0.9 }, 0.75 * scale) : nothing}`,
  );
};

/** A Region's name beside its dot, and below it what AWS calls it and how many paths stay inside. */
export const labelView = (
  { left, right, top, anchor }: Placed,
  { dot: { region, counts }, name }: DrawnDot,
  detailed: boolean,
): TemplateResult => {
  const x = { start: left, middle: (left + right) / 2, end: right }[anchor].toFixed(1);
  const stays = counts.total === 0 ? nothing : svg`<tspan class="stays" dx="6">${counts.total}</tspan>`;
  const below = detailed
    ? svg`<tspan class="region" x=${x} y=${(top + 26).toFixed(1)}>${region}</tspan>`
    : nothing;
  // In one line, since white space between the pieces would be drawn.
  return svg`<text class="label" text-anchor=${anchor} aria-hidden="true"><tspan class="place" x=${x} y=${(top + 12).toFixed(1)}>${name}</tspan>${stays}${below}</text>`;
};
