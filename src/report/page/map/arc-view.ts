import { nothing, svg, type TemplateResult } from 'lit-html';
import { type Choice, choosable } from './choosable.ts';
import { conditionOf } from './condition.ts';
import type { DrawnArc } from './draw.ts';
import type { Mark } from './marks.ts';
import { crossingSentence } from './sentences.ts';

const number = (value: number): string => value.toFixed(1);

/** A cross in a disc: somewhere here a path ends before its service. */
export const breakMark = ({ x, y }: Pick<Mark, 'x' | 'y'>, scale = 1): TemplateResult => svg`
  <g class="break" transform="translate(${number(x)} ${number(y)}) scale(${scale})">
    <circle r="6.5"></circle>
    <path d="M-2.6 -2.6L2.6 2.6M2.6 -2.6L-2.6 2.6"></path>
  </g>`;

const arrowHead = (
  { x, y, angle }: Mark,
  { width, scale }: Pick<DrawnArc, 'width' | 'scale'>,
): TemplateResult => {
  const size = 5 * scale + width;
  return svg`<path
    class="head"
    transform="translate(${number(x)} ${number(y)}) rotate(${number(angle)})"
    d="M${number(size * 0.9)} 0L${number(-size * 0.6)} ${number(size * 0.7)}L${number(-size * 0.6)} ${number(-size * 0.7)}Z"
  ></path>`;
};

/** One arc: a line, the head of an arrow, a break mark where a path is blocked, and room to click. */
export const arcView = ({ arc, d, width, scale, head, middle }: DrawnArc, choice: Choice): TemplateResult => {
  const { line, hasBreak } = conditionOf(arc.counts);
  return choosable(
    { look: `arc class-${arc.class} line-${line}`, sentence: crossingSentence(arc) },
    choice,
    svg`<path class="reach" d=${d}></path>
    <path class="halo" d=${d} stroke-width=${number(width + 3)}></path>
    <path class="line" d=${d} stroke-width=${number(width)}></path>
    ${head === null ? nothing : arrowHead(head, { width, scale })}
    ${middle !== null && hasBreak ? breakMark(middle, scale) : nothing}`,
  );
};
