import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionPath } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { renderHtml } from '#report/html/render-html.ts';
import { toReportData } from '#report/report-data.ts';
import { aResult } from '#test/builders/result.ts';
import { violationsOn } from './chromium/axe.ts';
import { type Bench, type Look, misdeedsOf, type Opened, openBench } from './chromium/bench.ts';
import { findChromium } from './chromium/find-chromium.ts';
import { linkTo, rows, tabTo, told } from './chromium/reader.ts';
import { demoResult, evening, hostileResult, hostileTexts, manyResult } from './chromium/reports.ts';

/*
 * The HTML report in a real browser: it asks nobody for anything, runs nothing but its own script, is usable by
 * keyboard, screen reader, telephone and in the dark, and its filters say what the data says.
 *
 * It needs a Chromium (Debian: chromium; or CHROMIUM_PATH), and is skipped, saying so, where there is none.
 * Screenshots are left in dist/chromium for who wants to look.
 */

const chromium = findChromium();
if (chromium === null) console.log('chromium lane: skipped, no /usr/bin/chromium and no CHROMIUM_PATH');

const many = 5_000;

const looks: Record<string, Look> = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: 'light', viewport: { width: 360, height: 740 } },
  'phone in the dark': { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
};

/** A hostile text as the page tells it: as it is, but for what would turn round the text after it. */
const shown = (text: string): string => text.replaceAll(/\p{Bidi_Control}+/gu, ' ');

describe.skipIf(chromium === null)('the report in Chromium', { timeout: 60_000 }, () => {
  let bench: Bench;
  let demo: ScanResult;
  const reports: Record<string, string> = {};

  beforeAll(async () => {
    [bench, demo] = await Promise.all([openBench(chromium ?? ''), demoResult()]);
    reports['demo'] = renderHtml(toReportData(demo, evening(demo)));
    reports['hostile'] = renderHtml(toReportData(hostileResult(), null));
    reports['empty'] = renderHtml(toReportData(aResult(), null));
    reports['many'] = renderHtml(toReportData(manyResult(many), null));
  }, 60_000);

  afterAll(async () => {
    console.log(`chromium lane: ran ${bench.opened()} pages`);
    await bench.close();
  });

  const open = (report: string, look = 'light', hash = ''): Promise<Opened> =>
    bench.open(reports[report] ?? '', looks[look] ?? {}, hash);

  const fits = 'document.documentElement.scrollWidth <= innerWidth';

  const cases = [
    { look: 'light', reports: ['demo', 'hostile', 'empty', 'many'] },
    { look: 'dark', reports: ['demo', 'hostile'] },
    { look: 'phone', reports: ['demo', 'hostile', 'empty', 'many'] },
    { look: 'phone in the dark', reports: ['demo'] },
  ].flatMap(({ look, reports }) => reports.map((report) => ({ report, look })));

  it.each(cases)('$report, $look: quiet, accessible, no wider than the screen', async ({ report, look }) => {
    const opened = await open(report, look);
    expect(await violationsOn(opened.page)).toEqual([]);
    expect(await opened.page.evaluate<boolean>(fits)).toBe(true);
    expect(await misdeedsOf(opened)).toEqual([]);
    await opened.picture(`${report}, ${look}`, report !== 'many');
    await opened.page.context().close();
  });

  it('finds out a page that is not quiet, not accessible, and wider than the screen', async () => {
    const policy = `<meta http-equiv="Content-Security-Policy" content="script-src 'none'">`;
    const bad = `<p class="masthead" style="width: 2000px">x</p><img src="https://example.invalid/x.png"><script>pwned = 1</script>`;
    const opened = await bench.open(`<!doctype html>${policy}${bad}`, looks['phone'] ?? {});
    expect((await violationsOn(opened.page)).join(' ')).toContain('image-alt');
    expect(await opened.page.evaluate<boolean>(fits)).toBe(false);
    const misdeeds = (await misdeedsOf(opened)).join(' ');
    expect(misdeeds).toContain('request: https://example.invalid/x.png');
    expect(misdeeds).toContain('script-src-elem inline');
    await opened.page.context().close();
  });

  it.each(['light', 'dark', 'phone'])('one path opened, %s', async (look) => {
    const { id } = demo.paths.find(({ fix, peeringId }) => fix !== null && peeringId !== null)!;
    const opened = await open('demo', look, linkTo('path', id));
    expect(await violationsOn(opened.page)).toEqual([]);
    expect(await opened.page.evaluate<boolean>(fits)).toBe(true);
    expect(await misdeedsOf(opened)).toEqual([]);
    await opened.picture(`path, ${look}`);
    await opened.page.context().close();
  });

  describe('hostile texts', () => {
    it('are told as they are, make no element and no address, and run nothing', async () => {
      const opened = await open('hostile');
      const { page } = opened;
      // What would turn round the text after it is not carried.
      const texts = hostileTexts.map((text) => text.replaceAll(/\p{Bidi_Control}+/gu, ' '));
      for (const [index, text] of texts.entries()) {
        await page.evaluate(`location.hash = ${JSON.stringify(linkTo('path', `${shown(text)}/${index}`))}`);
        await page.waitForSelector('dialog[open] .hop-picture');
        expect(await page.locator('dialog .hop-picture .fix bdi').textContent()).toBe(shown(text));
      }
      const id = hostileResult().findings[4]?.id ?? '';
      await page.evaluate(`location.hash = ${JSON.stringify(linkTo('finding', id))}`);
      await page.waitForSelector('dialog[open]');
      const addresses = await page.evaluate<string[]>(
        '[...document.querySelectorAll("[href], [src], [action]")].map((element) => element.getAttribute("href") ?? "")',
      );
      expect(addresses.filter((address) => !/^(?:#|https:\/\/)/.test(address))).toEqual([]);
      expect(
        await page.locator('img, iframe, object, embed, [onload], [onerror], [onfocus], [style]').count(),
      ).toBe(0);
      expect(await page.evaluate('typeof globalThis.pwned')).toBe('undefined');
      expect(await misdeedsOf(opened)).toEqual([]);
      await opened.picture('hostile finding');
      await page.context().close();
    });
  });

  describe('the keyboard alone', () => {
    it('filters by an arc, and takes it back', async () => {
      const opened = await open('demo');
      const { page } = opened;
      await tabTo(opened, '.wide .arc.class-peering-routed-bedrock');
      const name = await page.evaluate<string>('document.activeElement.getAttribute("aria-label")');
      const [, count, from, to] =
        /^(\d+) paths? from (\S+) to (\S+), Bedrock over a peering/.exec(name) ?? [];
      await page.keyboard.press('Enter');
      await expect.poll(() => told(opened)).toBe(`${count} of ${demo.paths.length} paths`);
      const hash = new URLSearchParams((await page.evaluate<string>('location.hash')).replace(/^#\/?/, ''));
      expect([hash.get('from'), hash.get('to')]).toEqual([from, to]);
      expect(await page.evaluate<string>('document.activeElement.getAttribute("aria-pressed")')).toBe('true');
      expect(await violationsOn(page)).toEqual([]);
      await opened.picture('demo, an arc chosen');
      await page.keyboard.press('Space');
      await expect.poll(() => told(opened)).toBe(`${demo.paths.length} paths`);
      await page.context().close();
    });

    it('opens a path, reads it and closes it, and is where it was', async () => {
      const opened = await open('demo');
      const { page } = opened;
      await tabTo(opened, 'table.data th a');
      const address = await page.evaluate<string>('document.activeElement.getAttribute("href")');
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open] .hop-picture');
      expect(await page.evaluate<boolean>('document.activeElement.closest("dialog") !== null')).toBe(true);
      await page.keyboard.press('Escape');
      await page.waitForSelector('dialog:not([open])', { state: 'attached' });
      expect(await page.evaluate<string>('document.activeElement.getAttribute("href")')).toBe(address);
      await page.context().close();
    });
  });

  describe('says what the data says', () => {
    const links: [hash: string, isWanted: (path: ConnectionPath) => boolean][] = [
      ['#class=peering-routed-bedrock', (path) => path.class === 'peering-routed-bedrock'],
      ['#verdict=blocked', ({ verdict }) => verdict === 'blocked'],
      [
        '#region=us-east-1',
        ({ consumer, endpoint, service }) =>
          [consumer.region, endpoint.region, service.region].includes('us-east-1'),
      ],
      [
        '#accountId=333333333333',
        ({ consumer, endpoint }) => [consumer.accountId, endpoint.accountId].includes('333333333333'),
      ],
      [
        '#from=ap-northeast-1&to=us-west-2&class=peering-routed-bedrock',
        (path) => path.class === 'peering-routed-bedrock' && path.consumer.region === 'ap-northeast-1',
      ],
      ['#text=kms+us-west-2', ({ service }) => service.name?.includes('us-west-2.kms') === true],
    ];

    it('at each link', async () => {
      const opened = await open('demo', 'light', '#text=nothing');
      for (const [hash, isWanted] of links) {
        const wanted = demo.paths.filter(isWanted).length;
        expect(wanted).toBeGreaterThan(0);
        await opened.page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
        await expect
          .poll(() => told(opened), { message: hash })
          .toBe(`${wanted} of ${demo.paths.length} paths`);
        expect(await rows(opened)).toHaveLength(wanted);
      }
      await opened.page.context().close();
    });

    it('the arcs of the map, together with what stays inside, are all paths', async () => {
      const opened = await open('demo');
      const labels = await opened.page
        .locator('.wide [role=button]')
        .evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
      const counts = labels.map((label) => Number(/(\d+) paths? (?:from|inside)/.exec(label)?.[1]));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(demo.paths.length);
      await opened.page.context().close();
    });

    it.each(['light', 'phone'])(
      'the map as a table, %s: all paths, and a row filters as its arc does',
      async (look) => {
        const opened = await open('demo', look);
        const { page } = opened;
        await page.getByText('The map as a table').click();
        expect(await violationsOn(page)).toEqual([]);
        expect(await page.evaluate<boolean>(fits)).toBe(true);
        const counts = await page.locator('.as-table td:nth-child(3)').allInnerTexts();
        expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(demo.paths.length);
        await page
          .getByRole('button', { name: /^ap-northeast-1 → us-west-2\s*, Bedrock over a peering$/ })
          .click();
        await expect.poll(() => told(opened)).toBe(`1 of ${demo.paths.length} paths`);
        await page.getByRole('button', { name: 'Show all Regions' }).click();
        await expect.poll(() => told(opened)).toBe(`${demo.paths.length} paths`);
        await page.context().close();
      },
    );

    it('a search, letter by letter, and what it found sorted up and down', async () => {
      const opened = await open('many');
      const { page } = opened;
      await page.getByRole('searchbox').pressSequentially('account-399');
      const wanted = manyResult(many).paths.filter(
        ({ consumer }) => consumer.accountName === 'account-399',
      ).length;
      await expect.poll(() => told(opened)).toBe(`${wanted} of 5,000 paths`);
      for (const direction of ['ascending', 'descending']) {
        await page.getByRole('button', { name: 'Class' }).first().click();
        await page.waitForSelector(`th[aria-sort=${direction}]`);
        const classes = await page.locator('table.data .class-mark').allInnerTexts();
        const sorted = classes.toSorted((a, b) => (a < b ? -1 : 1));
        expect(classes.length).toBeGreaterThan(5);
        expect(classes).toEqual(direction === 'ascending' ? sorted : sorted.toReversed());
      }
      await page.context().close();
    });

    it('what is in the address is there again when it is opened again, and Back goes back', async () => {
      const opened = await open('demo', 'light', '#verdict=blocked');
      const { page } = opened;
      const blocked = await told(opened);
      await page.locator('table.data th a').first().click();
      await page.waitForSelector('dialog[open]');
      const title = await page.locator('#drawer-title').innerText();
      await page.reload();
      await page.waitForSelector('dialog[open]');
      expect(await page.locator('#drawer-title').innerText()).toBe(title);
      await page.goBack();
      await page.waitForSelector('dialog:not([open])', { state: 'attached' });
      expect(await told(opened)).toBe(blocked);
      await page.context().close();
    });

    it('one path opened shows every subnet, however narrow the window', async () => {
      const path = demo.paths.find(({ subnets }) => subnets.length > 1);
      const { page } = await open('demo', 'light', `#path=${encodeURIComponent(path?.id ?? '')}`);
      await page.setViewportSize({ width: 360, height: 640 });
      const shown = await page.locator('dialog[open] [aria-label="Subnets of the client"]').boundingBox();
      expect(shown?.height).toBeGreaterThan(20 * (path?.subnets.length ?? 0));
      await page.context().close();
    });

    it('an address that names nothing of this report says so', async () => {
      const opened = await open('demo', 'light', '#path=nobody&class=nothing&page=-1&sort=none');
      expect(await opened.page.locator('#drawer-title').innerText()).toBe('Not in this report');
      expect(await misdeedsOf(opened)).toEqual([]);
      await opened.page.context().close();
    });
  });

  it('of 5,000 paths is under 5 MB, and holds no more than a screen or two of them', async () => {
    expect(Buffer.byteLength(reports['many'] ?? '')).toBeLessThan(5_000_000);
    const opened = await open('many');
    expect(await opened.page.locator('*').count()).toBeLessThan(4_000);
    await opened.page.context().close();
  });

  it('is for a director when it is printed: the summary and no table of paths', async () => {
    const opened = await open('demo');
    await opened.page.emulateMedia({ media: 'print', colorScheme: 'light' });
    await opened.picture('demo, printed');
    const isVisible = (selector: string) => opened.page.locator(selector).first().isVisible();
    expect([await isVisible('.director'), await isVisible('.first'), await isVisible('table.data')]).toEqual([
      true,
      true,
      false,
    ]);
    await opened.page.context().close();
  });
});
