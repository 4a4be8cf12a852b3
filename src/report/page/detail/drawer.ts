import { html, type TemplateResult } from 'lit-html';
import type { View } from '../view.ts';
import { findingDetail } from './finding-detail.ts';
import { pathDetail } from './path-detail.ts';

const gone = {
  title: html`Not in this report`,
  body: html`<p>The path or finding that the address names is not in this page: it may be of another
    night, or be among what the page has no room for.</p>`,
};

const detailOf = (view: View): { title: TemplateResult; body: TemplateResult } | null => {
  const { report, state } = view;
  if (state.opened === null) return null;
  const { kind, id } = state.opened;
  if (kind === 'path') {
    const row = report.pathById.get(id);
    return row === undefined ? gone : pathDetail(view, row);
  }
  const row = report.findingById.get(id);
  return row === undefined ? gone : findingDetail(view, row);
};

/** The one path or finding that is opened, over the page. Esc closes it, as the browser has it for a dialog. */
export const drawer = (view: View): TemplateResult => {
  const { state, go } = view;
  const detail = detailOf(view);
  const close = (): void => go({ ...state, opened: null });
  return html`<dialog class="drawer" aria-labelledby="drawer-title" @close=${() => state.opened !== null && close()}>
    ${
      detail === null
        ? ''
        : html`<header>
            <h2 id="drawer-title" tabindex="-1">${detail.title}</h2>
            <button type="button" class="close" aria-label="Close" @click=${close}><span aria-hidden="true">✕</span></button>
          </header>
          <div class="drawer-body">${detail.body}</div>`
    }
  </dialog>`;
};

/** Opens or closes the dialog as the state has it, and has the reader look at the head of what is newly opened. */
export const showDrawer = (root: ParentNode, opened: string | null, before: string | null): void => {
  const dialog = root.querySelector<HTMLDialogElement>('dialog.drawer');
  if (dialog === null) return;
  if (opened === null && dialog.open) dialog.close();
  if (opened !== null && !dialog.open) dialog.showModal();
  if (opened === null || opened === before) return;
  dialog.querySelector('.drawer-body')?.scrollTo(0, 0);
  dialog.querySelector<HTMLElement>('#drawer-title')?.focus();
};
