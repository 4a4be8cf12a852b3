import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Screenshots for whoever wants to look; nobody compares them. Not in the repository. */
const pictures = fileURLToPath(new URL('../../../dist/chromium/', import.meta.url));

/** A report that is open in the browser, with whatever it should not have done. */
export type Opened = {
  page: Page;
  /** Requests other than for the file itself, errors, warnings and refusals of the policy. */
  complaints: string[];
  /** Of all of it, or of what fits the screen. */
  picture: (name: string, isWhole?: boolean) => Promise<void>;
};

export type Look = Pick<BrowserContextOptions, 'colorScheme' | 'viewport'>;

export type Bench = {
  /** Opens the report `html` in a context of its own, at the fragment given. */
  open: (html: string, look: Look, hash?: string) => Promise<Opened>;
  opened: () => number;
  close: () => Promise<void>;
};

/** Keeps what the policy refuses where the test can ask for it; it runs before anything of the page does. */
const listen = `globalThis.refusals = [];
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
  refusals.push(violatedDirective + ' ' + blockedURI + ' ' + sample));`;

/** The masthead is drawn with all else, and not before. */
const isDrawn = '.masthead';

const watch = async (page: Page, url: string): Promise<string[]> => {
  const complaints: string[] = [];
  await page.route('**/*', async (route) => {
    if (route.request().url() === url) return route.continue();
    complaints.push(`request: ${route.request().url().slice(0, 200)}`);
    return route.abort();
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => complaints.push(`popup: ${popup.url()}`));
  page.on('download', (download) => complaints.push(`download: ${download.url()}`));
  return complaints;
};

/** One browser for the whole lane. As root, as in a container, Chromium has no sandbox of its own. */
export const openBench = async (executablePath: string): Promise<Bench> => {
  const [browser, folder] = await Promise.all([
    chromium.launch({ executablePath, args: ['--no-sandbox'] }),
    mkdtemp(join(tmpdir(), 'report-')),
    mkdir(pictures, { recursive: true }),
  ]);
  let opened = 0;
  return {
    open: async (html, look, hash = '') => {
      opened += 1;
      const file = join(folder, `${opened}.html`);
      await writeFile(file, html);
      const url = pathToFileURL(file).href;
      const context = await browser.newContext({ ...look, reducedMotion: 'reduce' });
      const page = await context.newPage();
      const complaints = await watch(page, url);
      await page.addInitScript(listen);
      await page.goto(`${url}${hash}`);
      await page.waitForSelector(isDrawn);
      return {
        page,
        complaints,
        picture: async (name, isWhole = true) => {
          await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: isWhole });
        },
      };
    },
    opened: () => opened,
    close: async () => {
      await browser.close();
      await rm(folder, { recursive: true });
    },
  };
};

/** Everything the page did that it should not have, the policy's refusals among it. */
export const misdeedsOf = async ({ page, complaints }: Opened): Promise<string[]> => [
  ...complaints,
  ...(await page.evaluate<string[]>('globalThis.refusals')),
];
