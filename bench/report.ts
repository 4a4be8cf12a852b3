import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { summarize } from '#app/summarize.ts';
import type { ScanResult } from '#model/result.ts';
import { publishedPeerings } from '#network/published-peerings.ts';
import { renderHtml } from '#report/html/render-html.ts';
import { toReportData } from '#report/report-data.ts';
import { evaluateRules } from '#rules/registry.ts';
import { aResult } from '#test/builders/result.ts';
import { findChromium } from '#test/lanes/chromium/find-chromium.ts';
import { cpuTime } from './cpu-time.ts';
import { hundredths, type Length } from './figures.ts';
import { generateNetwork } from './generate-network.ts';
import type { Figure } from './print.ts';
import { inputOf } from './rules-judged.ts';

/** The HTML report on one organization. */
export type ReportFigure = {
  paths: number;
  findings: number;
  /** Of the result as JSON, and of the file. */
  jsonKilobytes: number;
  htmlKilobytes: number;
  /** CPU time of rendering it. */
  renderMs: number;
  /** From the start of navigation to the first moment with nothing left to do once all is drawn: the best of three. */
  interactiveMs: number;
  /** From a click on the list of findings until it is drawn: the best of three. */
  findingsShownMs: number;
  heapMegabytes: number;
};

/** VPCs of organizations with some 500 and 5,000 paths. */
const sizes: Record<Length, number[]> = { full: [139, 1389], short: [28] };
const openings = 3;

const resultOf = (vpcs: number): ScanResult => {
  const input = inputOf(generateNetwork(vpcs));
  const { paths, coverage } = input;
  const findings = evaluateRules(input).map(({ dependsOn: _dependsOn, ...finding }) => finding);
  return aResult({
    paths: [...paths],
    peerings: publishedPeerings(input.network),
    findings,
    coverage,
    summary: summarize([...paths], findings, coverage.scopes),
  });
};

type Opened = { interactiveMs: number; findingsShownMs: number; heapMegabytes: number };

const idle = 'new Promise((resolve) => requestIdleCallback(() => resolve(performance.now())))';

/** What happens between a change of the address and the moment in which there is nothing left to do. */
const timeOf = (hash: string): string =>
  `(async () => { const before = performance.now(); location.hash = ${JSON.stringify(hash)};
    await new Promise(requestAnimationFrame); return (await ${idle}) - before; })()`;

const openOnce = async (browser: Browser, url: string): Promise<Opened> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForSelector('main h1, main h2');
  const interactiveMs = await page.evaluate<number>(idle);
  const findingsShownMs = await page.evaluate<number>(timeOf('#/view=findings'));
  const heap = await page.evaluate<number>('performance.memory.usedJSHeapSize');
  await context.close();
  return { interactiveMs, findingsShownMs, heapMegabytes: heap / 1e6 };
};

const measure = async (browser: Browser, vpcs: number): Promise<ReportFigure> => {
  const result = resultOf(vpcs);
  const { value: html, seconds } = cpuTime(() => renderHtml(toReportData(result, null)));
  const folder = await mkdtemp(join(tmpdir(), 'report-bench-'));
  try {
    const file = join(folder, 'report.html');
    await writeFile(file, html);
    const opened: Opened[] = [];
    while (opened.length < openings) opened.push(await openOnce(browser, pathToFileURL(file).href));
    const least = (of: (one: Opened) => number): number => Math.round(Math.min(...opened.map(of)));
    return {
      paths: result.paths.length,
      findings: result.findings.length,
      jsonKilobytes: Math.round(Buffer.byteLength(JSON.stringify(result)) / 1000),
      htmlKilobytes: Math.round(Buffer.byteLength(html) / 1000),
      renderMs: Math.round(hundredths(seconds) * 1000),
      interactiveMs: least(({ interactiveMs }) => interactiveMs),
      findingsShownMs: least(({ findingsShownMs }) => findingsShownMs),
      heapMegabytes: least(({ heapMegabytes }) => heapMegabytes),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** Bytes of the HTML report, and the time until a reader can use it, in a real browser; skipped where there is none. */
export const report = async (length: Length): Promise<(ReportFigure | Figure)[]> => {
  const executablePath = findChromium();
  if (executablePath === null) return [{ skipped: 'no /usr/bin/chromium and no CHROMIUM_PATH' }];
  // As root, as in a container, Chromium has no sandbox of its own.
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const figures: ReportFigure[] = [];
    for (const vpcs of sizes[length]) figures.push(await measure(browser, vpcs));
    return figures;
  } finally {
    await browser.close();
  }
};
