import { html, render } from 'lit-html';
import { app } from './app.ts';
import { showDrawer } from './detail/drawer.ts';
import { loadData } from './load-data.ts';
import { type Report, toReport } from './report.ts';
import { fromHash, toHash } from './state.ts';
import type { View } from './view.ts';

/** What the reader was led to: scrolled to, and where the keyboard goes on from. */
const show = (id: string): void => {
  const element = document.getElementById(id);
  element?.scrollIntoView();
  element?.focus({ preventScroll: true });
};

/** Draws the report as the address has it, now and whenever the address is another. */
const run = (root: HTMLElement, report: Report): void => {
  let toShow: string | null = null;
  let openedBefore: string | null = null;

  const go: View['go'] = (state, { isStep = true, show: id } = {}) => {
    const hash = toHash(state);
    if (id !== undefined) toShow = id;
    if (isStep) location.assign(hash);
    else location.replace(hash);
  };

  const draw = (): void => {
    const state = fromHash(location.hash);
    render(app({ report, state, go }), root);
    const opened = state.opened === null ? null : `${state.opened.kind} ${state.opened.id}`;
    showDrawer(root, opened, openedBefore);
    openedBefore = opened;
    if (toShow !== null) show(toShow);
    toShow = null;
  };

  /** A link that names what to look at leads there: at once within the page, else when its address is drawn. */
  const follow = (event: MouseEvent): void => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-show]') : null;
    const id = link?.dataset['show'];
    if (link === null || id === undefined) return;
    const isElsewhere = link.hash.startsWith('#/');
    if (isElsewhere && link.href !== location.href) {
      toShow = id;
      return;
    }
    event.preventDefault();
    show(id);
  };

  root.addEventListener('click', follow);
  addEventListener('hashchange', draw);
  draw();
};

const start = async (): Promise<void> => {
  const root = document.getElementById('app');
  if (root === null) return;
  try {
    const report = toReport(await loadData(document));
    root.replaceChildren();
    run(root, report);
  } catch (error) {
    root.replaceChildren();
    render(
      html`<main><h1>The report cannot be shown</h1><p>${String(error)}</p><p>It needs a browser of 2024 or later.</p></main>`,
      root,
    );
  }
};

void start();
