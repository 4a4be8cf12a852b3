// Takes the README's pictures of the report: what somebody sees first of what the demo leaves, to the end of the map, light and dark, in a real
// browser (CHROMIUM_PATH, else Debian's). Not part of `generate`: no two browsers draw the same pixels.
import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const width = 1200;

const folder = await mkdtemp(join(tmpdir(), 'picture-'));
execFileSync(process.execPath, [at('../src/cli/main.ts'), 'demo'], { cwd: folder, stdio: 'inherit' });
const [report] = globSync(join(folder, '*.html'));
if (report === undefined) throw new Error('the demo left no report');

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme,
      reducedMotion: 'reduce',
    });
    await page.goto(pathToFileURL(report).href);
    const map = await page.locator('svg.drawing').first().boundingBox();
    if (map === null) throw new Error('the report shows no map');
    const path = at(`../docs/report-${colorScheme}.png`);
    const clip = { x: 0, y: 0, width, height: Math.ceil(map.y + map.height) };
    await page.screenshot({ path, clip, fullPage: true });
    process.stdout.write(`wrote ${path}\n`);
    await page.close();
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
