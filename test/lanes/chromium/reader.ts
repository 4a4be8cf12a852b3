import type { Opened } from './bench.ts';

/** How many rows there are, in the words that a reader sees. */
export const told = ({ page }: Opened): Promise<string> => page.locator('.told').innerText();

/** What names each row of the table. */
export const rows = ({ page }: Opened): Promise<string[]> =>
  page.locator('table.data tbody th a').allInnerTexts();

/** The fragment that opens one path or finding. */
export const linkTo = (kind: 'path' | 'finding', id: string): string =>
  `#${new URLSearchParams({ [kind]: id }).toString()}`;

/** Goes on with Tab until what has the focus is what the selector says. */
export const tabTo = async ({ page }: Opened, selector: string): Promise<void> => {
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`Tab does not lead to ${selector}`);
};
