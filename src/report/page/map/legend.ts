import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { PathClass } from '#model/path.ts';
import { classNames } from '../words.ts';
import { breakMark } from './arc-view.ts';
import { conditionOf } from './condition.ts';
import type { Groups } from './group-paths.ts';

const sample = (className: string, hasBreak: boolean): TemplateResult => svg`
  <g class="arc ${className}">
    <path class="line" d="M2 8H54" stroke-width="2.6"></path>
    ${hasBreak ? breakMark({ x: 28, y: 8 }) : nothing}
  </g>`;

const entry = (className: string, text: string, hasBreak = false): TemplateResult => html`<li>
  <svg viewBox="0 0 56 16" width="56" height="16" aria-hidden="true">${sample(className, hasBreak)}</svg>${text}
</li>`;

const isClass = (name: string, present: ReadonlySet<PathClass>): name is PathClass =>
  present.has(name as PathClass);

/** What the colours and the strokes on the map mean: only those that are on it. */
export const legend = ({ arcs, dots }: Groups): TemplateResult => {
  const present = new Set(arcs.map((arc) => arc.class));
  const drawn = [...arcs, ...dots].map(({ counts }) => conditionOf(counts));
  const has = (line: string): boolean => drawn.some((condition) => condition.line === line);
  return html`<ul class="legend" aria-label="Legend of the map">
    ${Object.entries(classNames).map(([name, text]) =>
      isClass(name, present) ? entry(`class-${name} line-open`, text) : nothing,
    )}
    ${has('broken') ? entry('line-broken', 'every path blocked', true) : nothing}
    ${
      drawn.some(({ line, hasBreak }) => line !== 'broken' && hasBreak)
        ? entry('line-open', 'some paths blocked or partial', true)
        : nothing
    }
    ${has('unknown') ? entry('line-unknown', 'not known whether it works') : nothing}
    ${
      dots.some(({ counts }) => counts.total > 0)
        ? html`<li>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <g class="dot"><circle class="disc" cx="8" cy="8" r="5"></circle></g></svg
          >paths inside one Region, with their number
        </li>`
        : nothing
    }
  </ul>`;
};
