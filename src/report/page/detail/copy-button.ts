import { html, type TemplateResult } from 'lit-html';

const told = 2000;

const copy = async (button: HTMLButtonElement, text: string): Promise<void> => {
  const said = button.nextElementSibling;
  const say = (words: string): void => said?.replaceChildren(words);
  try {
    await navigator.clipboard.writeText(text);
    say('Copied');
  } catch {
    say('Not allowed here: select the text and copy it');
  }
  setTimeout(() => say(''), told);
};

/** Copies a text, and says that it did. */
export const copyButton = (title: string, text: string): TemplateResult =>
  html`<span class="copy"><button type="button" @click=${({ currentTarget }: Event) => {
    if (currentTarget instanceof HTMLButtonElement) void copy(currentTarget, text);
  }}>${title}</button><span role="status"></span></span>`;
