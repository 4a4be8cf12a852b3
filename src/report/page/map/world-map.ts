import { html, nothing, type TemplateResult } from 'lit-html';
import type { ConnectionPath } from '#model/path.ts';
import type { PlaceFilter } from '../filter.ts';
import { count } from '../words.ts';
import { arcView } from './arc-view.ts';
import type { Choice } from './choosable.ts';
import { dotView, labelView } from './dot-view.ts';
import { type Drawing, draw } from './draw.ts';
import { type Crossing, type Groups, groupPaths, type Stay } from './group-paths.ts';
import { legend } from './legend.ts';
import { mapTable, pathTable } from './map-table.ts';
import type { Size } from './projection.ts';

export type MapOptions = {
  /** All paths of the report, always the same array: what is filtered away is dimmed, and stays where it was. */
  paths: readonly ConnectionPath[];
  filter: PlaceFilter;
  /** Called with the one arc or dot that was chosen; with `{}` when the choice is taken back. */
  onFilter: (filter: PlaceFilter) => void;
};

/** Two drawings, of which the style sheet shows the one that fits: text on a map does not shrink with it. */
const wide: Size = { width: 1000, height: 430 };
const narrow: Size = { width: 380, height: 230 };

const isArc = (filter: PlaceFilter, { from, to, class: pathClass }: Crossing): boolean =>
  filter.from === from && filter.to === to && (filter.class ?? pathClass) === pathClass;

const isDot = (filter: PlaceFilter, { region }: Stay): boolean => filter.region === region;

/** Whether the arc is among what the filter lets through. */
const isArcLit = (filter: PlaceFilter, arc: Crossing): boolean =>
  (filter.from ?? arc.from) === arc.from &&
  (filter.to ?? arc.to) === arc.to &&
  (filter.class ?? arc.class) === arc.class &&
  (filter.region === undefined || filter.region === arc.from || filter.region === arc.to);

const isDotLit = ({ from, to, region }: PlaceFilter, dot: Stay): boolean => {
  const asked = [from, to, region].filter((one) => one !== undefined);
  return asked.length === 0 || asked.includes(dot.region);
};

type Chooser = Pick<MapOptions, 'filter' | 'onFilter'>;

const arcChoice = ({ filter, onFilter }: Chooser, arc: Crossing): Choice => {
  const isChosen = isArc(filter, arc);
  const { from, to, class: pathClass } = arc;
  return {
    isChosen,
    isDimmed: !isArcLit(filter, arc),
    choose: () => onFilter(isChosen ? {} : { from, to, class: pathClass }),
  };
};

const dotChoice = ({ filter, onFilter }: Chooser, dot: Stay): Choice => {
  const isChosen = isDot(filter, dot);
  return {
    isChosen,
    isDimmed: !isDotLit(filter, dot),
    choose: () => onFilter(isChosen ? {} : { region: dot.region }),
  };
};

const drawing = (
  { land: outline, arcs, dots, labels }: Drawing,
  { size: { width, height }, detailed, className }: { size: Size; detailed: boolean; className: string },
  chooser: Chooser,
): TemplateResult => {
  const byRegion = new Map(dots.map((dot) => [dot.dot.region, dot]));
  return html`<svg
    class="drawing ${className}"
    viewBox="0 0 ${width} ${height}"
    role="group"
    aria-label="Map of the paths between Regions"
  >
    <path class="land" d=${outline}></path>
    ${arcs.map((arc) => arcView(arc, arcChoice(chooser, arc.arc)))}
    ${dots.map((dot) => dotView(dot, dotChoice(chooser, dot.dot)))}
    ${labels.map((label) => {
      const dot = byRegion.get(label.key);
      return dot === undefined ? nothing : labelView(label, dot, detailed);
    })}
  </svg>`;
};

const offTheMap = (
  { unplacedCrossings, unplacedStays, unknown }: Groups,
  onFilter: MapOptions['onFilter'],
): TemplateResult | typeof nothing => {
  const hasUnplaced = unplacedCrossings.length + unplacedStays.length > 0;
  if (!hasUnplaced && unknown === null) return nothing;
  return html`<div class="off-the-map">
    ${
      hasUnplaced
        ? html`<h3>Not on the map</h3>
          <p>Nobody tells where these Regions are.</p>
          ${pathTable(unplacedCrossings, unplacedStays, onFilter)}`
        : nothing
    }
    ${unknown === null ? nothing : html`<p>Of ${count(unknown.total, 'path')} a Region is not known.</p>`}
  </div>`;
};

type Scene = { groups: Groups; wide: Drawing; narrow: Drawing };

const compose = (paths: readonly ConnectionPath[]): Scene => {
  const groups = groupPaths(paths);
  return { groups, wide: draw(groups, wide, true), narrow: draw(groups, narrow, false) };
};

/** The geometry does not change while a report is read, and every letter that is typed draws the page again. */
const scenes = new WeakMap<readonly ConnectionPath[], Scene>();

const sceneOf = (paths: readonly ConnectionPath[]): Scene => {
  const scene = scenes.get(paths) ?? compose(paths);
  scenes.set(paths, scene);
  return scene;
};

/** The map: Regions in use, paths between them as arcs, a legend, and all of it as a table. */
export const worldMap = ({ paths, filter, onFilter }: MapOptions): TemplateResult => {
  const { groups, ...drawn } = sceneOf(paths);
  const chooser = { filter, onFilter };
  const isFiltered = [filter.from, filter.to, filter.region].some((place) => place !== undefined);
  return html`<figure class="world-map">
    ${drawing(drawn.wide, { size: wide, detailed: true, className: 'wide' }, chooser)}
    ${drawing(drawn.narrow, { size: narrow, detailed: false, className: 'narrow' }, chooser)}
    <figcaption>
      ${legend(groups)}
      <button type="button" class="clear" ?disabled=${!isFiltered} @click=${() => onFilter({})}>
        Show all Regions
      </button>
    </figcaption>
    ${offTheMap(groups, onFilter)} ${mapTable(groups, onFilter)}
  </figure>`;
};
