import { html, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { drawer } from './detail/drawer.ts';
import type { PlaceFilter } from './filter.ts';
import { worldMap } from './map/world-map.ts';
import { changes } from './sections/changes.ts';
import { coverage } from './sections/coverage.ts';
import { director } from './sections/director.ts';
import { explore } from './sections/explore.ts';
import { firstScreen } from './sections/first-screen.ts';
import { leftOut } from './sections/left-out.ts';
import { masthead } from './sections/masthead.ts';
import { numbers } from './sections/numbers.ts';
import { publishing } from './sections/publishing.ts';
import { withFilter } from './state.ts';
import type { View } from './view.ts';

/** A choice on the map takes the place of the one before; what else is filtered by stays. */
const map = ({ report, state, go }: View): TemplateResult => {
  if (report.paths.length === 0) return html`<p>No connection path was found, so there is none to draw.</p>`;
  const { from: _from, to: _to, region: _region, class: _class, ...others } = state.filter;
  return worldMap({
    paths: report.result.paths,
    filter: state.filter,
    onFilter: (place: PlaceFilter) => go(withFilter(state, { ...others, ...place })),
  });
};

/** The whole page. What does not depend on the state is drawn once. */
export const app = (view: View): TemplateResult => {
  const { report, state } = view;
  return html`${masthead(report)}
    <main id="main" tabindex="-1">
      ${firstScreen(view)}
      <section class="block map-block" aria-labelledby="map-title">
        <h2 id="map-title">Where the paths lead</h2>
        ${leftOut(report)} ${guard([report, JSON.stringify(state)], () => map(view))}
      </section>
      ${guard([report], () => numbers(report.digest))}
      ${explore(view)} ${changes(view)} ${director(view)} ${coverage(view)}
      ${guard([report], () => publishing(view))}
    </main>
    ${drawer(view)}`;
};
